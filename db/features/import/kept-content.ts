/** What is kept of an import besides its figures: the archives that it wrote, and what was said of rows. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import { secrecySchema } from '../../domain/roles.ts';
import { unwrap, write, type StoredKind } from '../../domain/stored-json.ts';

const issueSchema = z.strictObject({
  code: z.string().max(60),
  column: z.string().max(300),
  value: z.string().max(60),
  data: z.record(z.string().max(40), z.union([z.number(), z.string().max(400)])).optional(),
});

const rowSchema = z.strictObject({
  sheet: z.string().max(200),
  row: z.int().min(0),
  name: z.string().max(200).nullable(),
  /** The archive that it went into; null for none. */
  archive: z.int().positive().nullable(),
  /** The class that the row itself has; null where that cannot be read. */
  secrecy: secrecySchema.nullable(),
  problems: z.array(issueSchema).max(100),
  warnings: z.array(issueSchema).max(200),
  skipped: issueSchema.nullable(),
});
export type KeptRow = z.infer<typeof rowSchema>;

const contentSchema = z.strictObject({
  /** Ids of archives that were filed, from one to another, and again. */
  added: z.array(z.int().positive()).max(2_000_000),
  /** An archive that was changed and the version that it had then, and again. */
  updated: z.array(z.int().positive()).max(2_000_000),
  rows: z.array(rowSchema).max(20_000),
  /** Rows of which something was said and for which there was no room. */
  left: z.int().min(0),
});
export type KeptContent = z.infer<typeof contentSchema>;

const STORED_IMPORT: StoredKind<KeptContent> = { name: 'import', version: 1, schema: contentSchema };

/** Rows of which is kept what was said, and characters of that: the refused ones first. */
export const MOST_ROWS = 3_000;
export const MOST_CHARACTERS = 1_000_000;

/** Bytes of JSON, unpacked. */
const LARGEST = 32 * 1024 ** 2;

export function pack(content: KeptContent): Uint8Array {
  return deflateRawSync(Buffer.from(write(STORED_IMPORT, content), 'utf8'));
}

/** Null for what cannot be read. */
export function unpack(bytes: Uint8Array): KeptContent | null {
  try {
    const json = inflateRawSync(bytes, { maxOutputLength: LARGEST }).toString('utf8');
    // Not by `read`, which takes no more values than a form has.
    const stored = unwrap(STORED_IMPORT, JSON.parse(json));
    return stored.ok ? stored.value : null;
  } catch {
    return null;
  }
}

/** Ids as ranges: those of an import follow one another. */
export function rangesOf(ids: readonly number[]): number[] {
  const ranges: number[] = [];
  for (const id of ids)
    if (ranges.length > 0 && ranges.at(-1) === id - 1) ranges[ranges.length - 1] = id;
    else ranges.push(id, id);
  return ranges;
}

/** Two by two: ranges, or archives with their version. */
export function pairsOf(numbers: readonly number[]): Array<readonly [number, number]> {
  return numbers.flatMap((first, at) => (at % 2 === 0 ? [[first, numbers[at + 1] ?? first] as const] : []));
}
