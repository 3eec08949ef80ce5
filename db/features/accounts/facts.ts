/** What the log says of accounts, so that the accounts can be verified against it. */
import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import type { Role } from '../../domain/roles.ts';
import { namesItsKeys } from '../../work/log/store.ts';
import { recordAudit, recordBulk, type Recorder } from '../../work/log/recorder.ts';
import { requireAccount } from './directory.ts';
import * as store from './store.ts';

interface Facts extends Pick<store.AccountRow, 'login' | 'name' | 'personId' | 'department'> {
  readonly roles: readonly Role[];
}

/** What the log says of an account: its roles in clear, so that what it may do can be followed from row to row. */
export function accountFacts({ login, name, personId, roles, department }: Facts) {
  const sorted = [...new Set(roles)].sort();
  return { reason: sorted.join('+'), after: { login, name, personId, roles: sorted, department } };
}

/**
 * What stands of the accounts besides, once for each: the state in clear, since later rows change it, and by its hash
 * what no act changes.
 */
export function listAccountBeginnings(db: ReadableDb): Array<{ id: number; reason: string; facts: unknown }> {
  const keys = Map.groupBy(store.listSigningKeys(db), ({ accountId }) => accountId);
  return store
    .listAccounts(db)
    .map((row) => ({ id: row.id, reason: row.state, facts: accountBeginning(row, keys.get(row.id) ?? []) }));
}

/** `keys`: those that the account had then, the oldest first. */
export function accountBeginning(
  { department, createdAt }: Pick<store.AccountRow, 'department' | 'createdAt'>,
  keys: readonly store.SigningKey[],
) {
  return {
    department,
    createdAt,
    keys: keys.map(({ id, signPublic, createdAt: at }) => [id, Buffer.from(signPublic).toString('hex'), at]),
  };
}

/** The row for an account that is there now; the first one's key stands in the row of the vault. */
export function recordCreated(db: WritableDb, recorder: Recorder, id: number, newKey?: Uint8Array): void {
  const facts = accountFacts(requireAccount(db, id));
  recordAudit(db, recorder, { ...facts, action: 'accounts.create', object: `account:${id}`, newKey });
}

/**
 * In a vault from before the log named its keys: takes the accounts over as they are, the newest key of each with
 * its roles, once and under one signature. What stands before is believed as it was until then.
 */
export function certifyAccounts(db: WritableDb, recorder: Recorder): void {
  if (namesItsKeys(db)) return;
  const keys = new Map(store.listSigningKeys(db).map((key) => [key.accountId, key.signPublic]));
  const certify = (each: Recorder) => {
    for (const account of store.listAccounts(db))
      recordAudit(db, each, {
        ...accountFacts(account),
        action: 'accounts.certify',
        object: `account:${account.id}`,
        newKey: account.state === 'disabled' ? undefined : keys.get(account.id),
      });
  };
  recordBulk(db, recorder, certify, () => ({ action: 'accounts.certify', object: 'archive' }));
}
