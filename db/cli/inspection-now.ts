import { minuteIn } from '../domain/dates.ts';
import { commonWord } from '../words.ts';
import { Refusal } from './files.ts';
import type { CliSession } from './session.ts';
import type { Terminal } from './terminal.ts';

export type Caller = CliSession['caller'];

/** The one that is under way, or else the newest. */
async function newest({ inspections }: Caller): Promise<number | null> {
  const { inspection: running, addendum } = await inspections.current();
  return running?.id ?? addendum?.id ?? (await inspections.list())[0]?.id ?? null;
}

/** Error: there is none. */
export async function requireNewest(caller: Caller): Promise<number> {
  const id = await newest(caller);
  if (id === null) throw new Refusal('inspection_none');
  return id;
}

/** Says how the inspection stands; returns the exit code. */
export async function tell(caller: Caller, terminal: Terminal): Promise<number> {
  const id = await requireNewest(caller);
  const line = await caller.inspections.get({ id });
  const { period, dueOn: due, state, total, inspected, outcomes, byWay, repairsOpen, signatures } = line;
  const { numbers } = await caller.inspections.openNumbers({ id });
  const shown = {
    period,
    due,
    state,
    total,
    inspected,
    inPlace: outcomes.in_place,
    onLoan: outcomes.on_loan,
    missing: outcomes.missing,
    misplaced: outcomes.misplaced,
    byWay,
    open: numbers,
    repairsOpen,
    signatures: signatures.map(({ role, person, at }) => ({ role, person, at: new Date(at).toISOString() })),
  };
  terminal.say(
    terminal.words('inspection_status', { ...shown, state: terminal.words(`inspection_${state}`) }),
  );
  const { timeZone } = await caller.settings.get();
  for (const { role, person, at } of signatures) {
    const roles = role.split('+').map((one) => commonWord(terminal.language, `role.${one}`));
    terminal.say(`  ${minuteIn(timeZone, at)}  ${roles.join(' + ')}  ${person}`);
  }
  terminal.value(shown);
  return 0;
}
