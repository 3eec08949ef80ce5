/** Parts of the vault that need no key derived and no file. */
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import {
  bytesToSymbols,
  checkSymbol,
  CODE_ALPHABET,
  readCodeSymbols,
  symbolsToBytes,
} from '../../../db/vault/crockford.ts';
import { FLOOR_COST, costSchema, derive } from '../../../db/vault/key-derivation.ts';
import {
  checkLogin,
  lookOf,
  checkPassword,
  normaliseOneTimeCode,
  normalisePassword,
} from '../../../db/vault/password.ts';
import * as sheets from '../../../db/vault/recovery-sheets.ts';
import { deriveKey, hashWith, secureKey, type SecureKey } from '../../../db/vault/secure-key.ts';
import { expectOwnKey } from '../../../db/vault/generations.ts';
import { newKeysBody } from '../../../db/vault/keys-file.ts';
import * as slots from '../../../db/vault/slots.ts';
import { fromText, sameBytes, sodium, toText } from '../../../db/vault/sodium.ts';
import { Strangers } from '../../../db/vault/strangers.ts';
import { refusalFrom, refusalOf } from './support.ts';

const bytesOf = (key: SecureKey) => key.use((bytes) => Uint8Array.from(bytes));
const random = (length: number) => sodium.randombytes_buf(length);

