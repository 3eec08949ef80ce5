import type { ReadableDb, WritableDb } from '../connection/handles.ts';
import type { SeriesKind } from '../schema.ts';

export interface Series {
  readonly id: number;
  readonly scope: string;
  /** The number given last, 0 before the first. */
  readonly last: number;
}

/** Takes the next number of a series, from 1; gap-free because it belongs to the caller's transaction. */
export function takeNumber(
  db: WritableDb,
  kind: SeriesKind,
  scope: string,
): { readonly series: number; readonly number: number } {
  const taken = db.row<{ series: number; number: number }>(
    `insert into series (kind, scope, last) values (?, ?, 1)
     on conflict (kind, scope) do update set last = last + 1 returning id as series, last as number`,
    kind,
    scope,
  );
  if (taken === undefined) throw new Error('no number');
  return taken;
}

/** The number taken last, 0 before the first. A bulk counts on from it and says in the end how far it came. */
export function lastNumber(db: ReadableDb, kind: SeriesKind, scope: string): number {
  return db.value<number>('select last from series where kind = ? and scope = ?', kind, scope) ?? 0;
}

/** Says how far a bulk came; returns the series, made where there was none. */
export function setLastNumber(db: WritableDb, kind: SeriesKind, scope: string, last: number): number {
  const id = db.value<number>(
    `insert into series (kind, scope, last) values (?, ?, ?)
     on conflict (kind, scope) do update set last = excluded.last returning id`,
    kind,
    scope,
    last,
  );
  if (id === undefined) throw new Error('no series');
  return id;
}

/** All series of a kind by their scope. */
export function listSeries(db: ReadableDb, kind: SeriesKind): Series[] {
  return db.rows('select id, scope, last from series where kind = ? order by scope', kind);
}

/** Series of a kind that there is none of, or of rows of another log; named as in the log. */
export function listStraySeries(db: ReadableDb): string[] {
  return db
    .rows<{ object: string }>(
      `select 'series:' || id as object from series
       where kind not in ('archive', 'list', 'log') or (kind = 'log' and scope <> '')`,
    )
    .map(({ object }) => object);
}

export function seriesScope(db: ReadableDb, id: number): string {
  return db.value('select scope from series where id = ?', id) ?? '';
}
