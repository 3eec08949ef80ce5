/**
 * What is done to accounts takes two people: the system administrator asks, and somebody of 主管 or above confirms. How a
 * request and what comes of it stand in the log, and who may confirm.
 */
import { ROLES, type Role } from './roles.ts';

/** What can be asked for; each is an act of `accounts.` in the log once it is confirmed. */
export const REQUESTED = ['create', 'enable', 'reset_password', 'set_roles'] as const;
export type Requested = (typeof REQUESTED)[number];

/** Those who confirm (rules.md Q1): never for themselves, and never what they asked for. */
const CONFIRMERS: readonly Role[] = ['supervisor', 'service_manager', 'general_manager'];

/** These go with no business role, and say nothing of archives. */
const WITHOUT_ARCHIVES: readonly Role[] = ['system_admin', 'auditor'];

/** Roles of which one confirms for an account that has or gets these: for 总经理 and 经理 it is the other of the two. */
export function confirmersOf(roles: readonly Role[]): readonly Role[] {
  const isGeneral = roles.includes('general_manager');
  const isManager = roles.includes('service_manager');
  if (isGeneral && isManager) return ['service_manager', 'general_manager'];
  if (isGeneral) return ['service_manager'];
  return isManager ? ['general_manager'] : CONFIRMERS;
}

/** Whether other roles bring one with which archives can be reached: that takes two. */
export function addsBusinessRole(before: readonly Role[], after: readonly Role[]): boolean {
  return after.some((role) => !before.includes(role) && !WITHOUT_ARCHIVES.includes(role));
}

/** The reason of the row that asks: what for, and the public key (32 bytes, hex) that it would bring. */
export function askReason(what: Requested, key: string | null): string {
  return key === null ? what : `${what} ${key}`;
}

const ASK = new RegExp(`^(${REQUESTED.join('|')})(?: ([0-9a-f]{64}))?$`);

export function parseAskReason(
  reason: string | null,
): { readonly what: Requested; readonly key: string | null } | undefined {
  const found = ASK.exec(reason ?? '');
  const what = REQUESTED.find((one) => one === found?.[1]);
  const key = found?.[2] ?? null;
  // Roles alone bring no key, and nothing else is without.
  return what === undefined || (key === null) !== (what === 'set_roles') ? undefined : { what, key };
}

/** What the row of an act says of the request that it carries out. */
export interface CarriedOut {
  /** Those of the account afterwards, joined as the log has them; empty where the act leaves them as they are. */
  readonly roles: string;
  /** Number of the row that asked. */
  readonly request: number;
  /** The signature of two recovery sheets (64 bytes, hex) in place of a second person; null for none. */
  readonly certificate: string | null;
}

/** `ROLES #ROW CERTIFICATE`, with what there is of it. */
export function actReason({ roles, request, certificate }: CarriedOut): string {
  return [roles, `#${request}`, certificate].filter(Boolean).join(' ');
}

const ACT = /^(?:([a-z_+]+) )?#(\d{1,15})(?: ([0-9a-f]{128}))?$/;

/** Undefined for an act that says nothing of a request: the first accounts, and roles that were taken away. */
export function parseActReason(reason: string | null): CarriedOut | undefined {
  const found = ACT.exec(reason ?? '');
  return found
    ? { roles: found[1] ?? '', request: Number(found[2]), certificate: found[3] ?? null }
    : undefined;
}

/** The roles that a row of the log names before anything else. */
export function rolesInReason(reason: string | null): Role[] {
  const named = (reason ?? '').split(' ', 1)[0]?.split('+') ?? [];
  return ROLES.filter((role) => named.includes(role));
}
