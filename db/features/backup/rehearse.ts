/** Restores the last backup for real in a scratch folder, and says in the log what came of it. */
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import type { Vault } from '../../vault/index.ts';
import type { MutationContext } from '../../work/context.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import * as log from '../../work/log/store.ts';
import { listSigningKeys } from '../accounts/service.ts';
import { makePart } from './part.ts';
import { rehearsing, type Rehearsal } from './rehearsal.ts';
import { COPIES, lookAtPlaces, watchSilence } from './states.ts';

const REHEARSED = 'backup.rehearse';

/** So many records are compared field by field. */
const RECORDS = 100;

/** What came of a rehearsal. */
export interface Rehearsed {
  readonly ok: boolean;
  /** Null where the backup could not be restored: `trouble` is why. */
  readonly result: Rehearsal | null;
  readonly trouble: string | null;
}

/** The same as the log tells it. */
export interface LoggedRehearsal {
  /** Milliseconds UTC. */
  readonly at: number;
  readonly ok: boolean;
  /** Records that were compared, and how many were wrong; null where the backup could not be restored. */
  readonly records: number | null;
  readonly wrong: number | null;
  readonly trouble: string | null;
}

/**
 * Takes the newest backup of the places that can be reached. What is wrong with it is a result; an error says that none
 * was tried: `backup.rehearse_none`, `backup.under_way`, `vault.cannot_write`, `common.cancelled`, `vault.locked`.
 */
export async function rehearseRestore(ctx: MutationContext, vault: Pick<Vault, 'path'>): Promise<Rehearsed> {
  const rehearsed = await tryRestore(ctx, vault);
  ctx.transaction((db) => {
    recordAudit(db, ctx, { action: REHEARSED, object: 'archive', reason: reasonOf(rehearsed) });
    ctx.emit(() => ({ type: 'changed', kind: 'backup' }));
  });
  return rehearsed;
}

/** The same without a word in the log, for an act that has a row of its own. */
export async function tryRestore(ctx: MutationContext, vault: Pick<Vault, 'path'>): Promise<Rehearsed> {
  const states = await lookAtPlaces(ctx);
  const newest = [...states]
    .flatMap(([place, { facts }]) => (facts?.newest == null ? [] : [{ place, at: facts.newest }]))
    .toSorted((a, b) => b.at - a.at)[0];
  if (!newest) throw new AppError('backup.rehearse_none');
  using part = makePart(vault.path, 'rehearsalPart');
  return await tried(ctx, newest.place, part.folder);
}

async function tried(ctx: MutationContext, place: string, scratch: string): Promise<Rehearsed> {
  const keys = listSigningKeys(ctx.reader);
  const signers = Object.fromEntries(
    keys.map(({ id, signPublic }) => [id, Buffer.from(signPublic).toString('hex')]),
  );
  try {
    const input = { place, scratch, signers, records: RECORDS };
    const watch = watchSilence(COPIES, (done, total) => ctx.progress(REHEARSED, done, total));
    const result = await ctx.readLong(rehearsing, input, watch);
    return { ok: result.tables.length === 0 && result.wrong === 0, result, trouble: null };
  } catch (error) {
    const isOfBackup = error instanceof AppError && /^(?:backup|vault)\./.test(error.code);
    if (!isOfBackup || error.code === 'vault.locked') throw error;
    return { ok: false, result: null, trouble: error.code };
  }
}

function reasonOf({ ok, result, trouble }: Rehearsed): string {
  if (!result) return `failed ${trouble}`;
  const { head, tables, records, wrong } = result;
  return [ok ? 'right' : 'wrong', head.seq, head.hash, tables.length, records, wrong].join(' ');
}

const REASON = /^(right|wrong) \d+ [0-9a-f]{64} \d+ (\d+) (\d+)$|^failed (\S+)$/;

/** The last one; null for none. */
export function lastRehearsal(db: ReadableDb): LoggedRehearsal | null {
  const [row] = log.listRowsOf(db, REHEARSED, 1);
  const found = REASON.exec(row?.reason ?? '');
  if (!row || !found) return null;
  const [, state, records, wrong, trouble = null] = found;
  return {
    at: row.at,
    ok: state === 'right',
    records: records === undefined ? null : Number(records),
    wrong: wrong === undefined ? null : Number(wrong),
    trouble,
  };
}
