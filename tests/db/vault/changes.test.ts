/** Changes of the keys and the files that go with them, at a vault that two sheets open without a key derived. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../db/connection/open.ts';
import { AppError } from '../../../db/domain/errors.ts';
import { openFitting, readCandidates, settle } from '../../../db/vault/candidates.ts';
import { createVault } from '../../../db/vault/create.ts';
import { FLOOR_COST } from '../../../db/vault/key-derivation.ts';
import * as keysFile from '../../../db/vault/keys-file.ts';
import * as vault from '../../../db/vault/index.ts';
import { secureKey } from '../../../db/vault/secure-key.ts';
import type { DerivedSecret } from '../../../db/vault/slots.ts';
import { sodium, utf8 } from '../../../db/vault/sodium.ts';
import { admit, readKeysSeq, type Person, type Vault } from '../../../db/vault/vault.ts';
import { makeSlot } from '../../../db/vault/slots.ts';
import {
  addAccount,
  aClock,
  aFolder,
  CODE,
  committing,
  committingSeq,
  copyOf,
  KNOWN_VERSION,
  makeVault,
  populate,
  refusalFrom,
  refusalOf,
  T0,
  type MadeVault,
} from './support.ts';

let made: MadeVault;
const folder = aFolder();
beforeAll(async () => {
  made = await makeVault(folder.path);
});
afterAll(() => folder[Symbol.dispose]());

/** What a slot is wrapped with, as if it had been derived of a code. */
const aSecret = (): DerivedSecret => ({
  oneTime: true,
  cost: FLOOR_COST,
  derivationSalt: sodium.randombytes_buf(16),
  wrapping: secureKey(sodium.randombytes_buf(32)),
  [Symbol.dispose]: () => undefined,
});

/** The vault, open, with nobody signed in. */
async function openIn(place: string): Promise<Vault> {
  const [one, two] = made.prepared.sheets.map((share) => vault.sheetText(share));
  return vault.unlockWithRecovery({
    path: copyOf(made, place),
    sheets: [one ?? '', two ?? ''],
    clock: aClock(),
    knownVersion: KNOWN_VERSION,
  });
}

/** Somebody of an account who is signed in. */
function signedIn(opened: Vault, account: number): Person {
  const how = { archive: opened.archiveId, generation: 1, account, login: `p${account}`, secret: aSecret() };
  const { slot, halves } = makeSlot(how, opened.dataKey);
  return admit(opened.people, slot, halves);
}
const isIn = (opened: Vault, person: Person) => opened.people.has(person);
const numbers = (opened: Vault) => [
  opened.keys.seq,
  readKeysSeq(opened.database),
  keysAt(`${opened.path}.keys`).seq,
  keysAt(`${opened.path}.keys.bak`).seq,
];
function keysAt(path: string): keysFile.KeysFile {
  const keys = keysFile.readKeysFile(path);
  if (!keys || keys instanceof Error) throw new Error(`no keys file at ${path}`);
  return keys;
}

