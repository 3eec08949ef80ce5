/** A new generation of the data key, at a vault that is open. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReadOnly, probeDatabase } from '../../../db/connection/open.ts';
import * as vault from '../../../db/vault/index.ts';
import {
  authenticate,
  decodeKeysFile,
  encodeKeysFile,
  type KeysBody,
  type KeysFile,
} from '../../../db/vault/keys-file.ts';
import { bodyOfNext } from '../../../db/vault/generations.ts';
import { secureKey } from '../../../db/vault/secure-key.ts';
import { sodium, utf8 } from '../../../db/vault/sodium.ts';
import { closeVault, readKeysSeq, type StepHook, type Vault } from '../../../db/vault/vault.ts';
import {
  addAccount,
  aClock,
  aFolder,
  CODE,
  committing,
  committingSeq,
  copyHere,
  copyOf,
  KNOWN_VERSION,
  listNotes,
  makeVault,
  PASSWORD,
  refusalFrom,
  refusalOf,
  storeSeq,
  unlockAs,
  type MadeVault,
} from './support.ts';

const NEW_PASSWORD = 'another long password';
const cost = vault.FLOOR_COST;
let made: MadeVault;
const folder = aFolder();
beforeAll(async () => {
  made = await makeVault(folder.path);
});
afterAll(() => folder[Symbol.dispose]());

const sheetsOf = () => made.prepared.sheets.map((share) => vault.sheetText(share)) as [string, string];
const recover = (path: string) =>
  vault.unlockWithRecovery({ path, sheets: sheetsOf(), clock: aClock(), knownVersion: KNOWN_VERSION });
const bytesOf = (key: vault.SecureKey) => key.use((bytes) => Uint8Array.from(bytes));
const keysAt = (path: string) => decodeKeysFile(readFileSync(path));

const commit = (database: Database, { keysSeq }: vault.KeysChange) => committingSeq(database)({ keysSeq });

/** A whole new generation; false when something came in between. */
function renew(opened: Vault, between: () => void = () => {}, step: StepHook = () => {}): boolean {
  const draft = vault.draftGeneration(opened);
  copyHere(opened, draft);
  between();
  const isTaken = vault.takeGeneration(opened, draft, { commit, step });
  if (!isTaken) vault.discardGeneration(opened, draft);
  return isTaken;
}

const names = (place: string) => readdirSync(place).toSorted();
const WHOLE = ['customers.kda', 'customers.kda.keys', 'customers.kda.keys.bak'];
const note = (database: Database, text: string) =>
  database.prepare('insert into note(text) values (?)').run(text);

/** The schema and every row of every table. */
function contents(database: Database): unknown {
  const schema = database
    .prepare('select type, name, tbl_name, sql from sqlite_schema order by type, name')
    .all();
  const tables = database
    .prepare("select name from sqlite_schema where type = 'table' order by name")
    .pluck()
    .all() as string[];
  const rows = tables.map((table) => database.prepare(`select * from "${table}"`).all());
  const settings = [
    'user_version',
    'page_size',
    'journal_mode',
    'auto_vacuum',
    'encoding',
    'foreign_keys',
  ].map((pragma): unknown => database.pragma(pragma, { simple: true }));
  return { schema, rows, settings };
}

