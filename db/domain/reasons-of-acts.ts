import { ENVIRONMENT_WITHDRAW_REASON } from './environment/readings.ts';
import { VOID } from './flow.ts';
import { FLOWS } from './flows.ts';
import { ASSIGN_REASON, CLASSIFY_REASON, EDIT_REASON, REFUSE_REASON, type ReasonRule } from './reasons.ts';
import { HANDLE_REASON } from './properties.ts';
import { REOPEN_REASON, WITHDRAW_REASON } from './repair.ts';

/** What each act of the log takes as its reason; null for none. */
const RULES_OF_ACTS: ReadonlyMap<string, ReasonRule | null> = new Map<string, ReasonRule | null>([
  ['customers.classify', CLASSIFY_REASON],
  ['customers.assign', ASSIGN_REASON],
  ['customers.edit', EDIT_REASON],
  ['accounts.refuse', REFUSE_REASON],
  ['repairs.reopen', REOPEN_REASON],
  ['properties.handle', HANDLE_REASON],
  ['repairs.withdraw', WITHDRAW_REASON],
  ['environment.withdraw', ENVIRONMENT_WITHDRAW_REASON],
  ...FLOWS.flatMap(({ name, steps }) => [
    ...Object.entries(steps).map(([step, { reason }]) => [`${name}.${step}`, reason ?? null] as const),
    [`${name}.save`, null] as const,
    [`${name}.${VOID}`, null] as const,
  ]),
]);

/** What an act of the log takes as its reason: null for none, undefined for an act that takes no choice. */
export function reasonRuleOf(action: string): ReasonRule | null | undefined {
  return RULES_OF_ACTS.get(action);
}

/** Every act that takes a choice, with its rule. */
export function listReasonRules(): Array<readonly [action: string, rule: ReasonRule]> {
  return [...RULES_OF_ACTS].flatMap(([action, rule]) => (rule ? [[action, rule] as const] : []));
}