describe('a change of keys', () => {
  it('moves the file, its spare and the database one number further, and signs out whom it concerns', async () => {
    using place = aFolder();
    const opened = await openIn(place.path);
    const commit = committing(opened.database);
    const [one, two, three] = [1, 2, 3].map((account) => signedIn(opened, account));
    if (!one || !two || !three) throw new Error('three are in');
    const told: vault.SlotChange[] = [];
    let signer: vault.Signer | undefined;
    const telling = (change: vault.SlotChange) => (told.push(change), commit(change));
    const tellingOf = (change: vault.AccountChange) => ((signer = change.signer), telling(change));
    addAccount(opened, { id: 3, login: ' Third', secret: aSecret() }, { commit: telling });
    expect(numbers(opened)).toEqual([2, 2, 2, 2]);
    expect([one, two, three].map((person) => isIn(opened, person))).toEqual([true, true, false]);
    vault.resetAccount(opened, { id: 2, secret: aSecret() }, { commit: tellingOf });
    expect([isIn(opened, one), isIn(opened, two)]).toEqual([true, false]);
    expect(opened.keys.slots.map(({ account, login }) => [account, login])).toEqual([
      [1, 'admin'],
      [2, 'guest'],
      [3, 'third'],
    ]);
    expect(
      told.map(({ keysSeq, newPair, account }) => [keysSeq, newPair, account.id, account.login]),
    ).toEqual([
      [2, true, 3, 'third'],
      [3, true, 2, 'guest'],
    ]);
    // Whoever is reset signs no longer, once it is done.
    expect(refusalOf(() => signer?.sign(utf8('x'))).code).toBe('vault.locked');
    vault.removeAccount(opened, 1, { commit: committingSeq(opened.database) });
    expect([isIn(opened, one), numbers(opened)]).toEqual([false, [4, 4, 4, 4]]);
    vault.closeVault(opened);
    expect(readdirSync(place.path).toSorted()).toEqual([
      'customers.kda',
      'customers.kda.keys',
      'customers.kda.keys.bak',
    ]);
  });

  it.each<[string, (opened: Vault) => unknown, string]>([
    ['a login that is taken', (opened) => add(opened, { login: 'ＡＤＭＩＮ ' }), 'vault.login_taken'],
    ['a login that looks like another', (opened) => add(opened, { login: 'аdmin' }), 'vault.login_lookalike'],
    ['a number that is taken', (opened) => add(opened, { id: 2 }), 'vault.login_taken'],
    ['a login that is none', (opened) => add(opened, { login: ' ' }), 'vault.login_unusable'],
    [
      'an account that is unknown',
      (opened) =>
        vault.resetAccount(opened, { id: 9, secret: aSecret() }, { commit: committing(opened.database) }),
      'vault.account_unknown',
    ],
    [
      'one to remove that is unknown',
      (opened) => vault.removeAccount(opened, 9, { commit: committingSeq(opened.database) }),
      'vault.account_unknown',
    ],
  ])('is refused for %s, and nothing is changed', async (_what, change, code) => {
    using place = aFolder();
    const opened = await openIn(place.path);
    const before = readFileSync(`${opened.path}.keys`, 'utf8');
    expect(refusalOf(() => change(opened)).code).toBe(code);
    expect([readFileSync(`${opened.path}.keys`, 'utf8'), opened.keys.seq]).toEqual([before, 1]);
    vault.closeVault(opened);
  });

  it('gives an account that the keys file has lost the login that is said', async () => {
    using place = aFolder();
    const opened = await openIn(place.path);
    vault.removeAccount(opened, 2, { commit: committingSeq(opened.database) });
    const reset = (id: number, login: string) =>
      vault.resetAccount(opened, { id, login, secret: aSecret() }, { commit: committing(opened.database) });
    reset(2, ' Ｇuest');
    reset(1, 'another');
    expect(opened.keys.slots.map(({ login }) => login)).toEqual(['admin', 'guest']);
    vault.closeVault(opened);
  });

  it('that fails before it is committed is undone; one that fails after that stands', async () => {
    using place = aFolder();
    const opened = await openIn(place.path);
    const fail = () => {
      throw new Error('no');
    };
    const remove = (commit: (change: vault.KeysChange) => void) => () =>
      vault.removeAccount(opened, 2, { commit });
    expect(remove(fail)).toThrow('no');
    expect(remove(() => undefined)).toThrow('keys_seq');
    expect(remove(({ keysSeq }) => committingSeq(opened.database)({ keysSeq: keysSeq + 1 }))).toThrow(
      'keys_seq',
    );
    committingSeq(opened.database)({ keysSeq: 1 });
    expect([existsSync(`${opened.path}.keys.new`), opened.keys.seq, opened.keys.slots.length]).toEqual([
      false,
      1,
      2,
    ]);
    const committed = remove((change) => {
      committingSeq(opened.database)(change);
      fail();
    });
    expect(committed).toThrow('no');
    expect([opened.keys.seq, opened.keys.slots.length, keysAt(`${opened.path}.keys`).seq]).toEqual([2, 1, 1]);
    // The next change puts the file of this one in its place first.
    const steps: string[] = [];
    const { publicKey } = await vault.makeRecovery(opened.archiveId);
    vault.replaceRecovery(opened, publicKey, {
      commit: (change) => (
        steps.push(String(keysAt(`${opened.path}.keys`).seq)),
        committingSeq(opened.database)(change)
      ),
      step: (step) => void steps.push(step),
    });
    expect(steps).toEqual(['next-written', '2', 'committed', 'old-kept', 'replaced', 'spare-made']);
    expect(numbers(opened)).toEqual([3, 3, 3, 3]);
    expect(keysAt(`${opened.path}.keys`).recovery.publicKey).toEqual(publicKey);
    vault.closeVault(opened);
  });

  it('removes what waits under its name and is not of the change before', async () => {
    using place = aFolder();
    const opened = await openIn(place.path);
    for (const left of [
      'nonsense',
      readFileSync(`${opened.path}.keys`, 'utf8').replace('"seq":1', '"seq":9'),
    ]) {
      writeFileSync(`${opened.path}.keys.new`, left);
      expect(() => vault.removeAccount(opened, 2, { commit: () => undefined })).toThrow('keys_seq');
      expect(existsSync(`${opened.path}.keys.new`)).toBe(false);
    }
    expect(keysAt(`${opened.path}.keys`).seq).toBe(1);
    vault.closeVault(opened);
  });

  it('brings its own transaction', async () => {
    using place = aFolder();
    const opened = await openIn(place.path);
    opened.database.exec('begin');
    expect(() => vault.removeAccount(opened, 2, { commit: () => undefined })).toThrow('its own transaction');
    opened.database.exec('rollback');
    const open = ({ keysSeq }: vault.KeysChange) => {
      committingSeq(opened.database)({ keysSeq });
      opened.database.exec('begin');
    };
    expect(() => vault.removeAccount(opened, 2, { commit: open })).toThrow('not committed');
    opened.database.exec('rollback');
    vault.closeVault(opened);
  });
});