/** What it gives, null for nothing, or the code of its refusal. */
function codeOr(work: () => unknown): unknown {
  try {
    return work() ?? null;
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
}

describe('written codes', () => {
  it('are read in any case, width and with look-alikes; one strange character and it is none', () => {
    expect(readCodeSymbols('')).toEqual([]);
    expect(readCodeSymbols(CODE_ALPHABET)).toEqual(Array.from({ length: 32 }, (_, at) => at));
    expect(readCodeSymbols('oO iI lL')).toEqual([0, 0, 1, 1, 1, 1]);
    expect(readCodeSymbols('Ａ－b–c　ｚ\n')).toEqual([10, 11, 12, 31]);
    for (const strange of ['u', 'U', '!', '中', '_'])
      expect(readCodeSymbols(`AB${strange}C`)).toBeUndefined();
  });

  it('hold five bits a symbol, the last filled up', () => {
    expect(bytesToSymbols(Uint8Array.of())).toEqual([]);
    expect(bytesToSymbols(Uint8Array.of(0xff))).toEqual([31, 28]);
    expect(bytesToSymbols(Uint8Array.of(0x12, 0x34, 0x56, 0x78, 0x9a))).toEqual([2, 8, 26, 5, 12, 30, 4, 26]);
    expect(symbolsToBytes([2, 8, 26, 5, 12, 30, 4, 26], 5)).toEqual(
      Uint8Array.of(0x12, 0x34, 0x56, 0x78, 0x9a),
    );
    expect(symbolsToBytes([31, 31, 31, 31], 1)).toEqual(Uint8Array.of(0xff));
    expect(symbolsToBytes([31, 28], 2)).toEqual(Uint8Array.of(0xff, 0));
  });

  it('have a check that is their own, of their place', () => {
    const found = new Set<number>();
    for (let tag = 0; tag < 32; tag += 1) found.add(checkSymbol([1, 2, 3], tag));
    expect(found.size).toBe(32);
    expect(checkSymbol([1, 2, 3], 33)).toBe(checkSymbol([1, 2, 3], 1));
    expect([checkSymbol([], 1), checkSymbol([1], 0), checkSymbol([16], 0), checkSymbol([], 31)]).toEqual([
      2, 2, 5, 27,
    ]);
    for (let value = 0; value < 32; value += 1) {
      const check = checkSymbol([value, 31], 7);
      expect(check >= 0 && check < 32).toBe(true);
    }
  });
});

describe('passwords and logins', () => {
  const long = Array.from({ length: 1024 }, (_, at) => CODE_ALPHABET[at % 32]).join('');

  it.each([
    ['abcdefghijkm', null],
    ['abcdefghijk', 'vault.password_short'],
    [long, null],
    [`${long}x`, 'vault.password_long'],
    ['abcabcabcabc!', null],
    ['abababababab', 'vault.password_common'],
    ['the very login', 'vault.password_is_login'],
    ['Ｔhe Very Login', null],
    ['THE VERY LOGIN', 'vault.password_is_login'],
    ['the very login ', null],
  ])('%s: %s', (password, code) => {
    expect(codeOr(() => checkPassword(password, ' The Very Login '))).toBe(code);
  });

  it('a refusal says what is asked for', () => {
    expect(refusalOf(() => checkPassword('short', 'a')).data).toEqual({ min: 12, length: 5 });
    expect(refusalOf(() => checkPassword(`${long}x`, 'a')).data).toEqual({ max: 1024 });
    expect(refusalOf(() => checkLogin('')).data).toEqual({ max: 60 });
  });

  it('a password is the same however its characters are put together', () => {
    expect(normalisePassword('e\u0301')).toBe('\u00e9');
    expect(normalisePassword(' A ')).toBe(' A ');
  });

  it.each([
    ['a', 'a'],
    [' Ｃhen.Jing ', 'chen.jing'],
    ['li si', 'li si'],
    ['x'.repeat(60), 'x'.repeat(60)],
    ['x'.repeat(61), null],
    ['', null],
    ['li  si', null],
    ['li\tsi', null],
    ['li\u200bsi', null],
    ['\u00adli', null],
    ['li\u202e', null],
    ['li\u0000', null],
    ['㍿'.repeat(16), null],
  ])('the login %j is kept as %j', (typed, login) => {
    expect(codeOr(() => checkLogin(typed))).toBe(login ?? 'vault.login_unusable');
  });

  it.each([
    ['admin', '\u0430dmin'],
    ['admin', 'ADM\u0406N'],
    ['admin', 'adm\u0131n'],
    ['max', '\u041c\u0410\u0425'],
    ['kate', '\u039aat\u0435'],
    ['wang', '\uff37\uff21\uff2e\uff27'],
    ['zoe', 'z\u03bfe'],
  ])('the login %j looks like %j', (one, other) => {
    expect(lookOf(other)).toBe(lookOf(one));
  });

  it.each([
    ['li', 'lı1'],
    ['li1', 'lil'],
    ['zoe', 'zoé'],
    ['陈静', '陈婧'],
    ['иван', 'ivan'],
  ])('the login %j does not look like %j', (one, other) => {
    expect(lookOf(other)).not.toBe(lookOf(one));
  });

  it('what is no code stays as it is typed, and is a wrong one', () => {
    expect(normaliseOneTimeCode('0123-4567-89ab-cdef')).toBe('0123456789ABCDEF');
    expect(normaliseOneTimeCode('not a code!')).toBe('not a code!');
  });
});

describe('a secret in memory', () => {
  it('is lent until it is wiped', () => {
    const bytes = Uint8Array.of(1, 2, 3);
    const key = secureKey(bytes);
    expect([key.destroyed, key.use((lent) => lent.length)]).toEqual([false, 3]);
    key.destroy();
    expect([key.destroyed, [...bytes]]).toEqual([true, [0, 0, 0]]);
    expect(refusalOf(() => key.use(() => 1)).code).toBe('vault.locked');
  });

  it('gives keys of 32 bytes, by purpose, and hashes by key and text', () => {
    const key = secureKey(random(32));
    const [one, same, other] = (['backup', 'backup', 'export'] as const).map((use) =>
      bytesOf(deriveKey(key, use)),
    );
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
    expect(one).toHaveLength(32);
    const hashes = ['a', 'a', 'b'].map((text) => toText(hashWith(key, text)));
    expect(new Set(hashes).size).toBe(2);
    expect(toText(hashWith(secureKey(random(32)), 'a'))).not.toBe(hashes[0]);
  });

  it('is the same as another of the same length and bytes', () => {
    const [a, longer, other] = [Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3), Uint8Array.of(1, 3)];
    expect([a.slice(), longer, other].map((one) => sameBytes(a, one))).toEqual([true, false, false]);
    expect(fromText(toText(Uint8Array.of(251, 255)))).toEqual(Uint8Array.of(251, 255));
    expect(toText(Uint8Array.of(251, 255))).toBe('-_8');
  });

  it.each([
    [{ memory: 65_536, passes: 2 }, true],
    [{ memory: 65_535, passes: 2 }, false],
    [{ memory: 65_536, passes: 1 }, false],
    [{ memory: 524_288, passes: 12 }, true],
    [{ memory: 524_289, passes: 12 }, false],
    [{ memory: 524_288, passes: 13 }, false],
    [{ memory: 65_536, passes: 2, other: 1 }, false],
  ])('is derived at a cost within bounds: %j %s', async (cost, isTaken) => {
    expect(costSchema.safeParse(cost).success).toBe(isTaken);
    if (isTaken) return;
    expect((await refusalFrom(() => derive('x', random(16), cost))).code).toBe('vault.derivation_cost');
  });
});

