/** A frozen report computed again (rules.md B1): equal, or what differs and which acts came since. */
import type { ReadableDb } from '../../../connection/handles.ts';
import type { Day } from '../../../domain/dates.ts';
import { differencesOf, type Difference } from '../../../domain/reports/differences.ts';
import { STANDING_FIELD } from '../../../domain/standing.ts';
import type { MutationContext } from '../../../work/context.ts';
import type { LongRead } from '../../../work/long-reads.ts';
import { reaches, reachOf } from '../../../work/reach.ts';
import { findAccountName } from '../../accounts/service.ts';
import { lastChange, listChangesAfter, readNames } from '../../customers/service.ts';
import { compileReport, fieldsOf } from '../compile/compile.ts';
import { word } from '../words.ts';
import { reports, requireReport } from './flow.ts';
import { hasFew } from '../few.ts';
import { askedOf, figuresOf } from './freeze.ts';
import { forReader } from './sight.ts';

const MOST_DIFFERENCES = 200;
const MOST_ACTS = 50;

/** A change of an archive that came after the report, in a field of which the report is made. */
interface ActSince {
  readonly customerId: number;
  readonly field: string;
  /** Milliseconds UTC. */
  readonly at: number;
  readonly accountId: number;
}

interface Recomputed {
  /** Every figure that differs, but for those that were amended since. */
  readonly differences: readonly Difference[];
  readonly count: number;
  readonly acts: readonly ActSince[];
}

/** Computes a report again away from the vault's thread. */
export const recomputeJob: LongRead<{ readonly id: number }, Recomputed> = {
  name: 'reports.recompute',
  run: ({ reader, clock }, { id }) => recomputed(reader, id, clock.today()),
};

function recomputed(db: ReadableDb, id: number, today: Day): Recomputed {
  const row = requireReport(db, id);
  const kept = figuresOf(db, id);
  const asked = askedOf(row);
  const again = compileReport(db, asked, { today, asOf: row.as_of, where: null });
  const placeOf = ({ table, row: of, measure }: Pick<Difference, 'table' | 'row' | 'measure'>) =>
    JSON.stringify([table, of, measure]);
  // What was amended says beside it what it was.
  const computed = new Map(kept.amended.toReversed().map((one) => [placeOf(one), one.old]));
  const differences: Difference[] = [];
  let count = 0;
  for (const one of differencesOf(kept, again)) {
    if (computed.get(placeOf(one)) === one.is && computed.has(placeOf(one))) continue;
    count += 1;
    if (differences.length < MOST_DIFFERENCES) differences.push(one);
  }
  const acts =
    count === 0
      ? []
      : listChangesAfter(db, {
          after: row.last_change,
          // What was taken back or joined into another counts no more.
          fields: [...fieldsOf(asked), STANDING_FIELD],
          limit: MOST_ACTS,
        });
  return { differences, count, acts };
}

/**
 * Computes a report now for the same period, by the values that were valid at its end. Errors: `reports.not_found`,
 * `reports.unreadable`, those of `readLong`.
 */
export async function computeAgain(ctx: MutationContext, id: number) {
  reports.guard(ctx, ctx.reader, id);
  const result = hasFew(ctx.reader)
    ? recomputed(ctx.reader, id, ctx.clock.today())
    : await ctx.readLong(recomputeJob, { id });
  const { reader, actor, clock } = ctx;
  const shown = forReader(ctx, figuresOf(reader, id));
  const ids = [...new Set(result.acts.map(({ customerId }) => customerId))];
  const named = new Map(readNames(reader, ids, lastChange(reader)).map((one) => [one.id, one]));
  const reach = reachOf(actor, 'customers.list');
  return {
    equal: result.count === 0,
    count: result.count,
    differences: result.differences.map((one) => withoutName(one, shown)),
    acts: result.acts.map(({ customerId, field, at, accountId }) => {
      const archive = named.get(customerId);
      const isSeen = archive !== undefined && reaches(reach, archive.guarded, clock.today());
      return {
        archiveNo: isSeen ? archive.archiveNo : null,
        name: isSeen ? archive.name : null,
        field,
        at,
        by: findAccountName(reader, accountId),
      };
    }),
  };
}

/** Of a row that the reader is shown under no name the difference tells none either. */
function withoutName(one: Difference, shown: ReturnType<typeof forReader>): Difference {
  const table = shown.tables.find(({ key }) => key === one.table);
  const hasHidden = table?.rows.some(({ key }) => key.startsWith('hidden-')) ?? false;
  const isShown = one.row === null || table?.rows.some(({ key }) => key === one.row);
  return !hasHidden || isShown ? one : { ...one, row: 'hidden', label: word('hidden_name') };
}
