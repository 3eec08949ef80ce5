import type { AsOfField, Moment } from '../../customers/service.ts';
import { word } from '../words.ts';
import { byField, inGroup, NONE, tally, type Grouping } from './grouping.ts';
import { labelsOf, type Labels } from './labels.ts';
import { filedIn, isNext, stoppedIn, type Counted, type Scene } from './scene.ts';
import {
  beside,
  comparedColumns,
  countColumns,
  measure,
  type CountColumn,
  type Columns,
  type FigurePlace,
  type TableMaker,
} from './table-maker.ts';

/** The rest of a table of which the first groups alone are shown. */
export const OTHERS = 'others';

interface Groups {
  readonly grouping: (moment: Moment) => Grouping;
  readonly labels: (scene: Scene) => Labels;
  /** The largest group first, unless something else is chosen. */
  readonly byCount: boolean;
  /** Counts of what was filed in the period, and of what stopped in it. */
  readonly flows: ReadonlyArray<'filed' | 'stopped'>;
}

/** Archives by what a field says: how many, their share, those of the period, and what there was before. */
export function groupMaker(
  field: AsOfField,
  {
    byCount = false,
    flows = ['filed'],
    chart,
  }: {
    readonly byCount?: boolean;
    readonly flows?: Groups['flows'];
    readonly chart?: NonNullable<TableMaker['chart']>['kind'];
  } = {},
): TableMaker {
  return {
    fields: flows.includes('stopped') ? [field, 'status'] : [field],
    starts: flows.includes('stopped') ? ['status'] : [],
    ...(chart && { chart: { kind: chart, column: 'count' } }),
    sums: sumsOfGroups,
    behind: (scene, place) => behindGroup(scene, place, (moment) => byField(moment, field)),
    make: (scene) =>
      groupTable(scene, {
        grouping: (moment) => byField(moment, field),
        labels: ({ db }) => labelsOf(db, field),
        byCount,
        flows,
      }),
  };
}

/** What there is now is what there was before, and what was filed since. */
function sumsOfGroups(scene: Scene): string[][] {
  return [
    ...(isNext(scene, scene.before) ? [['count', 'before', 'filed']] : []),
    ...(isNext(scene, scene.lastYear) ? [['count', 'last_year', 'filed']] : []),
  ];
}

/** The archives of one count; what is under the others of a table that shows the first groups alone is not told apart. */
export function behindGroup(
  { now, before, lastYear }: Scene,
  { row, measure: measured }: FigurePlace,
  grouping: Groups['grouping'],
): Uint8Array | null {
  const earlier = measured === 'before' ? before : measured === 'last_year' ? lastYear : null;
  const { end } = earlier ?? now;
  const masks: Readonly<Record<string, () => Uint8Array>> = {
    count: () => end.mask,
    before: () => end.mask,
    last_year: () => end.mask,
    filed: () => filedIn(now),
    stopped: () => stoppedIn(now),
  };
  return row === OTHERS ? null : inGroup(masks[measured]?.() ?? null, grouping(end.moment), row);
}

export function groupTable(scene: Scene, { grouping, labels: labelling, byCount, flows }: Groups) {
  const labels = labelling(scene);
  const countIn = ({ moment }: Counted, mask: Uint8Array) => tally(grouping(moment), mask);
  const now = countIn(scene.now.end, scene.now.end.mask);
  const flowing = flows.map((flow): CountColumn => {
    const mask = flow === 'filed' ? filedIn(scene.now) : stoppedIn(scene.now);
    return { key: flow, title: measure(flow), counts: countIn(scene.now.end, mask) };
  });
  const earlier = (['before', 'last_year'] as const).flatMap((key) => {
    const stretch = key === 'before' ? scene.before : scene.lastYear;
    return stretch ? [{ key, counts: countIn(stretch.end, stretch.end.mask) }] : [];
  });
  const all = [now, ...flowing.map(({ counts }) => counts), ...earlier.map(({ counts }) => counts)];
  const keys = ordered(new Set([...labels.always, ...all.flatMap((counts) => [...counts.keys()])]), {
    labels,
    counts: now,
    byCount: scene.choices.order === 'own' ? byCount : scene.choices.order === 'count',
  });
  const { top } = scene.choices;
  const shown = top === null || keys.length <= top ? keys : [...keys.slice(0, top), OTHERS];
  const rest = keys.slice(shown.length - 1);
  const folded = (counts: ReadonlyMap<string, number>) => (shown === keys ? counts : fold(counts, rest));
  const columns = beside(
    countColumns(shown, { key: 'count', title: measure('count'), counts: folded(now) }, { share: true }),
    ...flowing.map((one) => countColumns(shown, { ...one, counts: folded(one.counts) })),
    ...earlier.map(({ key, counts }) => comparedColumns(shown, folded(now), { key, counts: folded(counts) })),
  );
  const labelOf = (key: string) =>
    key === OTHERS ? word('others', { count: rest.length }) : labels.label(key);
  return { head: labels.head, ...rowsOf(shown, columns, labelOf), notes: [] };
}

/** Rows with their labels, and the line of totals. */
export function rowsOf(
  keys: readonly string[],
  { columns, rows, totals }: Columns,
  labelOf: (key: string) => string,
) {
  return {
    columns,
    rows: keys.map((key, at) => ({
      key,
      label: labelOf(key),
      figures: rows[at] ?? [],
      group: null,
      archive: null,
    })),
    totals,
  };
}

/** In the order of the lists, or the largest first; what has no value comes last. */
function ordered(
  keys: ReadonlySet<string>,
  { labels, counts, byCount }: { labels: Labels; counts: ReadonlyMap<string, number>; byCount: boolean },
): string[] {
  const last = (key: string) => Number(key === NONE);
  const countOf = (key: string) => (byCount ? (counts.get(key) ?? 0) : 0);
  return [...keys].sort(
    (one, other) => last(one) - last(other) || countOf(other) - countOf(one) || labels.compare(one, other),
  );
}

function fold(counts: ReadonlyMap<string, number>, rest: readonly string[]): ReadonlyMap<string, number> {
  const folded = new Map(counts);
  let others = 0;
  for (const key of rest) {
    others += folded.get(key) ?? 0;
    folded.delete(key);
  }
  return folded.set(OTHERS, others);
}
