/**
 * A record as bytes: the length of its summary (4 bytes, big endian), the summary as JSON, and the whole record as
 * JSON, deflated. A list of inspections reads the summaries alone: a hundred thousand rows take a second to unpack.
 * Records that were kept before had the deflated JSON alone, whose first byte is never 0, as that of a length is.
 */
import { isDeepStrictEqual } from 'node:util';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { read, unwrap, write, type StoredKind } from '../../domain/stored-json.ts';
import { STORED_RECORD, type InspectionRecord } from './record.ts';
import { summaryOfRecord, summarySchema, type Summary } from './summary.ts';

const STORED_SUMMARY: StoredKind<Summary> = {
  name: 'inspection_summary',
  version: 1,
  schema: summarySchema,
};

const LENGTH_BYTES = 4;
/** Bytes of JSON of a record, unpacked: of a million archives there are half as many. */
const LARGEST = 512 * 1024 ** 2;

export function pack(record: InspectionRecord): Uint8Array {
  const summary = Buffer.from(write(STORED_SUMMARY, summaryOfRecord(record)), 'utf8');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(summary.length);
  return Buffer.concat([length, summary, deflateRawSync(Buffer.from(write(STORED_RECORD, record), 'utf8'))]);
}

/** The summary of a record that was kept; null for one that cannot be read. */
export function summaryIn(content: Uint8Array): Summary | null {
  if (!hasSummary(content)) {
    const record = inflated(content);
    return record && summaryOfRecord(record);
  }
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const stored = read(STORED_SUMMARY, bytes.toString('utf8', LENGTH_BYTES, endOfSummary(content)));
  return stored.ok ? stored.value : null;
}

/** A record as it was kept; null for one that cannot be read, or has another summary than its own. */
export function unpack(content: Uint8Array): InspectionRecord | null {
  if (!hasSummary(content)) return inflated(content);
  const summary = summaryIn(content);
  const record = summary && inflated(content.subarray(endOfSummary(content)));
  return record && isDeepStrictEqual(summaryOfRecord(record), summary) ? record : null;
}

const hasSummary = (content: Uint8Array): boolean => content.length >= LENGTH_BYTES && content[0] === 0;

const endOfSummary = (content: Uint8Array): number =>
  LENGTH_BYTES + Buffer.from(content.subarray(0, LENGTH_BYTES)).readUInt32BE(0);

function inflated(packed: Uint8Array): InspectionRecord | null {
  try {
    const text = inflateRawSync(packed, { maxOutputLength: LARGEST }).toString('utf8');
    // Not by `read`, which takes no more values than a form has: of these there are a dozen for each archive.
    const stored = unwrap(STORED_RECORD, JSON.parse(text));
    return stored.ok ? stored.value : null;
  } catch {
    return null;
  }
}
