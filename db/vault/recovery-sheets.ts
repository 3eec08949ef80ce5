/**
 * The recovery key, printed on three sheets of which any two restore it. A sheet is four lines of four groups of
 * five symbols; the last symbol of each line checks it, so a slip of the pen is found in its line.
 */
import { combine, split } from 'shamir-secret-sharing';
import { AppError } from '../domain/errors.ts';
import { bytesToSymbols, checkSymbol, CODE_ALPHABET, readCodeSymbols, symbolsToBytes } from './crockford.ts';
import { hash, sameBytes, sodium, utf8 } from './sodium.ts';

const SHEET_COUNT = 3;
const SHEETS_NEEDED = 2;
const SHEET_LINES = 4;
const LINE_SYMBOLS = 20;
const GROUP = 5;

const VERSION = 1;
const PREFIX_BYTES = 4;
const SET_BYTES = 2;
const SHARE_BYTES = 33;
const SUM_BYTES = 4;
const HEAD_BYTES = 2 + PREFIX_BYTES + SET_BYTES;
const SHEET_BYTES = HEAD_BYTES + SHARE_BYTES + SUM_BYTES;

export interface Share {
  /** 1, 2 or 3. */
  readonly sheet: number;
  /** First bytes of the vault's id. */
  readonly vaultPrefix: Uint8Array;
  /** Tells sheets apart that were printed at different times. */
  readonly set: Uint8Array;
  readonly share: Uint8Array;
}

interface Recovery {
  /** X25519; the data key is sealed to it. */
  readonly publicKey: Uint8Array;
  /** Ed25519; says that the sheets were there when an account was recovered. */
  readonly certifier: Uint8Array;
  readonly shares: readonly Share[];
}

/** A new recovery key for the vault (its 16-byte id), already split; the key itself is wiped. */
export async function makeRecovery(archiveId: Uint8Array): Promise<Recovery> {
  const seed = sodium.randombytes_buf(sodium.crypto_box_SEEDBYTES);
  const pair = sodium.crypto_box_seed_keypair(seed);
  const shares = await split(seed, SHEET_COUNT, SHEETS_NEEDED);
  const certifier = certifierOf(seed);
  sodium.memzero(seed);
  sodium.memzero(pair.privateKey);
  sodium.memzero(certifier.privateKey);
  const head = {
    vaultPrefix: archiveId.slice(0, PREFIX_BYTES),
    set: hash(16, pair.publicKey).slice(0, SET_BYTES),
  };
  return {
    publicKey: pair.publicKey,
    certifier: certifier.publicKey,
    shares: shares.map((share, at) => ({ sheet: at + 1, ...head, share })),
  };
}

/** The pair that signs recoveries: from the same secret as the other, and told apart from it. */
function certifierOf(seed: Uint8Array): { publicKey: Uint8Array; privateKey: Uint8Array } {
  const own = hash(sodium.crypto_sign_SEEDBYTES, utf8('recovery-certifier'), seed);
  const pair = sodium.crypto_sign_seed_keypair(own);
  sodium.memzero(own);
  return pair;
}

/** What two sheets give; `wipe` when it is done with. */
export interface RecoveryPair {
  readonly publicKey: Uint8Array;
  readonly privateKey: Uint8Array;
  /** Signs with the key that only the sheets give: 64 bytes. */
  certify(message: Uint8Array): Uint8Array;
  wipe(): void;
}

/** What the sheet says of its vault, to be printed beside the code: 7 symbols. */
export function vaultLabel(archiveId: Uint8Array): string {
  return write(bytesToSymbols(archiveId.slice(0, PREFIX_BYTES)));
}

/** The four lines of a sheet. */
export function sheetLines({ sheet, vaultPrefix, set, share }: Share): string[] {
  const body = Uint8Array.of(VERSION, sheet, ...vaultPrefix, ...set, ...share);
  const symbols = bytesToSymbols(Uint8Array.of(...body, ...sumOf(body)));
  return Array.from({ length: SHEET_LINES }, (_, line) => {
    const data = symbols.slice(line * (LINE_SYMBOLS - 1), (line + 1) * (LINE_SYMBOLS - 1));
    while (data.length < LINE_SYMBOLS - 1) data.push(0);
    const text = write([...data, checkSymbol(data, line + 1)]);
    return Array.from({ length: LINE_SYMBOLS / GROUP }, (_, group) =>
      text.slice(group * GROUP, (group + 1) * GROUP),
    ).join(' ');
  });
}