describe('a new generation of the data key', () => {
  it('holds what the vault held, under another key and salt, one number further', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    opened.database.exec(`
      create table counted (id integer primary key autoincrement, text text) strict;
      insert into counted(text) values ('a'), ('b');
      delete from counted where text = 'b';
      create virtual table word using fts5(text, content='', detail=none);
      insert into word(rowid, text) values (7, 'one two');
      create index note_by_text on note(text);
    `);
    note(opened.database, 'kept');
    const key = bytesOf(opened.dataKey);
    const before = { salt: opened.keys.salt, contents: contents(opened.database) };
    storeSeq(opened.database, 1);
    expect(renew(opened)).toBe(true);
    expect([opened.keys.seq, readKeysSeq(opened.database), opened.keys.generation]).toEqual([2, 2, 2]);
    opened.database.exec("update archive_meta set value = '1' where key = 'keys_seq'");
    expect(contents(opened.database)).toEqual(before.contents);
    opened.database.exec("update archive_meta set value = '2' where key = 'keys_seq'");
    expect(opened.database.prepare("select rowid from word where word match 'two'").pluck().all()).toEqual([
      7,
    ]);
    expect(opened.database.prepare('insert into counted default values returning id').pluck().get()).toBe(3);
    expect(opened.database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(opened.keys.salt).not.toEqual(before.salt);
    expect(bytesOf(opened.dataKey)).not.toEqual(key);
    vault.closeVault(opened);
    expect(probeDatabase(opened.path)).toEqual({ salt: opened.keys.salt, intact: true });
    expect(refusalOf(() => openReadOnly(opened.path, key)).code).toBe('vault.wrong_key');
    expect(names(place.path)).toEqual(WHOLE);
    expect(keysAt(`${opened.path}.keys.bak`)).toEqual(keysAt(`${opened.path}.keys`));
  });

  it('is not taken when something was written meanwhile, were it undone or of the schema, and then made anew', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    const writes: Array<(database: Database) => unknown> = [
      (database) => note(database, 'meanwhile'),
      (database) => database.exec('create table other (id integer primary key) strict'),
      (database) => database.exec("begin; insert into note(text) values ('undone'); rollback"),
    ];
    for (const write of writes) {
      expect(renew(opened, () => write(opened.database))).toBe(false);
      expect([opened.keys.seq, opened.keys.generation]).toEqual([1, 1]);
      expect(existsSync(`${opened.path}.part`) || existsSync(`${opened.path}.keys.new`)).toBe(false);
    }
    expect(renew(opened)).toBe(true);
    expect(listNotes(opened.database)).toEqual(['meanwhile']);
    vault.closeVault(opened);
  });

  it('waits for who still reads, and goes on with the file as it is', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    note(opened.database, 'before');
    const reading = opened.dataKey.use((bytes) => openReadOnly(opened.path, bytes));
    reading.exec('begin');
    expect(listNotes(reading)).toEqual(['before']);
    expect(renew(opened)).toBe(false);
    expect(existsSync(`${opened.path}.keys.new`)).toBe(false);
    note(opened.database, 'after');
    expect(listNotes(opened.database)).toEqual(['before', 'after']);
    reading.close();
    expect(renew(opened)).toBe(true);
    expect(listNotes(opened.database)).toEqual(['before', 'after']);
    vault.closeVault(opened);
  });

  it('comes between transactions', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    const draft = vault.draftGeneration(opened);
    copyHere(opened, draft);
    opened.database.exec('begin');
    expect(() => vault.takeGeneration(opened, draft, { commit })).toThrow('between transactions');
    opened.database.exec('rollback');
    vault.closeVault(opened);
  });

  it('whose copy does not know its number, or is of another, is not taken', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    const [other, draft] = [vault.draftGeneration(opened), vault.draftGeneration(opened)];
    copyHere(opened, draft);
    expect(() => vault.takeGeneration(opened, draft, { commit: () => undefined })).toThrow('not committed');
    expect(() => vault.takeGeneration(opened, other, { commit })).toThrow('another generation');
    vault.discardGeneration(opened, other);
    expect(existsSync(`${opened.path}.part`)).toBe(false);
    expect([opened.keys.seq, listNotes(opened.database)]).toEqual([1, []]);
    vault.closeVault(opened);
    expect(names(place.path)).toEqual(WHOLE.slice(0, 2));
  });

  it.each(['copy-filled', 'next-written', 'closed'])(
    'that fails at %s leaves the one before',
    async (fatal) => {
      using place = aFolder();
      const opened = await recover(copyOf(made, place.path));
      note(opened.database, 'kept');
      const fail: StepHook = (step) => {
        if (step === fatal) throw new Error('no');
      };
      const draft = vault.draftGeneration(opened);
      copyHere(opened, draft);
      expect(() => vault.takeGeneration(opened, draft, { commit, step: fail })).toThrow('no');
      vault.discardGeneration(opened, draft);
      note(opened.database, 'after');
      expect(listNotes(opened.database)).toEqual(['kept', 'after']);
      vault.closeVault(opened);
      expect(names(place.path)).toEqual(WHOLE.slice(0, 2));
      closeVault((await unlockAs('admin', PASSWORD, opened.path)).vault);
    },
  );

  it('that fails once it is in place stands, and the next change puts its keys file there', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    note(opened.database, 'kept');
    const fail: StepHook = (step) => {
      if (step === 'old-kept') throw new Error('no');
    };
    const draft = vault.draftGeneration(opened);
    copyHere(opened, draft);
    expect(() => vault.takeGeneration(opened, draft, { commit, step: fail })).toThrow('no');
    vault.discardGeneration(opened, draft);
    expect([opened.keys.generation, listNotes(opened.database)]).toEqual([2, ['kept']]);
    expect([keysAt(`${opened.path}.keys`).seq, keysAt(`${opened.path}.keys.new`).seq]).toEqual([1, 2]);
    vault.removeAccount(opened, 2, { commit: committingSeq(opened.database) });
    expect([keysAt(`${opened.path}.keys`).seq, opened.keys.seq]).toEqual([3, 3]);
    vault.closeVault(opened);
    expect(names(place.path)).toEqual(WHOLE);
    closeVault((await unlockAs('admin', PASSWORD, opened.path)).vault);
  });

  it('that cannot be opened in its place leaves the vault closed', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    const draft = vault.draftGeneration(opened);
    copyHere(opened, draft);
    const spoil: StepHook = (step) => {
      if (step === 'swapped') writeFileSync(opened.path, 'x'.repeat(9000));
    };
    expect(refusalOf(() => vault.takeGeneration(opened, draft, { commit, step: spoil })).code).toBe(
      'vault.damaged',
    );
    expect(opened.database.open).toBe(false);
    vault.discardGeneration(opened, draft);
    vault.closeVault(opened);
    // Nobody has it any more: whoever comes next is told what is wrong with it.
    expect((await refusalFrom(() => recover(opened.path))).code).not.toBe('vault.in_use');
  });

  it('lays nothing readable on the disk on its way', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    const canary = '佛山市金丝雀五金厂';
    note(opened.database, canary.repeat(2000));
    const seen = new Set<string>();
    // Reading a file that SQLite has open would drop its locks.
    const look = (which = /\.part|\.keys/) => {
      for (const name of names(place.path).filter((one) => which.test(one))) {
        const bytes = readFileSync(join(place.path, name));
        if (bytes.includes(canary) || bytes.includes('SQLite format 3')) throw new Error(name);
        seen.add(name);
      }
    };
    const draft = vault.draftGeneration(opened);
    copyHere(opened, draft, () => look());
    expect(
      vault.takeGeneration(opened, draft, { commit, step: (step) => void (step === 'closed' && look()) }),
    ).toBe(true);
    expect([...seen]).toContain('customers.kda.part');
    vault.closeVault(opened);
    look(/./);
  });

  it('takes the place of the file itself, where the vault was opened by a link to it', async () => {
    using place = aFolder();
    using other = aFolder();
    const path = copyOf(made, place.path);
    const link = join(other.path, 'customers.kda');
    symlinkSync(path, link);
    copyFileSync(`${path}.keys`, `${link}.keys`);
    const opened = await recover(link);
    note(opened.database, 'kept');
    expect(renew(opened)).toBe(true);
    expect(listNotes(opened.database)).toEqual(['kept']);
    vault.closeVault(opened);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(probeDatabase(path).salt).toEqual(opened.keys.salt);
    closeVault((await unlockAs('admin', PASSWORD, link)).vault);
  });

  it('keeps to whom the file is open', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    const modes: string[] = [];
    const modeOf = (end: string) => (statSync(`${opened.path}${end}`).mode & 0o777).toString(8);
    chmodSync(opened.path, 0o640);
    expect(renew(opened, () => void modes.push(modeOf('.part')))).toBe(true);
    expect([...modes, modeOf('')]).toEqual(['600', '640']);
    vault.closeVault(opened);
  });

  it('leaves nothing of a copy that cannot be finished, and is none where a file lies in its place', async () => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    const draft = vault.draftGeneration(opened);
    writeFileSync(`${opened.path}.part`, 'precious');
    expect(refusalOf(() => copyHere(opened, draft)).code).toBe('vault.file_exists');
    const wrong = { path: opened.path, key: sodium.randombytes_buf(32), newKey: sodium.randombytes_buf(32) };
    expect(refusalOf(() => vault.copyForGeneration({ ...wrong, salt: draft.salt }, () => {})).code).toBe(
      'vault.wrong_key',
    );
    expect(existsSync(`${opened.path}.part`)).toBe(false);
    expect([...wrong.key, ...wrong.newKey].every((byte) => byte === 0)).toBe(true);
    vault.closeVault(opened);
  });
});

