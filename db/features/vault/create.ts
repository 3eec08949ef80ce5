import type { Database } from 'better-sqlite3';
import { openHandles, type WritableDb } from '../../connection/handles.ts';
import { setMeta } from '../../connection/meta.ts';
import { stopped, type Clock } from '../../domain/dates.ts';
import { migrate } from '../../migrations/index.ts';
import type { Actor } from '../../work/context.ts';
import type { Creation } from '../../vault/index.ts';
import { insertAccount, recordCreated, type NewAccount } from '../accounts/service.ts';
import { keyedHash, makeHashKey } from '../../work/log/keyed-hash.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { particularsAct, recordParticulars } from '../audit/service.ts';
import { insertDefaultLists } from '../lists/service.ts';

/** Somebody who gets an account when the vault is made. */
export interface FirstAccount extends NewAccount {
  /** A password, or a one-time code that is replaced at first sign-in. */
  readonly secret: string;
  readonly oneTime: boolean;
}

export interface NewVault {
  readonly company: string;
  readonly fonds: string;
  /** How a 档号 is put together (A6); final. */
  readonly archiveNoPattern: string;
  readonly trial: boolean;
  /** The first one acts: it signs the first rows of the log. */
  readonly accounts: readonly FirstAccount[];
}

/** Migrates and fills the empty database of a new vault, in one transaction after the migrations. */
export function populate(database: Database, creation: Creation, vault: NewVault, time: Clock): void {
  migrate(database);
  openHandles(database).transaction((db) => {
    const clock = stopped(time);
    const now = clock.now();
    setMeta(db, 'archive_id', Buffer.from(creation.archiveId).toString('hex'));
    setMeta(db, 'company', vault.company);
    setMeta(db, 'fonds', vault.fonds);
    setMeta(db, 'archive_no_pattern', vault.archiveNoPattern);
    setMeta(db, 'trial', vault.trial ? '1' : '0');
    setMeta(db, 'created_at', String(now));
    setMeta(db, 'founded_on', clock.today());
    setMeta(db, 'recovery_public', Buffer.from(creation.recovery.publicKey).toString('hex'));
    setMeta(db, 'recovery_certifier', Buffer.from(creation.recovery.certifier).toString('hex'));
    setMeta(db, 'keys_seq', String(creation.keysSeq));
    makeHashKey(db);
    insertDefaultLists(db);
    const keyIds = vault.accounts.map((account, index) => {
      const keys = creation.accounts[index];
      if (!keys) throw new Error('an account without keys');
      return insertAccount(db, { ...account, keys, createdAt: now });
    });
    recordCreation(db, creation, vault, clock, keyIds[0] ?? 0);
  });
}

function recordCreation(
  db: WritableDb,
  creation: Creation,
  vault: NewVault,
  clock: Clock,
  accountKeyId: number,
): void {
  const [first] = vault.accounts;
  const [keys] = creation.accounts;
  if (!first || !keys) throw new Error('a vault without accounts');
  const actor: Actor = {
    accountId: keys.id,
    personId: 1,
    accountKeyId,
    login: keys.login,
    name: first.name,
    roles: first.roles,
    signer: creation.signer,
  };
  const { hash, destroy } = keyedHash({ reader: db });
  const recorder = { actor, clock, hash };
  recordAudit(db, recorder, {
    action: 'vault.create',
    object: 'archive',
    // In plain words, for the look at everything compares the numbers with it.
    reason: vault.archiveNoPattern,
    after: vault.company,
    newKey: keys.signPublicKey,
  });
  creation.accounts.forEach(({ id, signPublicKey }, index) =>
    recordCreated(db, recorder, id, index === 0 ? undefined : signPublicKey),
  );
  recordParticulars(db, { ...recorder, actor: { ...actor, roles: [] }, program: particularsAct });
  destroy();
}