export function sheetText(share: Share): string {
  return sheetLines(share).join('\n');
}

/** Whether a typed line is that line (1–4) of the sheet: the wizard has parts of the sheets typed back. */
export function isSheetLine(share: Share, line: number, typed: string): boolean {
  const symbols = readCodeSymbols(typed);
  const printed = readCodeSymbols(sheetLines(share)[line - 1] ?? '');
  return !!symbols?.length && !!printed && write(symbols) === write(printed);
}

/**
 * Reads a typed sheet; errors name the `box` (1 or 2) that it was typed into, for the number on the paper is another.
 * Errors: `vault.sheet_incomplete` {box, lines}, `vault.sheet_typo` {box, line},
 * `vault.sheet_unknown` {box} (each line right, the whole not: lines of different sheets).
 */
export function parseSheet(text: string, box = 1): Share {
  const symbols = splitLines(text).flatMap((line, at, lines) => {
    if (lines.length !== SHEET_LINES) {
      throw new AppError('vault.sheet_incomplete', { box, lines: lines.length });
    }
    return readLine(line, at + 1, box);
  });
  if (symbols.length === 0) throw new AppError('vault.sheet_incomplete', { box, lines: 0 });
  const bytes = symbolsToBytes(symbols, SHEET_BYTES);
  const body = bytes.slice(0, SHEET_BYTES - SUM_BYTES);
  const [version = 0, sheet = 0] = body;
  const right = sameBytes(bytes.slice(SHEET_BYTES - SUM_BYTES), sumOf(body));
  if (!right || version !== VERSION || sheet < 1 || sheet > SHEET_COUNT) {
    throw new AppError('vault.sheet_unknown', { box });
  }
  return {
    sheet,
    vaultPrefix: body.slice(2, 2 + PREFIX_BYTES),
    set: body.slice(2 + PREFIX_BYTES, HEAD_BYTES),
    share: body.slice(HEAD_BYTES),
  };
}

/**
 * The recovery pair of the vault that two different sheets open; the caller wipes it.
 * Errors: `vault.sheet_other_archive` {box}, `vault.sheet_twice`, `vault.sheets_mixed` (printed at
 * different times), `vault.sheets_outdated` (replaced by newer ones).
 */
export async function combineSheets(
  first: Share,
  second: Share,
  vault: { readonly id: Uint8Array; readonly recoveryPublic: Uint8Array },
): Promise<RecoveryPair> {
  const foreign = [first, second].findIndex(
    (share) => !sameBytes(share.vaultPrefix, vault.id.slice(0, PREFIX_BYTES)),
  );
  if (foreign !== -1) throw new AppError('vault.sheet_other_archive', { box: foreign + 1 });
  if (first.sheet === second.sheet) throw new AppError('vault.sheet_twice');
  if (!sameBytes(first.set, second.set)) throw new AppError('vault.sheets_mixed');
  const seed = await combine([first.share, second.share]);
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed);
  const certifier = certifierOf(seed);
  sodium.memzero(seed);
  const wipe = () => {
    sodium.memzero(privateKey);
    sodium.memzero(certifier.privateKey);
  };
  if (!sameBytes(publicKey, vault.recoveryPublic)) {
    wipe();
    throw new AppError('vault.sheets_outdated');
  }
  const certify = (message: Uint8Array) => sodium.crypto_sign_detached(message, certifier.privateKey);
  return { publicKey, privateKey, certify, wipe };
}

/** Lines as typed; a text without line breaks is cut where the lines would be. */
function splitLines(text: string): string[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length !== 1) return lines;
  const joined = [...text.replaceAll(/[\s\p{Pd}]/gu, '')];
  return Array.from({ length: Math.ceil(joined.length / LINE_SYMBOLS) }, (_, line) =>
    joined.slice(line * LINE_SYMBOLS, (line + 1) * LINE_SYMBOLS).join(''),
  );
}

function readLine(text: string, line: number, box: number): number[] {
  const symbols = readCodeSymbols(text);
  const check = symbols?.pop();
  if (!symbols || symbols.length !== LINE_SYMBOLS - 1 || check !== checkSymbol(symbols, line)) {
    throw new AppError('vault.sheet_typo', { box, line });
  }
  return symbols;
}

function sumOf(body: Uint8Array): Uint8Array {
  return hash(16, body).slice(0, SUM_BYTES);
}

function write(symbols: readonly number[]): string {
  return symbols.map((symbol) => CODE_ALPHABET[symbol]).join('');
}
