import { readFileSync, rmSync, copyFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { bytesToSymbols, CODE_ALPHABET, symbolsToBytes } from '../../../db/vault/crockford.ts';
import * as vault from '../../../db/vault/index.ts';
import {
  aClock,
  aFolder,
  CODE,
  committing,
  committingSeq,
  copyOf,
  KNOWN_VERSION,
  makeVault,
  PASSWORD,
  refusalFrom,
  refusalOf,
  unlockAs,
  type MadeVault,
} from './support.ts';

const cost = vault.FLOOR_COST;
let made: MadeVault;
let sheets: string[];
const folder = aFolder();

beforeAll(async () => {
  made = await makeVault(folder.path);
  sheets = made.prepared.sheets.map((share) => vault.sheetText(share));
});
afterAll(() => folder[Symbol.dispose]());

function sheet(number: 1 | 2 | 3): string {
  return sheets[number - 1] ?? '';
}

function recover(path: string, first: string, second: string) {
  return vault.unlockWithRecovery({
    path,
    sheets: [first, second],
    clock: aClock(),
    knownVersion: KNOWN_VERSION,
  });
}

async function recoveryRefusal(path: string, first: string, second: string): Promise<unknown> {
  return recover(path, first, second).then(
    () => 'opened',
    (error: unknown) => (error instanceof AppError ? { code: error.code, ...error.data } : error),
  );
}

describe('a sheet', () => {
  it('is four lines of four groups of five', () => {
    for (const text of sheets) expect(text).toMatch(/^(([0-9A-Z]{5}( |\n|$)){4}){4}$/);
  });

  it('is read in any case, spacing and with look-alikes', () => {
    const typed = sheet(1).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'I').replaceAll(' ', '-');
    expect(vault.parseSheet(typed)).toEqual(made.prepared.sheets[0]);
    expect(vault.parseSheet(sheet(2).replaceAll(/\s/g, ''))).toEqual(made.prepared.sheets[1]);
    expect(vault.parseSheet(`\r\n${sheet(3).replaceAll('\n', '\r\n\r\n')}\n`)).toEqual(
      made.prepared.sheets[2],
    );
  });

  it('shows any one wrong symbol, and any two exchanged in a line, with its line', () => {
    const lines = sheet(1).split('\n');
    fc.assert(
      fc.property(fc.nat(3), fc.nat(19), fc.nat(19), fc.nat(31), (line, at, other, symbol) => {
        const symbols = [...(lines[line] ?? '').replaceAll(' ', '')];
        const wrong = symbols.with(at, CODE_ALPHABET[symbol] ?? '');
        const exchanged = symbols.with(at, symbols[other] ?? '').with(other, symbols[at] ?? '');
        for (const spoiled of [wrong, exchanged].filter((typed) => typed.join('') !== symbols.join(''))) {
          const text = lines.with(line, spoiled.join('')).join('\n');
          expect(refusalOf(() => vault.parseSheet(text, 2))).toEqual({
            code: 'vault.sheet_typo',
            data: { box: 2, line: line + 1 },
          });
        }
      }),
    );
  });

  it('shows lines left out, exchanged, too short or of another sheet', () => {
    const lines = sheet(1).split('\n');
    const [first = '', second = '', third = '', fourth = ''] = lines;
    const refusal = (...typed: string[]) => refusalOf(() => vault.parseSheet(typed.join('\n')));
    expect(refusal(first, second, third)).toEqual({
      code: 'vault.sheet_incomplete',
      data: { box: 1, lines: 3 },
    });
    expect(refusal('')).toEqual({ code: 'vault.sheet_incomplete', data: { box: 1, lines: 0 } });
    expect(refusal(second, first, third, fourth)).toMatchObject({
      code: 'vault.sheet_typo',
      data: { line: 1 },
    });
    expect(refusal(first, second.slice(0, -1), third, fourth)).toMatchObject({ data: { line: 2 } });
    expect(refusal(first, second, sheet(2).split('\n')[2] ?? '', fourth).code).toBe('vault.sheet_unknown');
  });

  it('can be asked back by the line', () => {
    const [share] = made.prepared.sheets;
    if (!share) throw new Error('no sheet');
    const line = vault.sheetLines(share)[2] ?? '';
    expect(vault.isSheetLine(share, 3, line.toLowerCase())).toBe(true);
    expect(vault.isSheetLine(share, 2, line)).toBe(false);
    expect(vault.isSheetLine(share, 9, '')).toBe(false);
  });

  it('carries any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(symbolsToBytes(bytesToSymbols(bytes), bytes.length)).toEqual(Uint8Array.from(bytes));
      }),
    );
  });
});

