/** One choice of a list while it is being arranged; `code` is absent for one just added. */
export interface ListRow {
  readonly key: string;
  readonly code?: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly active: boolean;
}

/** Moves a row up (-1) or down (1) among those in use. */
export function moveRow(rows: readonly ListRow[], key: string, by: -1 | 1): readonly ListRow[] {
  const used = rows.filter((row) => row.active);
  const at = used.findIndex((row) => row.key === key);
  const other = used[at + by];
  const row = used[at];
  if (!row || !other) return rows;
  const swapped = used.with(at, other).with(at + by, row);
  return [...swapped, ...rows.filter((one) => !one.active)];
}

export function changeRow(
  rows: readonly ListRow[],
  key: string,
  change: Partial<ListRow>,
): readonly ListRow[] {
  return rows.map((row) => (row.key === key ? { ...row, ...change } : row));
}

/** Takes a row out of use or back into it; one that was never saved simply goes. */
export function switchRow(rows: readonly ListRow[], key: string, active: boolean): readonly ListRow[] {
  const row = rows.find((one) => one.key === key);
  const others = rows.filter((one) => one.key !== key);
  if (!row) return rows;
  if (!active && row.code === undefined) return others;
  const [used, unused] = [true, false].map((is) => others.filter((one) => one.active === is));
  return [...(used ?? []), { ...row, active }, ...(unused ?? [])];
}

/** What is wrong with a row among the others; null when nothing is. */
export function rowProblem(rows: readonly ListRow[], row: ListRow): 'empty' | 'twice' | null {
  const label = row.labelZh.trim();
  if (label === '') return 'empty';
  const twice = rows.some((other) => other.active && other.key !== row.key && other.labelZh.trim() === label);
  return twice ? 'twice' : null;
}

/**
 * What a person has made of a list, over what others have made of it since: theirs where the person has left a choice
 * alone, and their new choices after the person's.
 */
export function rebaseRows(
  base: readonly ListRow[],
  mine: readonly ListRow[],
  theirs: readonly ListRow[],
): readonly ListRow[] {
  if (sameRows(base, theirs)) return mine;
  const byCode = (rows: readonly ListRow[], { code }: ListRow) =>
    code === undefined ? undefined : rows.find((row) => row.code === code);
  const merged = mine.map((row): ListRow => {
    const [was, now] = [byCode(base, row), byCode(theirs, row)];
    if (!was || !now) return row;
    const pick = <Key extends 'labelZh' | 'labelEn' | 'active'>(key: Key) =>
      row[key] === was[key] ? now[key] : row[key];
    return { ...row, labelZh: pick('labelZh'), labelEn: pick('labelEn'), active: pick('active') };
  });
  const all = [...merged, ...theirs.filter((row) => !byCode(mine, row))];
  return [...all.filter((row) => row.active), ...all.filter((row) => !row.active)];
}

export function sameRows(a: readonly ListRow[], b: readonly ListRow[]): boolean {
  const plain = (rows: readonly ListRow[]) =>
    JSON.stringify(rows.map(({ code, labelZh, labelEn, active }) => [code, labelZh, labelEn, active]));
  return plain(a) === plain(b);
}
