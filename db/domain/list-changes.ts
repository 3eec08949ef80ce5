import { canonicalJson } from './canonical.ts';
import { isEmpty } from './field-values.ts';
import { listFields, type Fields } from './fields.ts';

type Row = Readonly<Record<string, unknown>>;

/** What has become of one row of a list; of a changed one the fields that say something else. */
export type RowChange<R extends Row = Row> =
  | { readonly kind: 'added' | 'removed'; readonly row: R }
  | { readonly kind: 'changed'; readonly row: R; readonly before: R; readonly fields: readonly string[] };

export interface ListChange<R extends Row = Row> {
  readonly rows: ReadonlyArray<RowChange<R>>;
  /** Those that are in both stand in another order. */
  readonly isMoved: boolean;
}

interface Pair<R> {
  readonly from: number;
  readonly before: R;
  readonly after: R;
}

/**
 * What differs between two versions of a list of rows, which the history keeps without ids: a row is the same one where
 * its first field says the same, else where it has most in common.
 */
export function changesOfRows<R extends Row>(
  fields: Fields,
  before: readonly R[],
  after: readonly R[],
): ListChange<R> {
  const keys = listFields(fields).map(([key]) => key);
  const pairs = pairsOf(keys, before, after);
  const rows = after.flatMap((row, at): Array<RowChange<R>> => {
    const pair = pairs[at];
    if (!pair) return [{ kind: 'added', row }];
    const changed = keys.filter((key) => !isAlike(pair.before[key], row[key]));
    return changed.length === 0 ? [] : [{ kind: 'changed', row, before: pair.before, fields: changed }];
  });
  const kept = pairs.flatMap((pair) => (pair ? [pair.from] : []));
  const gone = before.filter((_row, at) => !kept.includes(at));
  return {
    rows: [...rows, ...gone.map((row) => ({ kind: 'removed' as const, row }))],
    isMoved: kept.some((from, at) => from < (kept[at - 1] ?? 0)),
  };
}

/** Which row before each row after was. */
function pairsOf<R extends Row>(
  keys: readonly string[],
  before: readonly R[],
  after: readonly R[],
): ReadonlyArray<Pair<R> | undefined> {
  const pairs: Array<Pair<R> | undefined> = after.map(() => undefined);
  const free = new Set(before.keys());
  const [first = ''] = keys;
  const common = (one: R, other: R) =>
    keys.filter((key) => !isEmpty(one[key]) && isAlike(one[key], other[key])).length;
  const isSame = (one: R, other: R) => keys.every((key) => isAlike(one[key], other[key]));
  const isNamesake = (one: R, other: R) => isAlike(one[first], other[first]);
  for (const fits of [isSame, isNamesake, (one: R, other: R) => common(one, other) > 0]) {
    for (const [at, row] of after.entries()) {
      if (pairs[at]) continue;
      const likely = before
        .map((one, from) => ({ from, before: one, after: row, score: common(one, row) }))
        .filter((pair) => free.has(pair.from) && fits(pair.before, row));
      const [best] = likely.toSorted((one, other) => other.score - one.score || one.from - other.from);
      if (!best) continue;
      pairs[at] = best;
      free.delete(best.from);
    }
  }
  return pairs;
}

const isAlike = (one: unknown, other: unknown): boolean =>
  (isEmpty(one) && isEmpty(other)) || canonicalJson(one ?? null) === canonicalJson(other ?? null);

/** What differs between two sets of short texts. */
export function changesOfTexts(
  before: readonly string[],
  after: readonly string[],
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  return {
    added: after.filter((text) => !before.includes(text)),
    removed: before.filter((text) => !after.includes(text)),
  };
}