function add(opened: Vault, change: { id?: number; login?: string }): void {
  const account = { id: 3, login: 'third', secret: aSecret(), ...change };
  addAccount(opened, account, { commit: committing(opened.database) });
}

describe('the keys files beside a vault', () => {
  /** A vault whose keys file was changed once; what was before lies beside it as `.first`. */
  async function changedIn(place: string): Promise<{ path: string; dataKey: vault.SecureKey }> {
    const opened = await openIn(place);
    const { path } = opened;
    copyFileSync(`${path}.keys`, `${path}.first`);
    vault.removeAccount(opened, 2, { commit: committingSeq(opened.database) });
    const dataKey = secureKey(opened.dataKey.use((bytes) => Uint8Array.from(bytes)));
    vault.closeVault(opened);
    return { path, dataKey };
  }
  const kinds = (path: string, options?: { withSpare: boolean }) =>
    readCandidates(path, options).candidates.map(({ kind, keys }) => `${kind} ${keys.seq}`);

  it('count in their order, the spare only where it is asked for', async () => {
    using place = aFolder();
    const { path } = await changedIn(place.path);
    copyFileSync(`${path}.first`, `${path}.keys.new`);
    expect(kinds(path)).toEqual(['present 2', 'next 1']);
    expect(kinds(path, { withSpare: true })).toEqual(['present 2', 'next 1', 'spare 2']);
    writeFileSync(`${path}.keys`, 'nonsense');
    const { problem, archiveId } = readCandidates(path);
    expect([kinds(path), problem?.code, archiveId]).toEqual([
      ['next 1'],
      'vault.keys_damaged',
      made.prepared.archiveId,
    ]);
    rmSync(`${path}.keys.new`);
    expect(refusalOf(() => readCandidates(path)).code).toBe('vault.keys_damaged');
    expect(kinds(path, { withSpare: true })).toEqual(['spare 2']);
  });

  it('are picked by the number that the database holds', async () => {
    using place = aFolder();
    const { path, dataKey } = await changedIn(place.path);
    const pick = () => {
      const { database, ...fitting } = openFitting(path, readCandidates(path), dataKey, KNOWN_VERSION);
      database.close();
      return `${fitting.kind} ${fitting.keys.seq}`;
    };
    expect(pick()).toBe('present 2');
    copyFileSync(`${path}.keys`, `${path}.keys.new`);
    copyFileSync(`${path}.first`, `${path}.keys`);
    expect(pick()).toBe('next 2');
    rmSync(`${path}.keys.new`);
    expect(refusalOf(pick).code).toBe('vault.keys_file_older');
    writeFileSync(`${path}.keys.new`, 'nonsense');
    expect(refusalOf(pick).code).toBe('vault.keys_damaged');
    rmSync(`${path}.keys.new`);
    const database = dataKey.use((bytes) => openDatabase(path, bytes));
    committingSeq(database)({ keysSeq: 0 });
    database.close();
    expect(refusalOf(pick).code).toBe('vault.archive_older');
    expect(readdirSync(place.path).filter((name) => /-(?:wal|shm)$/.test(name))).toEqual([]);
  });

  it.each([
    ['present', 2, 2],
    ['next', 1, 1],
    ['spare', 7, 7],
  ] as const)('are settled after the one of kind %s was right', async (kind, present, spare) => {
    using place = aFolder();
    const { path } = await changedIn(place.path);
    copyFileSync(`${path}.first`, `${path}.keys.new`);
    copyFileSync(`${path}.first`, `${path}.keys.bak`);
    if (kind === 'spare') writeFileSync(`${path}.keys.bak`, 'the spare');
    for (const left of ['.keys.part', '.part', '.part-wal', '.part-shm', '.part-journal'])
      writeFileSync(`${path}${left}`, '');
    settle(path, { kind, keys: keysAt(`${path}.keys`) });
    const seqAt = (file: string) => {
      const keys = keysFile.readKeysFile(file);
      return keys && !(keys instanceof Error) ? keys.seq : 7;
    };
    expect([seqAt(`${path}.keys`), seqAt(`${path}.keys.bak`)]).toEqual([present, spare]);
    expect(readdirSync(place.path).toSorted()).toEqual(
      ['', '.first', '.keys', '.keys.bak'].map((end) => `customers.kda${end}`),
    );
  });

  it('have a spare that is made equal where there is one', async () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const spareAfter = (keys: string | null, spare: string | null) => {
      for (const [file, text] of [
        [`${path}.keys`, keys],
        [`${path}.keys.bak`, spare],
      ] as const) {
        rmSync(file, { force: true });
        if (text !== null) writeFileSync(file, text);
      }
      keysFile.refreshSpare(path);
      return existsSync(`${path}.keys.bak`) ? readFileSync(`${path}.keys.bak`, 'utf8') : null;
    };
    expect(spareAfter('now', 'before')).toBe('now');
    expect(spareAfter('now', 'now')).toBe('now');
    expect(spareAfter('now', null)).toBeNull();
    expect(spareAfter(null, 'before')).toBe('before');
    expect(spareAfter('now', 'x'.repeat(9 * 1024 * 1024))).toBe('now');
  });

  it('keep no damaged one as a spare while the next takes its place', async () => {
    using place = aFolder();
    const { path } = await changedIn(place.path);
    const next = readFileSync(`${path}.keys`, 'utf8');
    for (const [present, kept] of [
      ['nonsense', 1],
      [readFileSync(`${path}.keys`, 'utf8'), 2],
    ] as const) {
      copyFileSync(`${path}.first`, `${path}.keys.bak`);
      writeFileSync(`${path}.keys.new`, next);
      writeFileSync(`${path}.keys`, present);
      const seen: number[] = [];
      keysFile.placeNextKeys(
        path,
        (step) => void (step === 'old-kept' && seen.push(keysAt(`${path}.keys.bak`).seq)),
      );
      expect(seen).toEqual([kept]);
      expect([keysAt(`${path}.keys`).seq, keysAt(`${path}.keys.bak`).seq]).toEqual([2, 2]);
    }
  });
});

