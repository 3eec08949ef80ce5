import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as vault from '../../../db/vault/index.ts';
import {
  addAccount,
  aClock,
  aFolder,
  CODE,
  committing,
  committingSeq,
  copyOf,
  listLogins,
  makeVault,
  PASSWORD,
  populate,
  refusalFrom,
  refusalOf,
  unlockAs,
  type MadeVault,
} from './support.ts';

const NEW_PASSWORD = 'another long password';
const cost = vault.FLOOR_COST;
const message = new TextEncoder().encode('row 1');
let made: MadeVault;
const folder = aFolder();

beforeAll(async () => {
  made = await makeVault(folder.path);
});
afterAll(() => folder[Symbol.dispose]());

describe('create', () => {
  it('leaves two files when closed, and no plain text in either', () => {
    expect(readdirSync(made.folder).toSorted()).toEqual(['customers.kda', 'customers.kda.keys']);
    const database = readFileSync(made.path).toString('latin1');
    expect(database).not.toContain('SQLite format');
    expect(database).not.toContain('archive_meta');
    expect(readFileSync(`${made.path}.keys`, 'utf8')).not.toContain(PASSWORD);
  });

  it('names the key generation in the first bytes of the file', async () => {
    using place = aFolder();
    const { vault: opened } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const { salt } = opened.keys;
    vault.closeVault(opened);
    expect([...readFileSync(opened.path).subarray(0, 16)]).toEqual([...salt]);
  });

  it('never takes the place of a file', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const before = readFileSync(path);
    const again = async () => {
      const prepared = await vault.prepareVault();
      const accounts = [{ id: 1, login: 'x', secret: NEW_PASSWORD, oneTime: false }];
      return await refusalFrom(() =>
        vault.createVault({ path, prepared, accounts, clock: aClock(), cost, populate }),
      );
    };
    expect((await again()).code).toBe('vault.file_exists');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('never takes the place of a lone keys file', async () => {
    using place = aFolder();
    const path = join(place.path, 'b.kda');
    const other = copyOf(made, place.path);
    const { copyFileSync } = await import('node:fs');
    copyFileSync(`${other}.keys`, `${path}.keys`);
    const prepared = await vault.prepareVault();
    const accounts = [{ id: 1, login: 'x', secret: NEW_PASSWORD, oneTime: false }];
    const refusal = await refusalFrom(() =>
      vault.createVault({ path, prepared, accounts, clock: aClock(), cost, populate }),
    );
    expect(refusal.code).toBe('vault.file_exists');
    expect(existsSync(`${path}.keys`)).toBe(true);
  });

  it('removes everything when filling it fails', async () => {
    using place = aFolder();
    const path = join(place.path, 'b.kda');
    const prepared = await vault.prepareVault();
    const accounts = [{ id: 1, login: 'x', secret: NEW_PASSWORD, oneTime: false }];
    const options = { path, prepared, accounts, clock: aClock(), cost };
    const failing = () => {
      throw new Error('no');
    };
    await expect(vault.createVault({ ...options, populate: failing })).rejects.toThrow('no');
    await expect(
      vault.createVault({
        ...options,
        populate: (db) => void db.exec('create table archive_meta(key,value)'),
      }),
    ).rejects.toThrow('keys_seq');
    expect(readdirSync(place.path)).toEqual([]);
  });

  it('says when the folder cannot be written to', async () => {
    using place = aFolder();
    const path = join(place.path, 'gone', 'b.kda');
    const prepared = await vault.prepareVault();
    const accounts = [{ id: 1, login: 'x', secret: NEW_PASSWORD, oneTime: false }];
    const options = { path, prepared, accounts, clock: aClock(), cost, populate };
    expect((await refusalFrom(() => vault.createVault(options))).code).toBe('vault.cannot_write');
  });

  it('refuses a poor password and one login twice before anything is written', async () => {
    using place = aFolder();
    const prepared = await vault.prepareVault();
    const attempt = async (...accounts: vault.NewAccount[]) => {
      const at = { path: join(place.path, 'b.kda'), prepared, clock: aClock() };
      return (await refusalFrom(() => vault.createVault({ ...at, accounts, populate }))).code;
    };
    expect(await attempt({ id: 1, login: 'a', secret: 'short', oneTime: false })).toBe(
      'vault.password_short',
    );
    const code = { secret: CODE, oneTime: true };
    expect(await attempt({ id: 1, login: 'a', ...code }, { id: 2, login: ' Ａ', ...code })).toBe(
      'vault.login_taken',
    );
    expect(readdirSync(place.path)).toEqual([]);
  });
});

describe('unlock', () => {
  it('finds what was written before', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const first = (await unlockAs('admin', PASSWORD, path)).vault;
    first.database.prepare("insert into note(text) values ('kept')").run();
    vault.closeVault(first);
    const { vault: opened } = await unlockAs(' ADMIN ', PASSWORD, path);
    expect(opened.database.prepare('select text from note').pluck().all()).toEqual(['kept']);
    vault.closeVault(opened);
  });

  it('signs for the account, and no longer after closing', async () => {
    using place = aFolder();
    const { vault: opened, person } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const { signer } = person;
    const signature = signer.sign(message);
    expect(vault.verifySignature(signature, message, signer.publicKey)).toBe(true);
    expect(vault.verifySignature(signature, new Uint8Array(5), signer.publicKey)).toBe(false);
    vault.closeVault(opened);
    expect(() => signer.sign(message)).toThrow('vault.locked');
    expect(opened.dataKey.destroyed).toBe(true);
    expect(readdirSync(place.path).toSorted()).toEqual(['customers.kda', 'customers.kda.keys']);
  });

  it('derives another key for another purpose, the same one each time', async () => {
    using place = aFolder();
    const { vault: opened } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const bytesOf = (purpose: vault.KeyPurpose) =>
      vault.deriveKey(opened.dataKey, purpose).use((bytes) => [...bytes]);
    expect(bytesOf('audit-records')).toEqual(bytesOf('audit-records'));
    expect(bytesOf('audit-records')).not.toEqual(bytesOf('keys-mac'));
    vault.closeVault(opened);
  });

  it('lets a second person in on the open vault', async () => {
    using place = aFolder();
    const { vault: opened, person } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const second = (await vault.signIn(opened, 'Guest', CODE, { clock: aClock() })).person;
    expect(second).toMatchObject({ accountId: 2, mustReplaceSecret: true });
    second.signOut();
    expect(() => second.signer.sign(message)).toThrow('vault.locked');
    expect(person.signer.sign(message)).toHaveLength(64);
    vault.closeVault(opened);
  });

  it('asks for a password again', async () => {
    using place = aFolder();
    const { vault: opened, person } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    await vault.verifyPassword(opened, person, PASSWORD, { clock: aClock() });
    expect(
      (await refusalFrom(() => vault.verifyPassword(opened, person, CODE, { clock: aClock() }))).code,
    ).toBe('vault.sign_in_refused');
    vault.closeVault(opened);
  });
});

