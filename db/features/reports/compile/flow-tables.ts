/** What came and went within the period: filed in time or late (rules.md A1), and all of it in a few lines. */
import { addDays, daysBetween } from '../../../domain/dates.ts';
import { daysIn } from '../../../domain/figures/periods.ts';
import { changeText, percentText } from '../../../domain/figures/rates.ts';
import { CATEGORIES } from '../../../domain/customer.ts';
import type { Figure, ReportColumn, ReportRow } from '../../../domain/reports/figures.ts';
import type { AsOfField } from '../../customers/service.ts';
import { readSettings } from '../../workspace/service.ts';
import { word } from '../words.ts';
import { byField, byMonth, countOf, idsIn, inGroup, tally, type Grouping } from './grouping.ts';
import { labelsOf } from './labels.ts';
import { once } from './once.ts';
import { filedIn, isNext, stoppedIn, type Counted, type Scene, type Stretch } from './scene.ts';
import { rowsOf } from './group-table.ts';
import { grouped, measure, type Columns, type TableMaker } from './table-maker.ts';
import { namesOf } from './volume-tables.ts';

/** How many there are, were filed and have stopped, beside what it was before. */
export const summary: TableMaker = {
  fields: ['status'],
  starts: ['status'],
  across: (scene) =>
    (['before', 'last_year'] as const).flatMap((measured) => {
      const earlier = measured === 'before' ? scene.before : scene.lastYear;
      if (!isNext(scene, earlier)) return [];
      const place = (row: string, one: string) => ({ row, measure: one });
      return [[place('count', 'value'), place('count', measured), place('filed', 'value')]];
    }),
  behind({ now, before, lastYear }, { row, measure: measured }) {
    const stretch = { value: now, before, last_year: lastYear }[measured] ?? null;
    if (!stretch) return null;
    if (row === 'filed') return filedIn(stretch);
    return row === 'stopped' ? stoppedIn(stretch) : stretch.end.mask;
  },
  make(scene) {
    const { before, lastYear } = scene;
    const lines = [
      ['count', ({ end }: Stretch) => countOf(end.mask)],
      ['filed', (stretch: Stretch) => countOf(filedIn(stretch))],
      ['stopped', (stretch: Stretch) => countOf(stoppedIn(stretch))],
    ] as const;
    const compared = [
      ...(before ? [['before', before] as const] : []),
      ...(lastYear ? [['last_year', lastYear] as const] : []),
    ];
    const columns: ReportColumn[] = [
      { key: 'value', title: measure('value'), kind: 'count', base: null },
      ...compared.flatMap(([key]): ReportColumn[] => [
        { key, title: measure(key), kind: 'count', base: null },
        { key: `${key}_change`, title: measure(`${key}_change`), kind: 'change', base: key },
      ]),
    ];
    const rows = lines.map(([key, count]): ReportRow => {
      const now = count(scene.now);
      const figures: Figure[] = compared.flatMap(([, stretch]) => {
        const was = count(stretch);
        return [was, changeText({ now, before: was })];
      });
      return {
        key,
        label: measure(`summary_${key}`),
        figures: [now, ...figures],
        group: null,
        archive: null,
      };
    });
    return { head: word('head.item'), columns, rows, totals: null, notes: lengthsOf(scene) };
  },
};

/** Says how long the periods are where they are not of one length. */
function lengthsOf({ now, before, lastYear }: Scene): string[] {
  const days = daysIn(now.span);
  return [
    ...(before && daysIn(before.span) !== days
      ? [word('note.days_before', { days, before: daysIn(before.span) })]
      : []),
    ...(lastYear && daysIn(lastYear.span) !== days
      ? [word('note.days_last_year', { days, before: daysIn(lastYear.span) })]
      : []),
  ];
}

/** Which archives of a period were filed within the limit, which late, and of which that is not known. */
interface Lags {
  readonly inTime: Uint8Array;
  readonly late: Uint8Array;
  readonly unknown: Uint8Array;
}

const LAG_FIELDS = ['firstContactOn'] as const satisfies readonly AsOfField[];

