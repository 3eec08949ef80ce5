/** Tables by two fields: types under their category, areas by grade, and how grades moved. */
import { CATEGORIES } from '../../../domain/customer.ts';
import type { Figure, ReportColumn } from '../../../domain/reports/figures.ts';
import type { Moment } from '../../customers/service.ts';
import { word } from '../words.ts';
import { byField, countOf, cross, idsIn, inGroup, narrowed, NONE, tally, type Grouping } from './grouping.ts';
import { labelsOf, type Labels } from './labels.ts';
import type { Scene } from './scene.ts';
import { rowsOf } from './group-table.ts';
import { countColumns, grouped, measure, type FigurePlace, type TableMaker } from './table-maker.ts';
import { namesOf } from './volume-tables.ts';

const typeOf = (moment: Moment) => cross(byField(moment, 'category'), byField(moment, 'subType'));

/** 类型: sub-types, each under its category. */
export const type: TableMaker = {
  fields: ['category', 'subType'],
  behind: ({ now: { end } }, { row, measure: measured }) =>
    inGroup(measured === 'count' ? end.mask : null, typeOf(end.moment), row),
  make({ db, now }) {
    const { moment, mask } = now.end;
    const counts = tally(typeOf(moment), mask);
    const byCategory = CATEGORIES.map((category) => [category, labelsOf(db, 'subType', category)] as const);
    const keys = byCategory.flatMap(([category, labels]) =>
      [...counts.keys()]
        .filter((key) => key.startsWith(`${category}:`))
        .sort((one, other) => labels.compare(codeIn(one), codeIn(other))),
    );
    const columns = countColumns(keys, { key: 'count', title: measure('count'), counts }, { share: true });
    const labels = new Map<string, Labels>(byCategory);
    const table = rowsOf(keys, columns, (key) => labels.get(categoryIn(key))?.label(codeIn(key)) ?? key);
    const categories = labelsOf(db, 'category');
    const rows = table.rows.map((row) => ({ ...row, group: categories.label(categoryIn(row.key)) }));
    return { head: word('head.type'), ...table, rows, notes: [] };
  },
};

const categoryIn = (key: string): string => key.slice(0, key.indexOf(':'));
const codeIn = (key: string): string => key.slice(key.indexOf(':') + 1);

/** Two fields against each other: a column for each group of the second that anybody is in, and their sum. */
function crossTable(
  { counts, rows, columns }: { counts: ReadonlyMap<string, number>; rows: Labels; columns: Labels },
  rowKeys: readonly string[],
  columnKeys: readonly string[],
) {
  const cell = (row: string, column: string) => counts.get(`${row}:${column}`) ?? 0;
  const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
  const lines = rowKeys.map((row) => columnKeys.map((column) => cell(row, column)));
  const totals = columnKeys.map((_, at) => sumOf(lines.map((line) => line[at] ?? 0)));
  return {
    columns: [
      ...columnKeys.map((key): ReportColumn => ({
        key,
        title: columns.label(key),
        kind: 'count',
        base: null,
      })),
      { key: 'count', title: measure('sum'), kind: 'count', base: null } satisfies ReportColumn,
    ],
    rows: rowKeys.map((key, at) => ({
      key,
      label: rows.label(key),
      figures: [...(lines[at] ?? []), sumOf(lines[at] ?? [])] satisfies Figure[],
      group: null,
      archive: null,
    })),
    totals: [...totals, sumOf(totals)],
  };
}

const sorted = (keys: Iterable<string>, { compare }: Labels): string[] => [...new Set(keys)].sort(compare);

/** The archives of a cell, of a row's sum, or of a column's. */
function inCell(mask: Uint8Array, pairs: Grouping, { row, measure: column }: FigurePlace): Uint8Array {
  const isIn = (key: unknown) => {
    const pair = String(key);
    return (row === '' || categoryIn(pair) === row) && (column === 'count' || codeIn(pair) === column);
  };
  return narrowed(mask, { codes: pairs.codes, values: pairs.groups }, isIn);
}

const areaAndGrade = (moment: Moment) => cross(byField(moment, 'province'), byField(moment, 'grade'));

