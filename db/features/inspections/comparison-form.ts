/** 检查对比表: what got worse since the half-years before, what was found twice, and what nobody has seen in two. */
import type { ReadableDb } from '../../connection/handles.ts';
import { documentSchema, type BlockInput } from '../../domain/document/model.ts';
import { AppError } from '../../domain/errors.ts';
import type { PrintedForm } from '../../work/subject.ts';
import { frameOf, word } from '../prints/service.ts';
import { compareRecords, withAddenda, type FoundTwice, type Unseen } from './comparison.ts';
import { requireInspection } from './flow.ts';
import { numberOf, periodText, readRecord } from './record-form.ts';
import type { InspectionRecord } from './record.ts';
import { summaryOfRecord } from './summary.ts';
import { listInspections, type InspectionRow } from './store.ts';

/** Half-years beside each other, this one included. */
const MOST = 4;

export const comparisonForm: PrintedForm = {
  name: 'inspection_comparison',
  permission: 'inspections.print',
  read(_ctx, db, id, frame) {
    const halves = halvesUpTo(db, requireInspection(db, id));
    const [now, before] = halves.map(({ record }) => record);
    if (!now || !before) throw new AppError('inspections.nothing_before');
    const { worse, again, unseen } = compareRecords(now, before);
    const document = documentSchema.parse({
      ...frameOf(frame),
      title: word('inspection_comparison.title'),
      formNo: null,
      number: { label: word('inspection.number'), value: numberOf(now) },
      date: { label: word('inspection.closed_on'), value: now.closedOn },
      subject: periodText(now.period),
      secrecyMark: null,
      blocks: [
        figures(halves),
        ...findings('worse', worse),
        ...findings('again', again),
        ...unseenBlocks(unseen),
        ...(worse.length + again.length + unseen.length === 0 ? [NOTHING] : []),
      ],
    });
    return { document, object: `inspection:${id}`, secrecy: null };
  },
};

const NOTHING: BlockInput = { kind: 'paragraphs', texts: [word('inspection_comparison.nothing')] };

/** A half-year as it came out in the end. */
interface Half {
  readonly record: InspectionRecord;
  /** How many signed addenda are in it. */
  readonly addenda: number;
}

/** The half-year of an inspection and those before, the newest first. */
function halvesUpTo(db: ReadableDb, { period }: InspectionRow): Half[] {
  const all = listInspections(db);
  return all
    .filter((row) => row.addendum === 0 && row.period <= period)
    .slice(0, MOST)
    .map((row) => {
      const addenda = all
        .filter((one) => one.period === row.period && one.addendum > 0 && one.state === 'signed')
        .toSorted((one, other) => one.addendum - other.addendum);
      const record = withAddenda(
        readRecord(db, row),
        addenda.map((one) => readRecord(db, one)),
      );
      return { record, addenda: addenda.length };
    });
}

function figures(halves: readonly Half[]): BlockInput {
  const titles = [
    'period',
    'total',
    'inspected',
    'in_place',
    'on_loan',
    'missing',
    'misplaced',
    'found',
  ] as const;
  return {
    kind: 'table',
    title: word('inspection_comparison.figures'),
    columns: titles.map((title) => ({
      title: word(`inspection_comparison.${title}`),
      weight: title === 'period' ? 5 : 2,
      align: title === 'period' ? 'left' : 'right',
    })),
    rows: halves.map(({ record, addenda }) => {
      const { total, inspected, outcomes } = summaryOfRecord(record);
      const found = record.rows.filter(({ findings }) => findings.length > 0).length;
      const { in_place, on_loan, missing, misplaced } = outcomes;
      const counts = [total, inspected, in_place, on_loan, missing, misplaced, found];
      const period = periodText(record.period);
      const said =
        addenda > 0 ? word('inspection_comparison.with_addenda', { period, count: addenda }) : period;
      return [said, ...counts.map(String)];
    }),
  };
}

function findings(key: 'worse' | 'again', found: readonly FoundTwice[]): BlockInput[] {
  if (found.length === 0) return [];
  return [
    {
      kind: 'table',
      title: word(`inspection_comparison.${key}`, { count: found.length }),
      columns: [
        ...PLACED,
        { title: word('inspection.column.finding'), weight: 3 },
        { title: word('inspection_comparison.before'), weight: 2, align: 'center' },
        { title: word('inspection_comparison.now'), weight: 2, align: 'center' },
      ],
      rows: found.map(({ row, kind, before, now }) => [
        ...placed(row),
        word(`finding.${kind}`),
        word(`degree.${before}`),
        word(`degree.${now}`),
      ]),
    },
  ];
}

function unseenBlocks(rows: readonly Unseen[]): BlockInput[] {
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      title: word('inspection_comparison.unseen', { count: rows.length }),
      columns: [...PLACED, { title: word('inspection.column.outcome'), weight: 3 }],
      rows: rows.map((row) => [
        ...placed(row),
        row.outcome ? word(`outcome.${row.outcome}`) : word('inspection.not_seen'),
      ]),
    },
  ];
}

const PLACED = [
  { title: word('inspection.column.archive_no'), weight: 6 },
  { title: word('inspection.column.name'), weight: 7 },
  { title: word('inspection.column.place'), weight: 4 },
];

const placed = ({ archiveNo, name, place }: Unseen): string[] => [archiveNo, name, place];
