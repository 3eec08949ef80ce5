/** 编制: the figures of a report, frozen with what they were computed from (rules.md B1). */
import type { ReadableDb, WritableDb } from '../../../connection/handles.ts';
import { AppError } from '../../../domain/errors.ts';
import type { Day } from '../../../domain/dates.ts';
import { narrowedTo, type AskedReport } from '../../../domain/reports/request.ts';
import type { ReportFigures } from '../../../domain/reports/figures.ts';
import type { MutationContext } from '../../../work/context.ts';
import { appendRows } from '../../../work/ledger.ts';
import type { LongRead } from '../../../work/long-reads.ts';
import type { Recorder } from '../../../work/log/recorder.ts';
import { auditHead } from '../../../work/log/store.ts';
import { lastChange } from '../../customers/service.ts';
import { hasFew } from '../few.ts';
import { compileReport, type ReportAsked } from '../compile/compile.ts';
import { pack, unpack } from '../packed.ts';
import { readAsked } from '../requests/flow.ts';
import { CONTENTS, lastContent, type Compiled, type ReportRow } from './store.ts';

/** What was computed, and from what. */
export interface Frozen {
  readonly content: Uint8Array;
  readonly title: string;
  readonly asOf: Day;
  readonly head: { readonly seq: number; readonly hash: Uint8Array };
  readonly lastChange: number;
}

/** Computes a report of the whole archive, or of what its choices count, away from the vault's thread. */
export const freezeJob: LongRead<ReportAsked, Frozen> = {
  name: 'reports.freeze',
  run: ({ reader: db, clock }, asked) => frozen(db, asked, clock.today()),
};

function frozen(db: ReadableDb, asked: ReportAsked, today: Day): Frozen {
  const figures = compileReport(db, asked, { today, where: null });
  const head = auditHead(db);
  if (!head) throw new Error('a log without rows');
  const { title, asOf } = figures;
  return { content: pack(figures), title, asOf, head, lastChange: lastChange(db) };
}

/** Errors: `reports.not_begun`, those of `readLong`. */
export async function freeze(
  ctx: Pick<MutationContext, 'reader' | 'clock' | 'readLong'>,
  asked: ReportAsked,
): Promise<Frozen> {
  if (hasFew(ctx.reader)) return frozen(ctx.reader, asked, ctx.clock.today());
  return ctx.readLong(freezeJob, asked);
}

/** What a report was compiled from, to be stored beside its figures. */
export function compiledOf(
  { asOf, head, lastChange: last }: Frozen,
  { by, at }: { readonly by: number | null; readonly at: number },
): Compiled {
  return {
    compiled_by: by,
    compiled_at: at,
    as_of: asOf,
    head_seq: head.seq,
    head_hash: head.hash,
    last_change: last,
  };
}

/** Keeps the figures of a report, in the caller's transaction. */
export function keepContent(db: WritableDb, recorder: Recorder, reportId: number, content: Uint8Array): void {
  appendRows(db, recorder, CONTENTS, reportId, [{ content }], { action: 'reports.keep' });
}

/** The figures of a report. Errors: `reports.unreadable`. */
export function figuresOf(db: ReadableDb, reportId: number): ReportFigures {
  const content = lastContent(db, reportId);
  const stored = content && unpack(content);
  if (!stored?.ok) throw new AppError('reports.unreadable');
  return stored.value;
}

/** What a report, or what is asked for, makes the archive be asked. Errors: `reports.unreadable`, `reports.nothing_counted`. */
export function askedOf(row: Pick<ReportRow, 'name' | 'period' | 'asked' | 'scope'>): ReportAsked {
  const stored = readAsked(row);
  if (!stored.ok) throw new AppError('reports.unreadable');
  return toAsked({ ...stored.value, ...row });
}

export function toAsked({
  name,
  title,
  period,
  choices,
  scope,
}: AskedReport & Pick<ReportRow, 'name' | 'period' | 'scope'>): ReportAsked {
  const narrowed = narrowedTo(scope, choices);
  if (!narrowed) throw new AppError('reports.nothing_counted');
  return { name, title, period, choices: narrowed };
}