/** What a new slot is wrapped with, as if it had been derived. */
const aSecret = (oneTime = false): slots.DerivedSecret => ({
  oneTime,
  cost: FLOOR_COST,
  derivationSalt: random(16),
  wrapping: secureKey(random(32)),
  [Symbol.dispose]: () => undefined,
});

describe('a slot', () => {
  const dataKey = secureKey(random(32));
  const archive = random(16);
  const make = (account = 1, secret = aSecret()) =>
    slots.makeSlot({ archive, generation: 1, account, login: 'li', secret }, dataKey);

  it('has pairs of its own, and the data key sealed to it alone', () => {
    const [one, other] = [make(1, aSecret(true)), make(2)];
    expect([one.slot.account, one.slot.login, one.slot.oneTime, other.slot.oneTime]).toEqual([
      1,
      'li',
      true,
      false,
    ]);
    expect(one.slot.boxPublic).not.toEqual(other.slot.boxPublic);
    const { sealedKey, boxPublic } = one.slot;
    const opened = slots.unseal(sealedKey, boxPublic, one.halves.box);
    expect(opened && bytesOf(opened)).toEqual(bytesOf(dataKey));
    expect(slots.unseal(sealedKey, other.slot.boxPublic, other.halves.box)).toBeUndefined();
  });

  it('under another secret is wrapped anew and keeps its pairs', () => {
    const { slot, halves } = make();
    const secret = aSecret(true);
    const again = slots.wrapSlot(slot, halves, { archive, generation: 1, secret }, dataKey);
    const { wrapped, derivationSalt, oneTime, ...identity } = slot;
    expect(again).toMatchObject({ ...identity, oneTime: true, derivationSalt: secret.derivationSalt });
    expect(again.wrapped).toHaveLength(wrapped.length);
    expect(again.wrapped).not.toEqual(wrapped);
    expect([derivationSalt.length, oneTime]).toEqual([16, false]);
  });

  it('says which data key it is for, one from before does not', () => {
    const { slot } = make();
    const mark = bytesOf(deriveKey(dataKey, 'slot-mark'));
    const recovery = { publicKey: slot.boxPublic, sealedKey: slot.sealedKey };
    const body = newKeysBody({ archive, salt: random(16), seq: 1, slots: [slot], recovery });
    expectOwnKey({ slot, mark }, body, dataKey);
    const unmarked = { ...slot, generation: 0 };
    expectOwnKey({ slot: unmarked, mark: undefined }, body, dataKey);
    const other = secureKey(random(32));
    for (const forged of [
      () => expectOwnKey({ slot, mark }, body, other),
      () => expectOwnKey({ slot, mark: undefined }, body, dataKey),
      () => expectOwnKey({ slot: unmarked, mark }, body, dataKey),
      () => expectOwnKey({ slot: { ...slot, generation: 2 }, mark }, body, dataKey),
    ])
      expect(refusalOf(forged).code).toBe('vault.keys_tampered');
  });

  it('is none in a vault that nobody can open, which derives nothing', async () => {
    const { slot } = make();
    const recovery = { publicKey: slot.boxPublic, sealedKey: slot.sealedKey };
    const body = {
      format: 'kedang-keys',
      version: 2,
      archive,
      salt: random(16),
      seq: 1,
      slots: [],
      recovery,
    } as const;
    expect(await slots.openSlot({ ...body, slots: [] }, 'li', 'x')).toBeUndefined();
  });

  it('signs by its own key until it is wiped', () => {
    const { slot, halves } = make();
    const signer = slots.makeSigner(slot.signPublic, halves.signSeed);
    const message = Uint8Array.of(1, 2, 3);
    const signature = signer.sign(message);
    expect(signer.publicKey).toBe(slot.signPublic);
    const { signPublic } = make().slot;
    const checks: ReadonlyArray<[Uint8Array, Uint8Array, Uint8Array, boolean]> = [
      [signature, message, slot.signPublic, true],
      [signature, Uint8Array.of(1, 2, 4), slot.signPublic, false],
      [signature, message, signPublic, false],
      [signature.slice(1), message, slot.signPublic, false],
      [Uint8Array.of(...signature, 0), message, slot.signPublic, false],
      [signature, message, slot.signPublic.slice(1), false],
    ];
    for (const [signed, text, by, isRight] of checks)
      expect(slots.verifySignature(signed, text, by)).toBe(isRight);
    expect(refusalOf(() => slots.makeSigner(signPublic, halves.signSeed)).code).toBe('vault.keys_tampered');
    slots.wipeHalves(halves);
    expect([halves.box.destroyed, halves.signSeed.destroyed]).toEqual([true, true]);
    expect(refusalOf(() => signer.sign(message)).code).toBe('vault.locked');
  });

  it('is made of a secret whose key is wiped with it, and a poor password makes none', async () => {
    expect(
      (await refusalFrom(() => slots.deriveSecret({ login: 'li', secret: 'short', oneTime: false }))).code,
    ).toBe('vault.password_short');
    const derived = await slots.deriveSecret(
      { login: 'li', secret: 'short', oneTime: true },
      { cost: FLOOR_COST },
    );
    expect(derived).toMatchObject({ oneTime: true, cost: FLOOR_COST });
    expect(derived.wrapping.destroyed).toBe(false);
    derived[Symbol.dispose]();
    expect(derived.wrapping.destroyed).toBe(true);
  });
});

