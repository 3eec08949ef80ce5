/** 统计: a report as a look at it computes it, for whoever looks (rules.md B1). */
import type { ReadableDb } from '../../connection/handles.ts';
import type { Day } from '../../domain/dates.ts';
import { SECRECY_CLASSES } from '../../domain/roles.ts';
import type { ReportFigures, ReportTable } from '../../domain/reports/figures.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { LongRead } from '../../work/long-reads.ts';
import { newestRow } from '../../work/log/recorder.ts';
import type { Condition } from '../../work/page.ts';
import { isWithin, reachOf, type Reader } from '../../work/reach.ts';
import { customerSource } from '../customers/service.ts';
import { hasFew } from './few.ts';
import { drawCharts } from '../documents/service.ts';
import { chartBlock } from './print/chart-block.ts';
import { archivesBehind, type FigureAsked } from './compile/behind.ts';
import { compileReport, type ReportAsked } from './compile/compile.ts';

/** Which archives somebody counts: those that they may list; null for whoever may list every one. */
export function countedFor(reader: Reader, today: Day): Condition | null {
  const reach = reachOf(reader, 'customers.list');
  const isAll = SECRECY_CLASSES.every((secrecy) => reach.classes.none.includes(secrecy));
  return isAll ? null : isWithin(reach, today, 'customer');
}

/** What is asked, and by whom; null: of the whole archive, as an approval says. */
interface Order {
  readonly asked: ReportAsked;
  readonly reader: Reader | null;
}

/** Computes a report away from the vault's thread. */
export const reportJob: LongRead<Order, ReportFigures> = {
  name: 'reports.run',
  run: ({ reader: db, clock }, { asked, reader }) => figuresOf(db, asked, reader, clock.today()),
};

interface FigureOrder extends Order {
  readonly reader: Reader;
  readonly figure: FigureAsked;
  readonly from: number;
}

/** The archives behind a figure, a page of them. */
export const behindJob: LongRead<FigureOrder, { readonly total: number; readonly ids: readonly number[] }> = {
  name: 'reports.behind',
  run: ({ reader: db, clock }, order) => pageBehind(db, order, clock.today()),
};

/** Archives of one page of those behind a figure. */
const PAGE = 100;

function pageBehind(db: ReadableDb, { asked, reader, figure, from }: FigureOrder, today: Day) {
  const all = archivesBehind(db, asked, { today, where: countedFor(reader, today) }, figure);
  return { total: all.length, ids: all.slice(from, from + PAGE) };
}

function figuresOf(db: ReadableDb, asked: ReportAsked, reader: Reader | null, today: Day): ReportFigures {
  return compileReport(db, asked, { today, where: reader && countedFor(reader, today) });
}

/** Reports that are kept for when nothing has changed; of a million archives one has a few kilobytes. */
const MOST_KEPT = 12;

/**
 * The figures of a report by what the person may list now. As long as nothing is written to the vault they are kept, for
 * the same person alone: another may see less. Errors: `reports.not_begun`, those of `readLong`.
 */
export async function runReport(ctx: MutationContext, asked: ReportAsked): Promise<ReportFigures> {
  const { actor, clock, reader: db } = ctx;
  const reader = { personId: actor.personId, roles: actor.roles };
  const kept = keptIn(ctx);
  const key = JSON.stringify([asked, reader, clock.today(), newestRow(db)]);
  const known = kept.get(key);
  if (known) return known;
  const figures = hasFew(db)
    ? figuresOf(db, asked, reader, clock.today())
    : await ctx.readLong(reportJob, { asked, reader });
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT + 1))) kept.delete(oldest);
  kept.set(key, figures);
  return figures;
}

/**
 * The archives that a figure of a look counts, in the order of filing, as the index has each now. Errors:
 * `reports.no_archives`, `reports.not_begun`, those of `readLong`.
 */
export async function listBehind(
  ctx: MutationContext,
  {
    asked,
    figure,
    from,
  }: { readonly asked: ReportAsked; readonly figure: FigureAsked; readonly from: number },
) {
  const { actor, clock, reader: db } = ctx;
  const order = { asked, reader: { personId: actor.personId, roles: actor.roles }, figure, from };
  const { total, ids } = hasFew(db)
    ? pageBehind(db, order, clock.today())
    : await ctx.readLong(behindJob, order);
  const lines = customerSource.readLines(db, ids);
  return { total, rows: ids.flatMap((id) => lines.get(id)?.line ?? []) };
}

/** The pictures of a report as SVG, by the keys of their tables. */
export async function drawReport(
  ctx: MutationContext,
  asked: ReportAsked,
): Promise<Array<{ readonly table: string; readonly svg: string }>> {
  const { tables } = await runReport(ctx, asked);
  return drawTables(ctx, tables);
}

/** The pictures of tables that have one, by their keys. */
export async function drawTables(
  ctx: MutationContext,
  tables: readonly ReportTable[],
): Promise<Array<{ readonly table: string; readonly svg: string }>> {
  const drawn = tables.flatMap((table) => {
    const block = chartBlock(table);
    return block ? [{ table: table.key, block }] : [];
  });
  if (drawn.length === 0) return [];
  const blocks = drawn.map(({ block }) => block);
  const pictures = await ctx.whileWanted((signal) => drawCharts(blocks, { signal }));
  return drawn.map(({ table }, at) => ({ table, svg: pictures[at] ?? '' }));
}

const KEPT = 'reports.kept';

function keptIn({ outside }: Pick<QueryContext, 'outside'>): Map<string, ReportFigures> {
  const known = outside.get(KEPT) as Map<string, ReportFigures> | undefined;
  if (known) return known;
  const made = new Map<string, ReportFigures>();
  outside.set(KEPT, made);
  return made;
}