const lagsOf = once((scene: Scene): Lags => {
  const { moment } = scene.now.end;
  const filed = filedIn(scene.now);
  const [filedOn, contactOn] = [moment.column('filedOn'), moment.column('firstContactOn')];
  const limit = readSettings(scene.db).filingLimitDays;
  // By filing day, the last day of first contact that is late; null where first contact is not known.
  const lateUpTo = filedOn.values.map((day) => addDays(String(day), -limit - 1));
  const [inTime, late, unknown] = [0, 1, 2].map(() => new Uint8Array(filed.length)) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  for (let id = 0; id < filed.length; id += 1) {
    if (filed[id] !== 1) continue;
    const contact = contactOn.values[contactOn.codes[id] ?? 0];
    if (contact === null || contact === undefined) unknown[id] = 1;
    else if (String(contact) <= (lateUpTo[filedOn.codes[id] ?? 0] ?? '')) late[id] = 1;
    else inTime[id] = 1;
  }
  return { inTime, late, unknown };
});

/** 建档及时率 by groups; the rate of the total comes from its parts. */
function lagTable(scene: Scene, grouping: Grouping, keysOf: (found: readonly string[]) => readonly string[]) {
  const { inTime, late, unknown } = lagsOf(scene);
  const [soon, tardy, other] = [inTime, late, unknown].map((mask) => tally(grouping, mask)) as [
    Map<string, number>,
    Map<string, number>,
    Map<string, number>,
  ];
  const keys = keysOf([...new Set([...soon.keys(), ...tardy.keys(), ...other.keys()])]);
  const lineOf = ([a, b, c]: readonly [number, number, number]): Figure[] => [
    a + b + c,
    c,
    a + b,
    a,
    b,
    percentText({ part: a, whole: a + b }),
  ];
  const partsOf = (key: string) => [soon.get(key) ?? 0, tardy.get(key) ?? 0, other.get(key) ?? 0] as const;
  const columns: Columns = {
    columns: [
      ...(['filed', 'unknown', 'known', 'in_time', 'late'] as const).map((key): ReportColumn => ({
        key,
        title: measure(key),
        kind: 'count',
        base: null,
      })),
      { key: 'rate', title: measure('in_time_rate'), kind: 'percent', base: 'known' },
    ],
    rows: keys.map((key) => lineOf(partsOf(key))),
    totals: lineOf([countOf(inTime), countOf(late), countOf(unknown)]),
  };
  return { keys, columns, notes: [word('note.in_time', { days: readSettings(scene.db).filingLimitDays })] };
}

/** How its counts add, and what the rate tells. */
const LAG_PARTS = {
  sums: () => [
    ['filed', 'unknown', 'known'],
    ['known', 'in_time', 'late'],
  ],
  rates: { rate: ['known', 'in_time', 'late'] },
} satisfies Pick<TableMaker, 'sums' | 'rates'>;

/** The archives of one count, of all groups. */
function lagMask(scene: Scene, measured: string): Uint8Array | null {
  const { inTime, late: tardy, unknown } = lagsOf(scene);
  if (measured === 'filed') return filedIn(scene.now);
  if (measured === 'known') return filedIn(scene.now).map((is, id) => is & (1 - (unknown[id] ?? 0)));
  const masks = new Map([
    ['in_time', inTime],
    ['late', tardy],
    ['unknown', unknown],
  ]);
  return masks.get(measured) ?? null;
}

const behindLag =
  (groupingOf: (scene: Scene) => Grouping): NonNullable<TableMaker['behind']> =>
  (scene, { row, measure: measured }) =>
    inGroup(lagMask(scene, measured), groupingOf(scene), row);

const byCategory = ({ now }: Scene) => byField(now.end.moment, 'category');
const byFilingMonth = ({ now }: Scene) => byMonth(now.end.moment, 'filedOn');
const byResponsible = ({ now }: Scene) => byField(now.end.moment, 'responsibleId');

/** By category, those without anybody too. */
export const filingLag: TableMaker = {
  fields: ['category', ...LAG_FIELDS],
  ...LAG_PARTS,
  behind: behindLag(byCategory),
  make(scene) {
    const labels = labelsOf(scene.db, 'category');
    const { keys, columns, notes } = lagTable(scene, byCategory(scene), () => CATEGORIES);
    return { head: labels.head, ...rowsOf(keys, columns, labels.label), notes };
  },
};

