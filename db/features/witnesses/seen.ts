/** The newest head of a vault that was seen: `seen.json` beside the copies of its anchors. No name, no content. */
import { join } from 'node:path';
import { z } from 'zod';

/** What a witness says: this row had this hash, and it was seen then (milliseconds UTC). */
export interface Fact {
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
  readonly at: number;
}

const VERSION = 1;
/** Bytes; a longer file is none of ours. */
export const LARGEST_SEEN = 4 * 1024;

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const seenSchema = z.strictObject({
  version: z.literal(VERSION),
  archiveId: z.string().max(100),
  seq: z.int().positive(),
  hash,
  at: z.int(),
});

export function seenText(archiveId: string, { seq, hash: head, at }: Fact): string {
  return `${JSON.stringify({ version: VERSION, archiveId, seq, hash: head, at })}\n`;
}

/** Null for that of another vault. Throws for what is none. */
export function parseSeen(text: string, archiveId: string): Fact | null {
  const { archiveId: of, seq, hash: head, at } = seenSchema.parse(JSON.parse(text));
  return of === archiveId ? { seq, hash: head, at } : null;
}

/** When the chosen place was last written to, in the program's own folder. */
const reachedSchema = z.strictObject({
  version: z.literal(VERSION),
  label: z.string().max(100),
  at: z.int(),
});

export function reachedText(label: string, at: number): string {
  return `${JSON.stringify({ version: VERSION, label, at })}\n`;
}

/** Null for another place, and for what cannot be read: it helps whoever looks for the place, no more. */
export function parseReached(text: string, label: string): number | null {
  try {
    const { data } = reachedSchema.safeParse(JSON.parse(text));
    return data?.label === label ? data.at : null;
  } catch {
    return null;
  }
}

/** A backup's manifest of any version, as far as it is a witness. */
const manifestSchema = z.looseObject({
  format: z.literal('kedang-backup'),
  archive: z.string(),
  head: z.looseObject({ seq: z.int().positive(), hash }),
  madeAt: z.int(),
});

/** Null for the backup of another vault. Throws for what is none. */
export function parseManifestFact(text: string, archiveId: string): Fact | null {
  const { archive, head, madeAt } = manifestSchema.parse(JSON.parse(text));
  return archive === archiveId ? { ...head, seq: head.seq, hash: head.hash, at: madeAt } : null;
}

/** The files about one vault in a folder of witnesses. */
export function witnessFiles(folder: string, archiveId: string) {
  const own = join(folder, archiveId);
  return {
    folder: own,
    seen: join(own, 'seen.json'),
    /** Of a vault against which `seen.json` speaks: of two copies in use in turn neither hides what was seen of the other. */
    other: join(own, 'seen-other.json'),
    anchors: join(own, 'anchors'),
    reached: join(own, 'reached.json'),
  };
}

/** In a place that a department chose stands a folder of ours. */
export const folderInPlace = (place: string): string => join(place, 'kedang-witness');