describe('recovery sheets', () => {
  const id = random(16);
  const typedOf = (share: sheets.Share) => sheets.sheetText(share);

  it('two of three restore the pair, whichever they are', async () => {
    const { publicKey, shares } = await sheets.makeRecovery(id);
    expect(shares.map(({ sheet }) => sheet)).toEqual([1, 2, 3]);
    const vault = { id, recoveryPublic: publicKey };
    for (const [at, other] of [
      [0, 1],
      [2, 0],
      [1, 2],
    ] as const) {
      const [one, two] = [shares[at], shares[other]];
      if (!one || !two) throw new Error('three sheets are made');
      const pair = await sheets.combineSheets(one, two, vault);
      expect(pair.publicKey).toEqual(publicKey);
      expect(sodium.crypto_scalarmult_base(pair.privateKey)).toEqual(publicKey);
    }
  });

  it('others are refused: of another vault, one of them twice, of two printings, of an earlier one', async () => {
    const [own, foreign, again] = await Promise.all([id, random(16), id].map(sheets.makeRecovery));
    const [one, two] = own?.shares ?? [];
    const strange = foreign?.shares[1];
    const [older, oldest] = again?.shares.slice(1) ?? [];
    if (!own || !one || !two || !strange || !older || !oldest) throw new Error('three sheets are made');
    const vault = { id, recoveryPublic: own.publicKey };
    const refusal = (first: sheets.Share, second: sheets.Share) =>
      refusalFrom(() => sheets.combineSheets(first, second, vault));
    expect(await refusal(one, strange)).toEqual({ code: 'vault.sheet_other_archive', data: { box: 2 } });
    expect(await refusal(strange, one)).toEqual({ code: 'vault.sheet_other_archive', data: { box: 1 } });
    expect((await refusal(one, { ...one })).code).toBe('vault.sheet_twice');
    expect((await refusal(one, older)).code).toBe('vault.sheets_mixed');
    expect((await refusal(older, oldest)).code).toBe('vault.sheets_outdated');
  });

  it.each([0, 4])('a sheet that says it is number %i is none', async (number) => {
    const { shares } = await sheets.makeRecovery(id);
    const [share] = shares;
    if (!share) throw new Error('three sheets are made');
    expect(sheets.parseSheet(typedOf(share))).toEqual(share);
    const refusal = refusalOf(() => sheets.parseSheet(typedOf({ ...share, sheet: number }), 2));
    expect(refusal).toEqual({ code: 'vault.sheet_unknown', data: { box: 2 } });
  });

  it('the label of a vault is seven symbols of its id', () => {
    expect(sheets.vaultLabel(Uint8Array.of(0, 0, 0, 0, 9))).toBe('0000000');
    expect(sheets.vaultLabel(Uint8Array.of(255, 255, 255, 255, 9))).toBe('ZZZZZZR');
  });

  it('a line is that line of the sheet, typed whole', async () => {
    const [share] = (await sheets.makeRecovery(id)).shares;
    if (!share) throw new Error('three sheets are made');
    const lines = sheets.sheetLines(share);
    for (const [at, line] of lines.entries()) {
      expect(sheets.isSheetLine(share, at + 1, ` ${line.toLowerCase()} `)).toBe(true);
      for (const typed of ['', line.slice(0, -1), `${line}0`, `${line}!`, lines[(at + 1) % 4] ?? ''])
        expect(sheets.isSheetLine(share, at + 1, typed)).toBe(false);
    }
    for (const line of [0, 5]) expect(sheets.isSheetLine(share, line, '')).toBe(false);
  });

  it('a text without line breaks is cut where the lines would be', async () => {
    const [share] = (await sheets.makeRecovery(id)).shares;
    if (!share) throw new Error('three sheets are made');
    const typed = typedOf(share).replaceAll('\n', ' - ');
    expect(sheets.parseSheet(typed)).toEqual(share);
    const lines = (text: string) => refusalOf(() => sheets.parseSheet(text)).data;
    expect(lines(typed.slice(0, 20))).toEqual({ box: 1, lines: 1 });
    expect(lines(`${typed}0`)).toEqual({ box: 1, lines: 5 });
    expect(lines(' \n ')).toEqual({ box: 1, lines: 0 });
  });
});

