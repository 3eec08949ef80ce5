import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { AppError } from '../../domain/errors.ts';
import { STORED_FIGURES, type ReportFigures } from '../../domain/reports/figures.ts';
import { unwrap, write, type StoredRead } from '../../domain/stored-json.ts';

/** Bytes of JSON of one report, unpacked: that of a million archives has some thousand rows. */
const LARGEST = 16 * 1024 ** 2;
/** Values in it, and how deep they lie. */
const MOST_VALUES = 500_000;
const DEEPEST = 12;

/**
 * The figures of a run as bytes: their JSON with its version, deflated. Error: `reports.too_large` for what could not be
 * read again.
 */
export function pack(figures: ReportFigures): Uint8Array {
  const content = deflateRawSync(Buffer.from(write(STORED_FIGURES, figures), 'utf8'));
  if (!unpack(content).ok) throw new AppError('reports.too_large');
  return content;
}

export function unpack(content: Uint8Array): StoredRead<ReportFigures> {
  let stored: unknown;
  try {
    const json = inflateRawSync(content, { maxOutputLength: LARGEST });
    if (!isBounded(json)) return { ok: false, why: 'broken', kept: null };
    stored = JSON.parse(json.toString('utf8'));
  } catch {
    return { ok: false, why: 'broken', kept: null };
  }
  // Not by `read`, which takes no more values than a form has.
  return unwrap(STORED_FIGURES, stored);
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPENING, CLOSING] = [new Set([0x5b, 0x7b]), new Set([0x5d, 0x7d])];

/** Looked through before it is parsed: what is forged to be nested without end, or of millions of values, takes seconds. */
function isBounded(json: Uint8Array): boolean {
  let [depth, values, isText] = [0, 0, false];
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) isText = !isText;
    else if (isText) at += Number(byte === BACKSLASH);
    else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) depth -= 1;
    else if (byte === COMMA) values += 1;
    if (depth > DEEPEST || values > MOST_VALUES) return false;
  }
  return true;
}
