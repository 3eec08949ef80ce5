import { rmSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import type { Role } from '../../db/domain/roles.ts';
import { RULES } from '../../db/domain/permissions.ts';
import { hashOfRow, type AuditRow } from '../../db/work/log/chain.ts';
import type { Check } from '../../db/features/audit/verify.ts';
import { deriveKey, hashWith, type SecureKey } from '../../db/vault/index.ts';
import { canonicalJson } from '../../db/domain/canonical.ts';
import { readKeysFile } from '../../db/vault/keys-file.ts';
import { makeSigner, openSlot, unseal, type Signer } from '../../db/vault/slots.ts';
import { sodium } from '../../db/vault/sodium.ts';
import { TEST_PASSWORD, type TestVault } from '../support/vault.ts';

/** What somebody who can sign in does with a tool of their own, past every rule of the program. */
export interface OwnTool {
  readonly db: Database;
  readonly dataKey: SecureKey;
  readonly keyedHash: (value: unknown) => Uint8Array;
  /** Of somebody whose password is known. */
  signerOf(login: string, secret?: string): Promise<Signer>;
  accountOf(login: string): number;
  /** A new pair, entered for an account as the program would. */
  plantKey(account: number): Signer;
  /** Writes a row at the end of the log, numbered, chained and signed. */
  append(row: Partial<AuditRow> & Pick<AuditRow, 'account_id' | 'action'>, signer: Signer): void;
}

/** Takes away what was last seen of the vault on this computer, as who has the folder can: the log alone is left. */
export function forgetWitnesses({ folder, path }: TestVault): void {
  rmSync(join(folder, 'program'), { recursive: true, force: true });
  rmSync(`${path}.anchors`, { force: true });
}

/** Takes the closed archive, works on it, and closes it again. */
export async function withOwnTool(
  { host, path }: TestVault,
  login: Role,
  work: (tool: OwnTool) => void | Promise<void>,
): Promise<void> {
  host.signOutAll('closed');
  const keys = readKeysFile(`${path}.keys`);
  if (!keys || keys instanceof Error) throw new Error('no keys file');
  const open = async (name: string, secret: string) => {
    const found = await openSlot(keys, name, secret);
    if (!found) throw new Error('wrong secret');
    return found;
  };
  const { slot, halves } = await open(login, TEST_PASSWORD);
  const dataKey = unseal(slot.sealedKey, slot.boxPublic, halves.box);
  if (!dataKey) throw new Error('no data key');
  const db = new SqliteDatabase(path);
  db.pragma("cipher = 'aegis'");
  db.pragma("algorithm = 'aegis-256'");
  dataKey.use((bytes) => db.key(Buffer.concat([Buffer.from('raw:'), bytes])));
  const recordKey = deriveKey(dataKey, 'audit-records');
  const idOfKey = (publicKey: Uint8Array) =>
    Number(
      db.prepare('select id from account_key where sign_public = ?').pluck().get(Buffer.from(publicKey)),
    );
  try {
    await work({
      db,
      dataKey,
      keyedHash: (value) => hashWith(recordKey, canonicalJson(value)),
      async signerOf(name, secret = TEST_PASSWORD) {
        const opened = await open(name, secret);
        return makeSigner(opened.slot.signPublic, opened.halves.signSeed);
      },
      accountOf: (name) => Number(db.prepare('select id from account where login = ?').pluck().get(name)),
      plantKey(account) {
        const pair = sodium.crypto_sign_keypair();
        // As late as the row that brings it.
        db.prepare(
          `insert into account_key (account_id, sign_public, created_at)
           select ?, ?, at + 1000 from audit order by seq desc limit 1`,
        ).run(account, Buffer.from(pair.publicKey));
        return {
          publicKey: pair.publicKey,
          sign: (message) => sodium.crypto_sign_detached(message, pair.privateKey),
        };
      },
      append(row, signer) {
        const head = db.prepare('select * from audit order by seq desc limit 1').get() as AuditRow;
        const content = {
          role: rolesOf(db, row.account_id),
          object: 'archive',
          secrecy: null,
          decision: 'allow' as const,
          reason: null,
          before_hash: null,
          after_hash: null,
          covers: 0,
          new_key: null,
          hash_version: 2,
          history: null,
          rules: RULES,
          subject: null,
          ...row,
          seq: head.seq + 1,
          at: head.at + 1000,
          prev_hash: head.hash,
          account_key_id: idOfKey(signer.publicKey),
        };
        const hash = hashOfRow(content);
        insertRow(db, { ...content, hash, signature: signer.sign(hash) });
        db.exec("update series set last = last + 1 where kind = 'log'");
      },
    });
  } finally {
    db.close();
  }
}

/** As the log names them. */
const rolesOf = (db: Database, account: number): string =>
  db
    .prepare('select role from account_role where account_id = ? order by role')
    .pluck()
    .all(account)
    .join('+');

export function insertRow(db: Database, row: AuditRow): void {
  const columns = Object.keys(row);
  db.prepare(
    `insert into audit (${columns.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`,
  ).run(row);
}

/** Does what triggers refuse, and puts them back. */
export function withoutTriggers(db: Database, work: () => void): void {
  const triggers = db.prepare("select name, sql from sqlite_schema where type = 'trigger'").all() as Array<{
    name: string;
    sql: string;
  }>;
  for (const { name } of triggers) db.exec(`drop trigger ${name}`);
  work();
  for (const { sql } of triggers) db.exec(sql);
}

/** Names of the checks that fail when an auditor looks. */
export async function failedChecks(vault: TestVault): Promise<string[]> {
  return (await checksOf(vault)).filter(({ ok }) => !ok).map(({ name }) => name);
}

export async function checksOf(vault: TestVault): Promise<readonly Check[]> {
  return (await vault.as('auditor').audit.verify()).checks;
}

/**
 * Makes of a vault that nothing was done in yet one of a time when the log said nothing of company, lists, settings and
 * beginnings of accounts; closed.
 */
export async function forgetParticulars(vault: TestVault): Promise<void> {
  await withOwnTool(vault, 'system_admin', ({ db }) =>
    withoutTriggers(db, () =>
      db.exec(`update account set last_sign_in_at = null;
        delete from anchor;
        delete from audit where seq >= (select min(seq) from audit where action = 'audit.particulars');
        update series set last = (select max(seq) from audit) where kind = 'log'`),
    ),
  );
  forgetWitnesses(vault);
}