describe('people who are signed in', () => {
  const third = { login: 'third', secret: NEW_PASSWORD, oneTime: false };

  /** `admin`, `third` and `fourth` with passwords, all signed in; `guest` has a code. */
  async function fourIn(place: string) {
    const path = copyOf(made, place);
    const { vault: opened, person } = await unlockAs('admin', PASSWORD, path);
    for (const [id, login] of [
      [3, 'third'],
      [4, 'fourth'],
    ] as const) {
      using secret = await vault.deriveSecret({ ...third, login }, { cost });
      addAccount(opened, { id, login, secret }, { commit: committing(opened.database) });
    }
    const enter = async (login: string) =>
      (await vault.signIn(opened, login, NEW_PASSWORD, { clock: aClock() })).person;
    return { path, opened, people: [person, await enter('third'), await enter('fourth')] as const };
  }

  const markedIn = ({ keys }: Vault) => keys.slots.map(({ login, generation }) => `${login} ${generation}`);

  it('go on, each takes the new mark at the next sign-in, and the former one is kept as long as a slot has it', async () => {
    using place = aFolder();
    const { path, opened, people } = await fourIn(place.path);
    expect(renew(opened)).toBe(true);
    for (const person of people)
      expect(vault.verifySignature(person.signer.sign(utf8('x')), utf8('x'), person.signer.publicKey)).toBe(
        true,
      );
    expect(markedIn(opened)).toEqual(['admin 1', 'guest 1', 'third 1', 'fourth 1']);
    expect(opened.keys.former?.length).toBe(76);
    // Signs out and in again, in the open vault and in one that is opened.
    people[1].signOut();
    const again = await vault.signIn(opened, 'third', NEW_PASSWORD, { clock: aClock() });
    if (!again.remarked) throw new Error('its mark is due');
    vault.renewMark(opened, again.remarked, { commit: committingSeq(opened.database) });
    expect(markedIn(opened)).toEqual(['admin 1', 'guest 1', 'third 2', 'fourth 1']);
    // What was changed since is left to the next sign-in.
    const { seq } = opened.keys;
    vault.renewMark(opened, again.remarked, { commit: committingSeq(opened.database) });
    expect(opened.keys.seq).toBe(seq);
    expect((await vault.signIn(opened, 'third', NEW_PASSWORD, { clock: aClock() })).remarked).toBeUndefined();
    await vault.changePassword(opened, people[2], {
      oldPassword: NEW_PASSWORD,
      newPassword: 'yet another password',
      clock: aClock(),
      cost,
      commit: committing(opened.database),
    });
    expect(markedIn(opened)).toEqual(['admin 1', 'guest 1', 'third 2', 'fourth 2']);
    // A third generation, with two former ones in use.
    expect(renew(opened)).toBe(true);
    expect(opened.keys.former?.length).toBe(40 + 2 * 36);
    vault.closeVault(opened);
    const reopened = await unlockAs('admin', PASSWORD, path);
    if (!reopened.remarked) throw new Error('its mark is due');
    vault.renewMark(reopened.vault, reopened.remarked, { commit: committingSeq(reopened.vault.database) });
    const code = await vault.signIn(reopened.vault, 'guest', CODE, { clock: aClock() });
    // A code is replaced, and the slot with it.
    expect([code.person.mustReplaceSecret, code.remarked]).toEqual([true, undefined]);
    await vault.changePassword(reopened.vault, code.person, {
      oldPassword: CODE,
      newPassword: 'a password for guests',
      clock: aClock(),
      cost,
      commit: committing(reopened.vault.database),
    });
    expect(markedIn(reopened.vault)).toEqual(['admin 3', 'guest 3', 'third 2', 'fourth 2']);
    expect(reopened.vault.keys.former?.length).toBe(76);
    vault.removeAccount(reopened.vault, 3, { commit: committingSeq(reopened.vault.database) });
    vault.removeAccount(reopened.vault, 4, { commit: committingSeq(reopened.vault.database) });
    expect(reopened.vault.keys.former).toBeUndefined();
    vault.closeVault(reopened.vault);
    for (const [login, password] of [
      ['admin', PASSWORD],
      ['guest', 'a password for guests'],
    ] as const)
      vault.closeVault((await unlockAs(login, password, path)).vault);
    const sheets = await recover(path);
    expect(listNotes(sheets.database)).toEqual([]);
    vault.closeVault(sheets);
  });

  it('who just sign in, or change their password, while it is made are let through', async () => {
    using place = aFolder();
    const { opened, people } = await fourIn(place.path);
    const taken: boolean[] = [];
    const renewing: StepHook = (step) => void (step === 'derived' && taken.push(renew(opened)));
    const { person, remarked } = await vault.signIn(opened, 'third', NEW_PASSWORD, {
      clock: aClock(),
      step: renewing,
    });
    expect([person.login, remarked?.to.generation, taken]).toEqual(['third', 2, [true]]);
    const changing = vault.changePassword(opened, people[0], {
      oldPassword: PASSWORD,
      newPassword: 'yet another password',
      clock: aClock(),
      cost,
      commit: (change) => committing(opened.database)(change),
    });
    expect(renew(opened)).toBe(true);
    await changing;
    expect(markedIn(opened)[0]).toBe('admin 3');
    vault.closeVault(opened);
    vault.closeVault((await unlockAs('admin', 'yet another password', opened.path)).vault);
  });

  it('cannot, once taken away, open what is written since: not with old files, the spare or the old key', async () => {
    using place = aFolder();
    using kept = aFolder();
    const { path, opened } = await fourIn(place.path);
    for (const name of names(place.path))
      if (!/claim|lock/.test(name)) copyFileSync(join(place.path, name), join(kept.path, name));
    const oldKey = bytesOf(opened.dataKey);
    vault.removeAccount(opened, 4, { commit: committingSeq(opened.database) });
    const spares: KeysFile[] = [];
    expect(
      renew(
        opened,
        () => {},
        () => void (existsSync(`${path}.keys.bak`) && spares.push(keysAt(`${path}.keys.bak`))),
      ),
    ).toBe(true);
    note(opened.database, 'since');
    vault.closeVault(opened);
    // At no step did the spare have the slot.
    expect(spares.flatMap(({ slots }) => slots.filter(({ account }) => account === 4))).toEqual([]);
    const asFourth = async (files: Record<string, string>) => {
      using tried = aFolder();
      for (const name of WHOLE) copyFileSync(join(place.path, name), join(tried.path, name));
      for (const [to, from] of Object.entries(files)) copyFileSync(from, join(tried.path, to));
      return (await refusalFrom(() => unlockAs('fourth', NEW_PASSWORD, join(tried.path, 'customers.kda'))))
        .code;
    };
    const old = join(kept.path, 'customers.kda.keys');
    expect(await asFourth({})).toBe('vault.sign_in_refused');
    expect(await asFourth({ 'customers.kda.keys': `${path}.keys.bak` })).toBe('vault.sign_in_refused');
    expect(await asFourth({ 'customers.kda.keys': old })).toBe('vault.keys_other_archive');
    expect(await asFourth({ 'customers.kda.keys.new': old })).toBe('vault.sign_in_refused');
    // With the salt of the new one written into the old file, and even its MAC made right: it is the old key.
    const forged = join(kept.path, 'forged');
    const { mac: _, ...body } = keysAt(old);
    const { salt, seq } = keysAt(`${path}.keys`);
    const key = secureKey(Uint8Array.from(oldKey));
    writeFileSync(forged, encodeKeysFile(authenticate({ ...body, salt, seq }, key)));
    expect(await asFourth({ 'customers.kda.keys': forged })).toBe('vault.damaged');
    expect(refusalOf(() => openReadOnly(path, oldKey)).code).toBe('vault.wrong_key');
    // What was kept opens as it was then, and holds nothing of since.
    const then = await unlockAs('fourth', NEW_PASSWORD, join(kept.path, 'customers.kda'));
    expect(listNotes(then.vault.database)).toEqual([]);
    vault.closeVault(then.vault);
  });

  it.each<[string, (body: KeysBody) => KeysBody]>([
    ['a generation that the slot is not of', (body) => ({ ...body, slots: inSlots(body, 2) })],
    ['no former marks', (body) => ({ ...body, former: undefined })],
    ['former marks that are none', (body) => ({ ...body, former: sodium.randombytes_buf(76) })],
    ['former marks of another generation', (body) => ({ ...body, generation: 3, slots: inSlots(body, 1) })],
    [
      'a slot that would have had no mark',
      (body) => ({
        ...body,
        version: 2,
        generation: undefined,
        former: undefined,
        slots: inSlots(body, undefined),
      }),
    ],
    [
      'the marks of another key',
      (body) => {
        const former = secureKey(sodium.randombytes_buf(32));
        const dataKey = secureKey(Uint8Array.from(forgersKey));
        const { salt, seq, slots, recovery } = body;
        const before = { ...body, generation: 1, former: undefined };
        return bodyOfNext(before, { salt, seq, slots, recovery, dataKey }, former);
      },
    ],
  ])('are told of %s in a file that its key vouches for', async (_what, change) => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    expect(renew(opened)).toBe(true);
    forgersKey = bytesOf(opened.dataKey);
    const { mac: _mac, ...body } = opened.keys;
    writeFileSync(`${opened.path}.keys`, encodeKeysFile(authenticate(change(body), opened.dataKey)));
    const { path } = opened;
    vault.closeVault(opened);
    expect((await refusalFrom(() => unlockAs('admin', PASSWORD, path))).code).toBe('vault.keys_tampered');
  });
});

let forgersKey: Uint8Array;
const inSlots = ({ slots }: KeysBody, generation: number | undefined) =>
  slots.map((slot) => ({ ...slot, generation }));

it.each([1, 2] as const)(
  'a keys file of version %i becomes one of the newest at a new generation',
  async (version) => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path));
    const { mac: _, generation: _generation, ...body } = opened.keys;
    opened.keys = authenticate({ ...body, version, slots: inSlots(body, undefined) }, opened.dataKey);
    writeFileSync(`${opened.path}.keys`, encodeKeysFile(opened.keys));
    vault.closeVault(opened);
    const again = (await unlockAs('admin', PASSWORD, opened.path)).vault;
    expect(again.keys.version).toBe(version);
    expect(renew(again)).toBe(true);
    const { keys } = again;
    expect([keys.version, keys.generation, ...keys.slots.map(({ generation }) => generation)]).toEqual([
      3, 2, 1, 1,
    ]);
    vault.closeVault(again);
    vault.closeVault((await unlockAs('admin', PASSWORD, opened.path)).vault);
  },
);