describe('what a keys file may hold', () => {
  const file = () => keysAt(`${made.path}.keys`);
  /** Whether a file with the change can be written, and so read. */
  const isTaken = (change: (keys: keysFile.KeysFile) => object) => {
    const keys = file();
    try {
      keysFile.encodeKeysFile({ ...keys, ...change(keys) });
      return true;
    } catch {
      return false;
    }
  };
  const inSlot = (change: object) => (keys: keysFile.KeysFile) => ({
    slots: keys.slots.map((slot, at) => (at === 0 ? { ...slot, ...change } : slot)),
  });

  /** As it was before generations were counted. */
  const uncounted = (keys: keysFile.KeysFile) => ({
    generation: undefined,
    slots: keys.slots.map((slot) => ({ ...slot, generation: undefined })),
  });

  it.each<[string, (keys: keysFile.KeysFile) => object, boolean]>([
    ['what it holds', () => ({}), true],
    ['nobody', () => ({ slots: [] }), true],
    ['version 1, which counts no generations', (keys) => ({ version: 1, ...uncounted(keys) }), true],
    ['version 2, which counts none either', (keys) => ({ version: 2, ...uncounted(keys) }), true],
    ['version 2 that counts them', () => ({ version: 2 }), false],
    ['version 2 that counts those of its slots', () => ({ version: 2, generation: undefined }), false],
    ['version 3 that does not', uncounted, false],
    ['version 3 that does not of a slot', inSlot({ generation: undefined }), false],
    ['generation 0', () => ({ generation: 0 }), false],
    ['former marks', () => ({ former: new Uint8Array(76) }), true],
    ['too few of them', () => ({ former: new Uint8Array(75) }), false],
    ['as many as there can be accounts', () => ({ former: new Uint8Array(40 + 36 * 5000) }), true],
    ['more', () => ({ former: new Uint8Array(41 + 36 * 5000) }), false],
    [
      'former marks in version 2',
      (keys) => ({ version: 2, ...uncounted(keys), former: new Uint8Array(76) }),
      false,
    ],
    ['a slot of a later generation', inSlot({ generation: 2 }), false],
    [
      'a slot of a former generation',
      (keys) => ({ generation: 2, ...inSlot({ generation: 1 })(keys) }),
      true,
    ],
    ['version 0', () => ({ version: 0 }), false],
    ['number 0', () => ({ seq: 0 }), false],
    ['half a number', () => ({ seq: 1.5 }), false],
    ['account 0', inSlot({ account: 0 }), false],
    ['an empty login', inSlot({ login: '' }), false],
    ['a login of 200', inSlot({ login: 'x'.repeat(200) }), true],
    ['a login of 201', inSlot({ login: 'x'.repeat(201) }), false],
    ['a slot with more', inSlot({ other: 1 }), false],
    ['a wrapped pair with its mark', inSlot({ wrapped: new Uint8Array(136) }), true],
    ['a wrapped pair without', inSlot({ wrapped: new Uint8Array(104), generation: 0 }), true],
    ['a wrapped pair without that says it has one', inSlot({ wrapped: new Uint8Array(104) }), false],
    ['a wrapped pair with its mark that says it has none', inSlot({ generation: 0 }), false],
    ['a wrapped pair of another length', inSlot({ wrapped: new Uint8Array(120) }), false],
    ['a key of 31 bytes', inSlot({ boxPublic: new Uint8Array(31) }), false],
    ['a key of 33 bytes', inSlot({ boxPublic: new Uint8Array(33) }), false],
    ['an id of 15 bytes', () => ({ archive: new Uint8Array(15) }), false],
    ['a recovery with more', ({ recovery }) => ({ recovery: { ...recovery, other: 1 } }), false],
  ])('%s: %s', (_what, change, taken) => {
    expect(isTaken(change)).toBe(taken);
  });

  it('five thousand accounts, and no more', () => {
    const many = (count: number) => (keys: keysFile.KeysFile) => {
      const [slot] = keys.slots;
      return {
        slots: Array.from({ length: count }, (_, at) => ({ ...slot, account: at + 1, login: `p${at}` })),
      };
    };
    expect(isTaken(many(5_000))).toBe(true);
    expect(isTaken(many(5_001))).toBe(false);
  });

  it('is authentic for the data key that wrote it alone', async () => {
    using place = aFolder();
    const opened = await openIn(place.path);
    keysFile.expectAuthentic(opened.keys, opened.dataKey);
    const other = secureKey(sodium.randombytes_buf(32));
    expect(refusalOf(() => keysFile.expectAuthentic(opened.keys, other)).code).toBe('vault.keys_tampered');
    const changed = { ...opened.keys, seq: 2 };
    expect(refusalOf(() => keysFile.expectAuthentic(changed, opened.dataKey)).code).toBe(
      'vault.keys_tampered',
    );
    vault.closeVault(opened);
  });

  it('is none where there is none, and damaged where a folder is', () => {
    using place = aFolder();
    expect(keysFile.readKeysFile(join(place.path, 'none'))).toBeUndefined();
    expect(keysFile.readKeysFile(place.path)).toMatchObject({ code: 'vault.keys_damaged' });
  });
});

