import { createReadStream } from 'node:fs';
import { AppError } from '../../../domain/errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';

const LF = 0x0a;
const CR = 0x0d;
const PIECE = 1024 * 1024;
const NOT_ASCII = /[^\p{ASCII}]/gu;

/**
 * Finds the encoding by content: a byte order mark, the zero bytes of UTF-16, else UTF-8 when the file is
 * UTF-8 or its first line is, else whichever of UTF-8 and GB18030 leaves fewer characters unread (a few broken bytes do not make
 * Chinese out of a UTF-8 file). Errors: `import.big5` for the Chinese of Taiwan and Hong Kong.
 */
export async function findEncoding(path: string, head: Uint8Array): Promise<Encoding> {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const wide = wideEncoding(head);
  if (wide) return wide;
  if ((await isUtf8(path)) || startsAsUtf8(head)) return 'utf-8';
  const utf8 = { decoder: new TextDecoder('utf-8'), unread: 0, others: 0 };
  const gb = { decoder: new TextDecoder('gb18030'), unread: 0, others: 0 };
  for await (const bytes of readPieces(path)) {
    for (const candidate of [utf8, gb]) tally(candidate, candidate.decoder.decode(bytes, { stream: true }));
  }
  for (const candidate of [utf8, gb]) tally(candidate, candidate.decoder.decode());
  // GB18030 text read as UTF-8 is nearly all unreadable; UTF-8 with damage is nearly all readable.
  if (utf8.unread * 5 < utf8.others) return 'utf-8';
  if (isBig5(head)) throw new AppError('import.big5');
  return gb.unread > utf8.unread ? 'utf-8' : 'gb18030';
}

/** Fewer pairs may be anything. */
const PAIRS_TO_TELL = 8;

/**
 * Big5 has its common characters behind leading bytes of A4 to C6, and a third of them with a second byte below 7F. In
 * the other encoding of Chinese nearly all second bytes are above A0; where they are not (traditional characters), the
 * leading bytes lie elsewhere.
 */
function isBig5(head: Uint8Array): boolean {
  let [pairs, common, low] = [0, 0, 0];
  for (let at = 0; at + 1 < head.length; at++) {
    const [lead = 0, trail = 0] = [head[at], head[at + 1]];
    if (lead < 0x81) continue;
    at++;
    // Signs such as brackets and commas stand before the characters in both.
    if (lead >= 0xa1 && lead <= 0xa3) continue;
    pairs++;
    if (lead >= 0xa4 && lead <= 0xc6) common++;
    if (trail >= 0x40 && trail < 0x7f) low++;
  }
  return pairs >= PAIRS_TO_TELL && common > pairs * 0.9 && low > pairs * 0.15;
}

/** Chinese in the first line that is UTF-8: in another encoding so many characters would not fit by chance. */
function startsAsUtf8(head: Uint8Array): boolean {
  const end = head.findIndex((byte) => byte === LF || byte === CR);
  try {
    const line = new TextDecoder('utf-8', { fatal: true }).decode(head.subarray(0, end < 0 ? 0 : end));
    return (line.match(/\p{Script=Han}/gu)?.length ?? 0) >= 4;
  } catch {
    return false;
  }
}

const readPieces = (path: string) =>
  createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer>;

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of readPieces(path)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function tally(candidate: { unread: number; others: number }, text: string): void {
  const others = text.match(NOT_ASCII)?.length ?? 0;
  if (others === 0) return;
  candidate.others += others;
  candidate.unread += text.split('\uFFFD').length - 1;
}

/** UTF-16 without a mark: separators and digits have a zero in every second byte. */
function wideEncoding(head: Uint8Array): Encoding | null {
  const zeros: [number, number] = [0, 0];
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[(index % 2) as 0 | 1]++;
  const few = Math.max(4, head.length / 100);
  if (zeros[1] > few && zeros[1] > zeros[0] * 8) return 'utf-16le';
  if (zeros[0] > few && zeros[0] > zeros[1] * 8) return 'utf-16be';
  return null;
}

/** The text of a file, a piece at a time, without a byte order mark. Unreadable bytes become U+FFFD. */
export async function* decodeFile(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of readPieces(path)) yield decoder.decode(bytes, { stream: true });
  yield decoder.decode();
}
