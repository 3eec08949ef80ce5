import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { STORED_FIGURES, type ReportFigures } from '../../domain/reports/figures.ts';
import { unwrap, write, type StoredRead } from '../../domain/stored-json.ts';

/** Bytes of JSON of one report, unpacked: a list of all archives does not come near. */
const LARGEST = 256 * 1024 ** 2;

/** The figures of a run as bytes: their JSON with its version, deflated. */
export function pack(figures: ReportFigures): Uint8Array {
  return deflateRawSync(Buffer.from(write(STORED_FIGURES, figures), 'utf8'));
}

export function unpack(content: Uint8Array): StoredRead<ReportFigures> {
  let stored: unknown;
  try {
    stored = JSON.parse(inflateRawSync(content, { maxOutputLength: LARGEST }).toString('utf8'));
  } catch {
    return { ok: false, why: 'broken', kept: null };
  }
  // Not by `read`, which takes no more values than a form has.
  return unwrap(STORED_FIGURES, stored);
}