describe('closing', () => {
  it('is done once, also where tidying up fails, and gives the vault free', async () => {
    using place = aFolder();
    const opened = await openIn(place.path);
    const person = signedIn(opened, 1);
    rmSync(`${opened.path}.lock`);
    mkdirSync(`${opened.path}.lock/in the way`, { recursive: true });
    vault.closeVault(opened);
    vault.closeVault(opened);
    expect([opened.database.open, opened.dataKey.destroyed, isIn(opened, person)]).toEqual([
      false,
      true,
      false,
    ]);
    expect(refusalOf(() => person.signer.sign(utf8('x'))).code).toBe('vault.locked');
    rmSync(`${opened.path}.lock`, { recursive: true });
    expect(existsSync(`${opened.path}.claim`)).toBe(false);
  });
});

const refusedAs = (code: string) => new AppError(code);

describe('making a vault', () => {
  const facts = { clock: aClock(), cost: FLOOR_COST, populate };
  const code = { id: 1, login: 'admin', secret: CODE, oneTime: true };

  it('tells the database of its accounts, and is free for its own at each step', async () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const prepared = await vault.prepareVault();
    const steps: string[] = [];
    const { vault: opened, person } = await createVault({
      ...facts,
      path,
      prepared,
      accounts: [{ ...code, login: ' Ａdmin' }],
      step: (step) => void steps.push(step),
      populate: (database, creation) => {
        expect(creation).toMatchObject({ keysSeq: 1, archiveId: prepared.archiveId });
        expect(creation.accounts).toMatchObject([{ id: 1, login: 'admin' }]);
        expect(creation.signer.publicKey).toEqual(creation.accounts[0]?.signPublicKey);
        populate(database, creation);
      },
    });
    expect(steps).toEqual([
      'cleared',
      'keys-made',
      'database-made',
      'database-filled',
      'keys-written',
      'keys-placed',
      'database-placed',
      'parts-removed',
    ]);
    expect(person).toMatchObject({ accountId: 1, login: 'admin', mustReplaceSecret: true });
    expect([...opened.people]).toEqual([person]);
    expect(readFileSync(`${path}.lock`, 'utf8')).toContain(String(T0));
    vault.closeVault(opened);
    vault.wipeSheets(prepared);
    for (const { share } of prepared.sheets) expect([...share].every((byte) => byte === 0)).toBe(true);
  });

  it('takes the place of what a creation that was cut off left, and of nothing else', async () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const prepared = await vault.prepareVault();
    const attempt = () =>
      refusalFrom(() =>
        createVault({
          ...facts,
          path,
          prepared,
          accounts: [code],
          step: (step) => (step === 'cleared' ? stop() : undefined),
        }),
      );
    const stop = () => {
      throw refusedAs('cleared');
    };
    const codes: string[] = [];
    for (const end of ['.keys.new', '.keys', '']) {
      writeFileSync(`${path}${end}`, 'precious');
      codes.push((await attempt()).code);
      expect(readFileSync(`${path}${end}`, 'utf8')).toBe('precious');
      rmSync(`${path}${end}`);
    }
    copyFileSync(`${made.path}.keys`, `${path}.keys`);
    codes.push((await attempt()).code);
    copyFileSync(made.path, `${path}.part`);
    for (const end of ['.keys.part', '.part-wal']) writeFileSync(`${path}${end}`, '');
    codes.push((await attempt()).code);
    expect(codes).toEqual([...Array.from({ length: 4 }, () => 'vault.file_exists'), 'cleared']);
    expect(readdirSync(place.path)).toEqual([]);
  });

  it('asks for an account, whose password is one, and is not made when it is not wanted any more', async () => {
    using place = aFolder();
    const path = join(place.path, 'a.kda');
    const prepared = await vault.prepareVault();
    const make = (accounts: readonly vault.NewAccount[], more: object = {}) =>
      createVault({ ...facts, path, prepared, accounts, ...more });
    await expect(make([])).rejects.toThrow('needs an account');
    expect((await refusalFrom(() => make([{ ...code, oneTime: false, secret: 'short' }]))).code).toBe(
      'vault.password_short',
    );
    expect((await refusalFrom(() => make([{ ...code, login: '' }]))).code).toBe('vault.login_unusable');
    const alike = [
      { ...code, login: 'chen' },
      { ...code, login: 'сhen' },
    ];
    expect((await refusalFrom(() => make(alike))).code).toBe('vault.login_lookalike');
    const expectWanted = () => {
      throw refusedAs('vault.locked');
    };
    expect((await refusalFrom(() => make([code], { expectWanted }))).code).toBe('vault.locked');
    const stopped = AbortSignal.abort(refusedAs('vault.stopped'));
    expect((await refusalFrom(() => make([code], { signal: stopped }))).code).toBe('vault.stopped');
    expect(readdirSync(place.path)).toEqual([]);
  });
});