describe('change', () => {
  it('replaces a password and keeps the signing key', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const { vault: opened, person } = await unlockAs('admin', PASSWORD, path);
    const pairs: boolean[] = [];
    const commit = committing(opened.database);
    const next = await vault.changePassword(opened, person, {
      oldPassword: PASSWORD,
      newPassword: NEW_PASSWORD,
      clock: aClock(),
      cost,
      commit(change) {
        pairs.push(change.newPair);
        commit(change);
      },
    });
    expect(pairs).toEqual([false]);
    expect(next.signer.publicKey).toEqual(person.signer.publicKey);
    expect(() => person.signer.sign(message)).toThrow('vault.locked');
    vault.closeVault(opened);
    expect((await refusalFrom(() => unlockAs('admin', PASSWORD, path))).code).toBe('vault.sign_in_refused');
    vault.closeVault((await unlockAs('admin', NEW_PASSWORD, path)).vault);
  });

  it('gives a new pair when a one-time code is replaced, since others have seen the code', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const { vault: opened, person } = await unlockAs('guest', '0123 4567 89ab cdef', path);
    expect(person.mustReplaceSecret).toBe(true);
    const next = await vault.changePassword(opened, person, {
      oldPassword: CODE,
      newPassword: NEW_PASSWORD,
      clock: aClock(),
      cost,
      commit: committing(opened.database),
    });
    expect(next.mustReplaceSecret).toBe(false);
    expect(next.signer.publicKey).not.toEqual(person.signer.publicKey);
    const keys = opened.database
      .prepare('select count(*) from account_key where account_id = 2')
      .pluck()
      .get();
    expect(keys).toBe(2);
    vault.closeVault(opened);
    expect((await refusalFrom(() => unlockAs('guest', CODE, path))).code).toBe('vault.sign_in_refused');
  });

  it('changes nothing when the old password is wrong, the new one poor, or the transaction fails', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const { vault: opened, person } = await unlockAs('admin', PASSWORD, path);
    const before = readFileSync(`${path}.keys`);
    const attempt = (oldPassword: string, newPassword: string, commit = committing(opened.database)) =>
      vault.changePassword(opened, person, { oldPassword, newPassword, clock: aClock(), cost, commit });
    expect((await refusalFrom(() => attempt('wrong wrong wrong', NEW_PASSWORD))).code).toBe(
      'vault.sign_in_refused',
    );
    expect((await refusalFrom(() => attempt(PASSWORD, 'short'))).code).toBe('vault.password_short');
    expect((await refusalFrom(() => attempt(PASSWORD, PASSWORD))).code).toBe('vault.password_same');
    const failing = committing(opened.database, () => {
      throw new Error('rolled back');
    });
    await expect(attempt(PASSWORD, NEW_PASSWORD, failing)).rejects.toThrow('rolled back');
    await expect(attempt(PASSWORD, NEW_PASSWORD, () => {})).rejects.toThrow('keys_seq');
    expect(readFileSync(`${path}.keys`).equals(before)).toBe(true);
    expect(existsSync(`${path}.keys.new`)).toBe(false);
    await attempt(PASSWORD, NEW_PASSWORD);
    vault.closeVault(opened);
    vault.closeVault((await unlockAs('admin', NEW_PASSWORD, path)).vault);
  });

  it('refuses to run inside a transaction, which could still be rolled back', async () => {
    using place = aFolder();
    const { vault: opened } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const inside = opened.database.transaction(() =>
      vault.removeAccount(opened, 2, { commit: committingSeq(opened.database) }),
    );
    expect(() => inside()).toThrow('transaction');
    vault.closeVault(opened);
  });

  it('adds, resets and removes an account', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const { vault: opened } = await unlockAs('admin', PASSWORD, path);
    const commit = committing(opened.database);
    using password = await vault.deriveSecret(
      { login: 'third', secret: NEW_PASSWORD, oneTime: false },
      { cost },
    );
    const third = { id: 3, login: 'Third', secret: password };
    addAccount(opened, third, { commit });
    expect(refusalOf(() => addAccount(opened, { ...third, id: 4 }, { commit })).code).toBe(
      'vault.login_taken',
    );
    expect(listLogins(opened.database)).toEqual(['admin', 'guest', 'third']);
    const signedIn = (await vault.signIn(opened, 'third', NEW_PASSWORD, { clock: aClock() })).person;
    using code = await vault.deriveSecret({ login: 'third', secret: CODE, oneTime: true }, { cost });
    vault.resetAccount(opened, { id: 3, secret: code }, { commit });
    expect(() => signedIn.signer.sign(message)).toThrow('vault.locked');
    expect(
      (await refusalFrom(() => vault.signIn(opened, 'third', NEW_PASSWORD, { clock: aClock() }))).code,
    ).toBe('vault.sign_in_refused');
    expect((await vault.signIn(opened, 'third', CODE, { clock: aClock() })).person.mustReplaceSecret).toBe(
      true,
    );
    vault.removeAccount(opened, 3, { commit: committingSeq(opened.database) });
    expect(
      refusalOf(() => vault.removeAccount(opened, 3, { commit: committingSeq(opened.database) })).code,
    ).toBe('vault.account_unknown');
    vault.closeVault(opened);
    expect((await refusalFrom(() => unlockAs('third', CODE, path))).code).toBe('vault.sign_in_refused');
    // The spare must not let in who was removed either.
    expect(readFileSync(`${path}.keys.bak`).equals(readFileSync(`${path}.keys`))).toBe(true);
  });

  it('lets nobody in whose account is removed while the key is derived', async () => {
    using place = aFolder();
    const { vault: opened, person } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const signingIn = refusalFrom(() => vault.signIn(opened, 'guest', CODE, { clock: aClock() }));
    const asking = vault.verifyPassword(opened, person, PASSWORD, { clock: aClock() });
    vault.removeAccount(opened, 2, { commit: committingSeq(opened.database) });
    expect((await signingIn).code).toBe('vault.sign_in_refused');
    await asking;
    expect([...opened.people]).toEqual([person]);
    vault.closeVault(opened);
  });

  it('changes no password of somebody who is signed out while the key is derived', async () => {
    using place = aFolder();
    const { vault: opened, person } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const before = readFileSync(`${opened.path}.keys`);
    const options = { oldPassword: PASSWORD, newPassword: NEW_PASSWORD, clock: aClock(), cost };
    const changing = refusalFrom(() =>
      vault.changePassword(opened, person, { ...options, commit: committing(opened.database) }),
    );
    person.signOut();
    expect((await changing).code).toBe('vault.locked');
    expect(readFileSync(`${opened.path}.keys`).equals(before)).toBe(true);
    vault.closeVault(opened);
  });

  it('keeps the last account', async () => {
    using place = aFolder();
    const { vault: opened } = await unlockAs('admin', PASSWORD, copyOf(made, place.path));
    const options = { commit: committingSeq(opened.database) };
    vault.removeAccount(opened, 2, options);
    expect(refusalOf(() => vault.removeAccount(opened, 1, options)).code).toBe('vault.last_account');
    vault.closeVault(opened);
  });
});
