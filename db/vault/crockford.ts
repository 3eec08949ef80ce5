/** Crockford's base 32: written codes without look-alikes, with a check symbol that locates a slip. */

export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1' };

/** Values 0–31 of typed text; spaces, hyphens, case, width and look-alikes are forgiven. Undefined if not a code. */
export function readCodeSymbols(text: string): number[] | undefined {
  const symbols = [
    ...text
      .normalize('NFKC')
      .toUpperCase()
      .replaceAll(/[\s\p{Pd}]/gu, ''),
  ].map((typed) => CODE_ALPHABET.indexOf(LOOK_ALIKES[typed] ?? typed));
  return symbols.includes(-1) ? undefined : symbols;
}

/** 5 bits a symbol, the last one filled up with zeros. */
export function bytesToSymbols(bytes: Uint8Array): number[] {
  const symbols: number[] = [];
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held & 0xff) << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      symbols.push((held >> bits) & 31);
    }
  }
  if (bits > 0) symbols.push((held << (5 - bits)) & 31);
  return symbols;
}

/** The first `length` bytes that the symbols hold. */
export function symbolsToBytes(symbols: readonly number[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const symbol of symbols) {
    held = ((held & 0xff) << 5) | symbol;
    bits += 5;
    if (bits >= 8 && at < length) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  return bytes;
}

/**
 * One symbol over up to 30 others: a weighted sum in GF(32), whose weights all differ, so that any one wrong
 * symbol and any two exchanged ones show. `tag` (0–31) ties the line to its place.
 */
export function checkSymbol(symbols: readonly number[], tag: number): number {
  let sum = tag & 31;
  for (const symbol of symbols) sum = timesX(sum) ^ symbol;
  return timesX(sum);
}

/** Multiplies by x modulo x⁵ + x² + 1. */
function timesX(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? (shifted ^ 0b100101) & 31 : shifted;
}
