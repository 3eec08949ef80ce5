/** Where backups go and when the daily one is made: paths of this computer, chosen in dialogs. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { ReadableDb } from '../../connection/handles.ts';
import type { StoredKind } from '../../domain/stored-json.ts';
import { readApart } from '../workspace/service.ts';

/** More drives than a department carries about; each gets a whole copy. */
export const MOST_PLACES = 5;

/** `17:00`, by the computer's clock. */
export const timeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

const planSchema = z.strictObject({
  places: z.array(z.string().min(1).max(4_000)).max(MOST_PLACES),
  /** The daily one is due from this time on. */
  time: timeSchema,
  /** False where nothing is made by itself. */
  daily: z.boolean(),
});
export type BackupPlan = z.output<typeof planSchema>;

const DEFAULT_PLAN: BackupPlan = { places: [], time: '17:00', daily: true };

export const STORED_PLAN: StoredKind<BackupPlan> = {
  name: 'backup',
  version: 2,
  schema: planSchema,
  upgraders: { 1: fromOnePlace },
};

/** Version 1 had the one folder of the last backup. */
function fromOnePlace(value: unknown): unknown {
  const { place } = z.strictObject({ place: z.string() }).parse(value);
  return { ...DEFAULT_PLAN, places: [place] };
}

/** The plan, or the usual one where none was made or none that can be read. */
export function readPlan(db: ReadableDb): BackupPlan {
  return readApart(db, STORED_PLAN) ?? DEFAULT_PLAN;
}

/** The folders to which backups go. */
export function backupPlaces(db: ReadableDb): readonly string[] {
  return readPlan(db).places;
}

/** A short name of a path for the log and the windows, which name no path: 8 hexadecimal digits. */
export function keyOf(place: string): string {
  return createHash('sha256').update(place).digest('hex').slice(0, 8);
}
