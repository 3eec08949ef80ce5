/** The word that a restore leaves in the vault, until the first sign-in puts it into the log. */
import { z } from 'zod';
import { deleteMeta, getMeta } from '../../connection/meta.ts';
import { read, type StoredKind } from '../../domain/stored-json.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import type { ProgramAct } from '../../work/program-acts.ts';

const headSchema = z.strictObject({ seq: z.int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) });

export interface Restore {
  /** When it was restored and when the backup was made, in milliseconds UTC. */
  readonly at: number;
  readonly madeAt: number;
  /** The newest row that the backup has. */
  readonly head: { readonly seq: number; readonly hash: string };
  /** The newest row of what stood in its place, and how many the backup lacks; null where that could not be read. */
  readonly lost: {
    readonly head: { readonly seq: number; readonly hash: string };
    readonly acts: number;
  } | null;
}

export const STORED_RESTORE: StoredKind<Restore> = {
  name: 'restored',
  version: 1,
  schema: z.strictObject({
    at: z.int(),
    madeAt: z.int(),
    head: headSchema,
    lost: z.strictObject({ head: headSchema, acts: z.int().min(0) }).nullable(),
  }),
};

/** Says in the log which backup this is, when it was restored, and what stood in its place. */
export const recordRestore: ProgramAct = {
  reach: PROGRAM_REACH.record_restore,
  isDue: (db) => getMeta(db, 'restored') !== undefined,
  run(db, { recorder }) {
    const stored = read(STORED_RESTORE, getMeta(db, 'restored') ?? '');
    recordAudit(db, recorder, {
      action: 'backup.restore',
      object: 'archive',
      reason: stored.ok ? reasonOf(stored.value) : null,
    });
    deleteMeta(db, 'restored');
  },
};

/** Both heads, in plain words. */
function reasonOf({ at, head, lost }: Restore): string {
  const restored = `${new Date(at).toISOString()} ${head.seq} ${head.hash}`;
  return lost ? `${restored} < ${lost.head.seq} ${lost.head.hash} (${lost.acts})` : restored;
}