describe('logins that no account has', () => {
  const none = { wrong: 0, until: 0 };
  const waiting = (wrong: number) => ({ wrong, until: wrong * 1000 });

  it('begin with what the file told when it was first asked, each for itself after that', () => {
    const strangers = new Strangers();
    strangers.keep('v', 'early', waiting(9));
    expect(strangers.find('v', 'early', waiting(2))).toEqual(waiting(2));
    expect(strangers.find('v', 'other', none)).toEqual(waiting(2));
    strangers.keep('v', ' ＯTHER', waiting(3));
    expect(strangers.find('v', 'other', none)).toEqual(waiting(3));
    expect(strangers.find('v', 'third', none)).toEqual(waiting(2));
    expect(strangers.find('w', 'other', none)).toEqual(none);
  });

  it('are so many at most; the one longest unused is forgotten', () => {
    const strangers = new Strangers();
    strangers.find('v', '', none);
    for (let at = 0; at < 4096; at += 1) strangers.keep('v', `login ${at}`, waiting(1));
    strangers.keep('v', 'login 0', waiting(2));
    const known = (login: string) => strangers.find('v', login, none).wrong;
    expect([known('login 0'), known('login 1'), known('login 2')]).toEqual([2, 1, 1]);
    strangers.keep('v', 'one more', waiting(5));
    expect(['login 0', 'login 1', 'login 2', 'login 4095', 'one more'].map(known)).toEqual([2, 0, 1, 1, 5]);
  });

  it('keep what is left of each wait when the clock is set back', () => {
    const strangers = new Strangers();
    strangers.moveBack('v', 5);
    strangers.find('v', '', waiting(9));
    strangers.keep('v', 'a', waiting(3));
    strangers.moveBack('w', 1_000);
    for (const by of [0, -500]) strangers.moveBack('v', by);
    expect(strangers.find('v', 'a', none).until).toBe(3_000);
    strangers.moveBack('v', 1);
    expect([strangers.find('v', 'a', none), strangers.find('v', 'b', none)]).toEqual([
      { wrong: 3, until: 2_999 },
      { wrong: 9, until: 8_999 },
    ]);
    strangers.moveBack('v', 3_500);
    expect(strangers.find('v', 'a', none)).toEqual({ wrong: 3, until: 0 });
  });
});