/** 区域 × 等级. */
export const gradeArea: TableMaker = {
  fields: ['province', 'grade'],
  behind: ({ now: { end } }, place) => inCell(end.mask, areaAndGrade(end.moment), place),
  make({ db, now }) {
    const { moment, mask } = now.end;
    const counts = tally(areaAndGrade(moment), mask);
    const [rows, columns] = [labelsOf(db, 'province'), labelsOf(db, 'grade')];
    const rowKeys = sorted([...counts.keys()].map(categoryIn), rows);
    const columnKeys = sorted([...counts.keys()].map(codeIn), columns);
    return { head: rows.head, ...crossTable({ counts, rows, columns }, rowKeys, columnKeys), notes: [] };
  },
};

/** Archives that were there before the period and after it, in groups by both grades. */
function movedIn({ now }: Scene) {
  const { end, start } = now;
  if (!start) throw new Error('nothing was read of the time before');
  const both = end.mask.map((is, id) => is & (start.moment.members[id] ?? 0));
  return { both, groups: cross(byField(start.moment, 'grade'), byField(end.moment, 'grade')) };
}

/** 等级变动: from which grade to which, of those that were there at both ends (rules.md R2). */
export const movement: TableMaker = {
  fields: ['grade'],
  starts: ['grade'],
  countsInNotes: true,
  behind(scene, place) {
    const { both, groups } = movedIn(scene);
    return inCell(both, groups, place);
  },
  make(scene) {
    const { both, groups } = movedIn(scene);
    const counts = tally(groups, both);
    const labels = labelsOf(scene.db, 'grade');
    const keys = sorted(
      [...counts.keys()].flatMap((key) => [categoryIn(key), codeIn(key)]),
      labels,
    );
    const moves = [...counts].filter(([key]) => categoryIn(key) !== codeIn(key));
    const isRated = ([key]: readonly [string, number]) => categoryIn(key) !== NONE && codeIn(key) !== NONE;
    const sum = (some: typeof moves) => some.reduce((all, [, count]) => all + count, 0);
    const isUp = ([key]: readonly [string, number]) => labels.compare(codeIn(key), categoryIn(key)) < 0;
    const rated = moves.filter(isRated);
    const said = {
      all: grouped(countOf(both)),
      up: grouped(sum(rated.filter(isUp))),
      down: grouped(sum(rated.filter((move) => !isUp(move)))),
      other: grouped(sum(moves) - sum(rated)),
    };
    const table = crossTable({ counts, rows: labels, columns: labels }, keys, keys);
    return { head: word('head.from_to'), ...table, notes: [word('note.moved', said)] };
  },
};

/** Archives that a list of changed grades names. */
const MOST_CHANGED = 500;

/** Whose grade is another one than before the period. */
export const changed: TableMaker = {
  fields: ['grade', 'secrecy', 'secrecyUntil'],
  starts: ['grade'],
  make(scene) {
    const { both, groups } = movedIn(scene);
    const labels = labelsOf(scene.db, 'grade');
    const isChange = groups.groups.map((key) => categoryIn(key) !== codeIn(key));
    const found = [...idsIn(both)].filter((id) => isChange[groups.codes[id] ?? 0]);
    const shown = found.slice(0, MOST_CHANGED);
    const names = namesOf(scene, shown);
    const columns = (['archive_no', 'grade_from', 'grade_to'] as const).map((key): ReportColumn => ({
      key,
      title: word(`head.${key}`),
      kind: 'text',
      base: null,
    }));
    const rows = shown.flatMap((id, at) => {
      const named = names[at];
      const key = groups.groups[groups.codes[id] ?? 0];
      if (!named || key === undefined) return [];
      const figures = [named.archiveNo, labels.label(categoryIn(key)), labels.label(codeIn(key))];
      return [
        {
          key: named.archiveNo,
          label: named.name,
          figures,
          group: null,
          archive: { id, secrecy: named.secrecy },
        },
      ];
    });
    const notes =
      found.length > shown.length
        ? [word('note.first_of', { shown: shown.length, all: grouped(found.length) })]
        : [];
    return { head: word('head.archive'), columns, rows, totals: null, notes };
  },
};