describe('recovery', () => {
  it.each([
    [1, 2],
    [3, 1],
    [2, 3],
  ] as const)('opens with sheets %i and %i', async (first, second) => {
    using place = aFolder();
    const opened = await recover(copyOf(made, place.path), sheet(first), sheet(second));
    expect(opened.database.prepare('select count(*) from account').pluck().get()).toBe(2);
    expect(opened.people.size).toBe(0);
    vault.closeVault(opened);
  });

  it('gives an administrator a new code, after which the old password opens nothing', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const opened = await recover(path, sheet(1), sheet(2));
    using secret = await vault.deriveSecret({ login: 'admin', secret: CODE, oneTime: true }, { cost });
    vault.resetAccount(opened, { id: 1, secret }, { commit: committing(opened.database) });
    vault.closeVault(opened);
    expect((await refusalFrom(() => unlockAs('admin', PASSWORD, path))).code).toBe('vault.sign_in_refused');
    const unlocked = await unlockAs('admin', CODE, path);
    expect(unlocked.person.mustReplaceSecret).toBe(true);
    vault.closeVault(unlocked.vault);
  });

  it('refuses the same sheet twice, and sheets of another vault', async () => {
    using elsewhere = aFolder();
    const other = await makeVault(elsewhere.path);
    const foreign = other.prepared.sheets.map((share) => vault.sheetText(share))[1] ?? '';
    expect(await recoveryRefusal(made.path, sheet(1), sheet(1))).toEqual({ code: 'vault.sheet_twice' });
    expect(await recoveryRefusal(made.path, sheet(1), foreign)).toEqual({
      code: 'vault.sheet_other_archive',
      box: 2,
    });
  });

  it('refuses replaced sheets, and old mixed with new', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const { vault: opened } = await unlockAs('admin', PASSWORD, path);
    const { publicKey, shares } = await vault.makeRecovery(opened.archiveId);
    vault.replaceRecovery(opened, publicKey, { commit: committingSeq(opened.database) });
    vault.closeVault(opened);
    const [one = '', two = ''] = shares.map((share) => vault.sheetText(share));
    expect(await recoveryRefusal(path, sheet(1), sheet(2))).toEqual({ code: 'vault.sheets_outdated' });
    expect(await recoveryRefusal(path, sheet(1), two)).toEqual({ code: 'vault.sheets_mixed' });
    vault.closeVault(await recover(path, one, two));
  });

  it('puts the spare in the place of a lost keys file', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const { vault: opened } = await unlockAs('admin', PASSWORD, path);
    vault.removeAccount(opened, 2, { commit: committingSeq(opened.database) });
    vault.closeVault(opened);
    const keys = readFileSync(`${path}.keys`);
    rmSync(`${path}.keys`);
    vault.closeVault(await recover(path, sheet(1), sheet(2)));
    expect(readFileSync(`${path}.keys`).equals(keys)).toBe(true);
    vault.closeVault((await unlockAs('admin', PASSWORD, path)).vault);
  });

  it('works with an older keys file, but lets nobody in who was in it', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    copyFileSync(`${path}.keys`, `${path}.old`);
    const { vault: opened } = await unlockAs('admin', PASSWORD, path);
    vault.removeAccount(opened, 2, { commit: committingSeq(opened.database) });
    vault.closeVault(opened);
    copyFileSync(`${path}.old`, `${path}.keys`);
    rmSync(`${path}.keys.bak`);
    const recovered = await recover(path, sheet(1), sheet(2));
    expect(recovered.keys.slots).toEqual([]);
    using secret = await vault.deriveSecret({ login: 'admin', secret: CODE, oneTime: true }, { cost });
    vault.resetAccount(
      recovered,
      { id: 1, login: 'admin', secret },
      { commit: committing(recovered.database) },
    );
    vault.closeVault(recovered);
    vault.closeVault((await unlockAs('admin', CODE, path)).vault);
    expect((await refusalFrom(() => unlockAs('guest', CODE, path))).code).toBe('vault.sign_in_refused');
  });
});
