/** Vaults to try things in: one account a role, its login the role's name, all with one password. */
import { DEFAULT_PATTERN } from '../../domain/archive-no.ts';
import { ROLES, type Role } from '../../domain/roles.ts';
import { TRIAL_PASSWORD } from '../../domain/trial.ts';
import * as vault from '../../vault/index.ts';
import type { CallContext } from '../../work/procedures.ts';
import type { FirstAccount } from './create.ts';
import { unlock } from './service.ts';
import { makeVault } from './wizard.ts';

const FONDS = 'QZ01';

/** The administrator first, who makes the vault. */
export const TRIAL_ROLES: readonly Role[] = [
  'system_admin',
  ...ROLES.filter((role) => role !== 'system_admin'),
];

export function trialAccounts(nameOf: (role: Role) => string, secret: string): FirstAccount[] {
  return TRIAL_ROLES.map((role) => ({
    login: role,
    name: nameOf(role),
    roles: [role],
    department: null,
    secret,
    oneTime: false,
  }));
}

/** Makes a vault to try things in at a path, and signs 信息专员 in. Errors: those of `makeVault`. */
export async function tryOut(
  call: CallContext,
  path: string,
  { company, people }: { company: string; people: ReadonlyArray<{ role: Role; name: string }> },
) {
  const prepared = await vault.prepareVault();
  const accounts = trialAccounts(
    (role) => people.find((person) => person.role === role)?.name ?? role,
    TRIAL_PASSWORD,
  );
  const named = { company, fonds: FONDS, archiveNoPattern: DEFAULT_PATTERN };
  await makeVault(call, path, prepared, { ...named, trial: true, accounts });
  vault.wipeSheets(prepared);
  return unlock(call, path, 'archivist', TRIAL_PASSWORD);
}