/** By month of filing. */
export const timeliness: TableMaker = {
  fields: LAG_FIELDS,
  ...LAG_PARTS,
  behind: behindLag(byFilingMonth),
  chart: { kind: 'line', column: 'rate' },
  make(scene) {
    const months = monthsOf(scene.now);
    const { keys, columns, notes } = lagTable(scene, byFilingMonth(scene), () => months);
    return { head: word('head.month'), ...rowsOf(keys, columns, (month) => month), notes };
  },
};

function monthsOf({ span }: Stretch): string[] {
  const months: string[] = [];
  for (let day = span.from; day <= span.to; day = addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7) + '-01')
    months.push(day.slice(0, 7));
  return months;
}

/** By who is responsible. */
export const responsible: TableMaker = {
  fields: ['responsibleId', ...LAG_FIELDS],
  ...LAG_PARTS,
  behind: behindLag(byResponsible),
  make(scene) {
    const labels = labelsOf(scene.db, 'responsibleId');
    const sorted = (found: readonly string[]) => [...found].sort(labels.compare);
    const { keys, columns, notes } = lagTable(scene, byResponsible(scene), sorted);
    return { head: labels.head, ...rowsOf(keys, columns, labels.label), notes };
  },
};

/** Archives that a list of late ones names. */
const MOST_LATE = 200;

/** Those filed late in the period, the latest first (rules.md A1). */
export const late: TableMaker = {
  fields: ['secrecy', 'secrecyUntil', ...LAG_FIELDS],
  make(scene) {
    const { moment } = scene.now.end;
    const [filedOn, contactOn] = [moment.column('filedOn'), moment.column('firstContactOn')];
    const dayOf = ({ codes, values }: typeof filedOn, id: number) => String(values[codes[id] ?? 0]);
    const found = [...idsIn(lagsOf(scene).late)]
      .map((id) => ({ id, days: daysBetween(dayOf(contactOn, id), dayOf(filedOn, id)) }))
      .sort((one, other) => other.days - one.days || one.id - other.id);
    const shown = found.slice(0, MOST_LATE);
    const names = namesOf(
      scene,
      shown.map(({ id }) => id),
    );
    const notes =
      found.length > shown.length
        ? [word('note.first_of', { shown: shown.length, all: grouped(found.length) })]
        : [];
    return {
      head: word('head.archive'),
      columns: [
        { key: 'archive_no', title: word('head.archive_no'), kind: 'text', base: null },
        { key: 'contact_on', title: word('head.contact_on'), kind: 'text', base: null },
        { key: 'filed_on', title: word('head.filed_on'), kind: 'text', base: null },
        { key: 'days', title: word('head.days'), kind: 'days', base: null },
      ] satisfies ReportColumn[],
      rows: shown.flatMap(({ id, days }, at) => {
        const named = names[at];
        if (!named) return [];
        const figures = [named.archiveNo, dayOf(contactOn, id), dayOf(filedOn, id), days];
        return [
          {
            key: named.archiveNo,
            label: named.name,
            figures,
            group: null,
            archive: { id, secrecy: named.secrecy },
          },
        ];
      }),
      totals: null,
      notes,
    };
  },
};

/** Where a day of first contact lies, by month and under its year. */
export const contactMonth: TableMaker = {
  fields: ['firstContactOn'],
  behind: ({ now: { end } }, { row, measure: measured }) =>
    inGroup(measured === 'count' ? end.mask : null, byMonth(end.moment, 'firstContactOn'), row),
  chart: { kind: 'line', column: 'count' },
  make(scene) {
    const countIn = ({ moment, mask }: Counted) => tally(byMonth(moment, 'firstContactOn'), mask);
    const counts = countIn(scene.now.end);
    const isNone = (month: string) => Number(month === 'none');
    const months = [...counts.keys()].sort((a, b) => isNone(a) - isNone(b) || (a < b ? -1 : 1));
    const columns: Columns = {
      columns: [{ key: 'count', title: measure('count'), kind: 'count', base: null }],
      rows: months.map((month) => [counts.get(month) ?? 0]),
      totals: [countOf(scene.now.end.mask)],
    };
    const table = rowsOf(months, columns, (month) => (month === 'none' ? word('none') : month));
    const rows = table.rows.map((row) => ({
      ...row,
      group: row.key === 'none' ? null : word('year', { year: row.key.slice(0, 4) }),
    }));
    return { head: word('head.month'), ...table, rows, notes: [] };
  },
};
