/** 客户档案检查记录表 (forms.md 9): all that was signed, as it was signed, with the row of the log that it was signed with. */
import type { ReadableDb } from '../../connection/handles.ts';
import { dayIn } from '../../domain/dates.ts';
import { documentSchema, type BlockInput, type PrintDocument } from '../../domain/document/model.ts';
import { AppError } from '../../domain/errors.ts';
import { FINDING_KINDS } from '../../domain/finding.ts';
import { signaturesOf } from '../../domain/flow.ts';
import { sharesOf, shownPercent } from '../../domain/figures/rates.ts';
import { firstDayOf, partsOf, type HalfYear } from '../../domain/half-year.ts';
import { inspectionFlow, isSeen, OUTCOMES, WAYS } from '../../domain/inspection.ts';
import { listSteps, type FlowStep } from '../../work/flow/steps.ts';
import { anchorAfter } from '../../work/log/store.ts';
import { PROPERTIES } from '../../domain/properties.ts';
import type { FrameFacts, PrintedForm } from '../../work/subject.ts';
import { anchorBlock } from '../audit/service.ts';
import { frameOf, word } from '../prints/service.ts';
import { zoneOf } from '../workspace/service.ts';
import { requireInspection } from './flow.ts';
import { unpack } from './packed-record.ts';
import type { InspectionRecord, RecordRow } from './record.ts';
import { summaryOfRecord } from './summary.ts';
import { findRecord, type InspectionRow } from './store.ts';

export const recordForm: PrintedForm = {
  name: 'inspection_record',
  permission: 'inspections.print',
  read(_ctx, db, id, frame) {
    const row = requireInspection(db, id);
    const record = readRecord(db, row);
    const document = recordDocument(db, { row, record }, frame);
    return { document, object: `inspection:${id}`, secrecy: null };
  },
};

/** The record that was kept last. Errors: `inspections.no_record` before it was signed first, `inspections.unreadable`. */
export function readRecord(db: ReadableDb, { id, state }: InspectionRow): InspectionRecord {
  const kept = state === 'running' ? undefined : findRecord(db, id);
  if (!kept) throw new AppError('inspections.no_record');
  const record = unpack(kept.content);
  if (!record) throw new AppError('inspections.unreadable');
  return record;
}

interface Kept {
  readonly row: InspectionRow;
  readonly record: InspectionRecord;
}

function recordDocument(db: ReadableDb, { row, record }: Kept, frame: FrameFacts): PrintDocument {
  const signatures = signaturesOf(inspectionFlow, listSteps(db, inspectionFlow.name, row.id));
  const basic = frameOf(frame);
  return documentSchema.parse({
    ...basic,
    watermark: basic.watermark ?? (row.state === 'signed' ? null : word('inspection.unsigned')),
    title: word('inspection.title'),
    formNo: word('inspection.form_no'),
    number: { label: word('inspection.number'), value: numberOf(record) },
    date: { label: word('inspection.closed_on'), value: record.closedOn },
    subject: periodText(record.period),
    secrecyMark: null,
    blocks: [
      summaryBlock(record),
      ...unfinishedBlocks(record, signatures),
      rowsBlock(record),
      ...repairBlocks(record),
      ...climateBlocks(record),
      ...testBlocks(record),
      conclusion(record, signatures),
      signatureBlock(signatures, record.zone ?? zoneOf(db)),
      ...anchorBlocks(db, row, signatures),
    ],
  });
}

/** `JC-2026-H1`, its addenda `JC-2026-H1-01`. */
export function numberOf({ period, addendum }: Pick<InspectionRecord, 'period' | 'addendum'>): string {
  return addendum === 0 ? `JC-${period}` : `JC-${period}-${String(addendum).padStart(2, '0')}`;
}

export function periodText(period: HalfYear): string {
  const { year, half } = partsOf(period);
  return word(half === 1 ? 'inspection.first_half' : 'inspection.second_half', { year });
}

function summaryBlock(record: InspectionRecord): BlockInput {
  const { total, inspected, outcomes, byWay } = summaryOfRecord(record);
  const shares = sharesOf(WAYS.map((way) => byWay[way]));
  const addendum = record.addendum > 0 ? word('inspection.addendum', { no: record.addendum }) : '';
  const late = record.openedOn > record.dueOn ? word('inspection.opened_late') : '';
  return {
    kind: 'fields',
    columns: 4,
    items: [
      { label: word('inspection.period'), value: periodText(record.period) + addendum + late },
      { label: word('inspection.opened_on'), value: record.openedOn },
      { label: word('inspection.due_on'), value: record.dueOn },
      { label: word('inspection.closed_on'), value: record.closedOn },
      { label: word('inspection.total'), value: String(total), strong: true },
      { label: word('inspection.inspected'), value: String(inspected), strong: true },
      ...OUTCOMES.map((outcome) => ({
        label: word(`outcome.${outcome}`),
        value: String(outcomes[outcome]),
        strong: outcome !== 'in_place' && outcomes[outcome] > 0,
      })),
      {
        label: word('inspection.ways'),
        value: WAYS.map((way, index) => {
          const percent = shares[index] ?? '—';
          return `${word(`way.${way}`)} ${word('inspection.share', { count: byWay[way], percent })}`;
        }).join('　'),
        span: 2,
      },
    ],
  };
}

/** A record of an inspection that was given up names everything that nobody looked at. */
function unfinishedBlocks({ unfinished }: InspectionRecord, signatures: readonly FlowStep[]): BlockInput[] {
  if (unfinished === null) return [];
  const given = signatures.find(({ step }) => step === 'give_up');
  const reason = given?.reason ? word(`inspection.why.${given.reason}` as 'inspection.why.other') : '';
  const said = [reason, given?.reason_text].filter(Boolean).join('：');
  return [
    { kind: 'heading', text: word('inspection.unfinished', { count: unfinished.length, reason: said }) },
    { kind: 'paragraphs', texts: [unfinished.join('　')], indent: false },
  ];
}

/** Columns of the table with their shares of the width: a name and a place as they are common stay on one line. */
const COLUMNS = [
  ['archive_no', 25],
  ['name', 25],
  ['place', 14],
  ['outcome', 6],
  ['way', 3.5],
  ...FINDING_KINDS.map((kind) => [kind, 3.5] as const),
  ['handling', 7.5],
  ['person', 6],
  ['due_on', 8.5],
  ['done_on', 8.5],
] as const;

function rowsBlock({ rows, repairs }: InspectionRecord): BlockInput {
  const byArchive = Map.groupBy(repairs, ({ archiveNo }) => archiveNo);
  return {
    kind: 'table',
    columns: COLUMNS.map(([key, weight]) => ({
      title: word(`inspection.column.${key}`),
      weight,
      align: ['archive_no', 'name', 'place', 'handling'].includes(key) ? 'left' : 'center',
    })),
    rows: rows.map((row) => cellsOf(row, byArchive.get(row.archiveNo) ?? [])),
  };
}

function cellsOf(row: RecordRow, repairs: InspectionRecord['repairs']): string[] {
  const wasSeen = isSeen(row);
  const degrees = FINDING_KINDS.map((kind) => {
    const finding = row.findings.find((one) => one.kind === kind);
    if (finding) return word(`inspection.degree.${finding.degree}`);
    return wasSeen ? word('inspection.fine') : word('inspection.not_seen');
  });
  const [repair] = repairs;
  const methods = repairs.flatMap(({ method, kind }) =>
    method === null ? [word(`finding.${kind}`)] : [word(`repair_method.${method}`)],
  );
  return [
    row.archiveNo,
    row.name,
    row.place,
    outcomeText(row),
    word(`way.${row.way}.short`),
    ...degrees,
    [...new Set(methods)].join('、'),
    repair?.person ?? '',
    repair?.dueOn ?? '',
    repairs.every(({ doneOn }) => doneOn !== null) ? (repair?.doneOn ?? '') : '',
  ];
}

function outcomeText({ outcome, foundAt, putRight, borrower, dueOn }: RecordRow): string {
  const text = word(`outcome.${outcome}`);
  if (outcome === 'on_loan') return [text, borrower, dueOn].filter(Boolean).join('\n');
  if (outcome !== 'misplaced') return text;
  return [text, foundAt, putRight && word(`put_right.${putRight}`)].filter(Boolean).join('\n');
}

function repairBlocks({ repairs, rows }: InspectionRecord): BlockInput[] {
  const notes = rows.flatMap(({ archiveNo, findings, note }) =>
    [
      ...findings
        .filter((one) => one.note !== null)
        .map((one) => [word(`finding.${one.kind}`), one.note ?? '']),
      ...(note === null ? [] : [[word('inspection.note'), note]]),
    ].map((cells) => [archiveNo, ...cells]),
  );
  if (notes.length === 0 && repairs.length === 0) return [];
  const noted: BlockInput = {
    kind: 'table',
    title: word('inspection.notes'),
    columns: [
      { title: word('inspection.column.archive_no'), weight: 3 },
      { title: word('inspection.column.finding'), weight: 2 },
      { title: word('inspection.column.note'), weight: 9 },
    ],
    rows: notes,
  };
  return notes.length > 0 ? [noted] : [];
}

function climateBlocks({ climate, period, closedOn }: InspectionRecord): BlockInput[] {
  if (climate.length === 0) return [];
  const span = (values: readonly [number, number] | null) =>
    values === null ? '—' : `${values[0].toFixed(1)} – ${values[1].toFixed(1)}`;
  const titles = ['room', 'readings', 'in_range', 'temperature', 'humidity', 'out', 'no_data'] as const;
  return [
    {
      kind: 'table',
      title: word('inspection.climate', { from: firstDayOf(period), to: closedOn }),
      columns: titles.map((title) => ({
        title: word(`inspection.${title}`),
        weight: title === 'room' ? 3 : 2,
        align: title === 'room' ? 'left' : 'center',
      })),
      rows: climate.map(({ room, readings, inRange, temperature, humidity, out, noData }) => [
        room ?? word('inspection.no_room'),
        String(readings),
        inRange === null ? '—' : `${inRange.toFixed(1)}%`,
        span(temperature),
        span(humidity),
        readings === 0 ? '—' : String(out),
        readings === 0 ? '—' : String(noData),
      ]),
    },
  ];
}

function testBlocks({ test }: InspectionRecord): BlockInput[] {
  if (test === null) return [];
  return [
    {
      kind: 'table',
      title: word('inspection.test', { id: test.id }),
      columns: (['property', 'checks', 'failed'] as const).map((title) => ({
        title: word(`inspection.${title}`),
        weight: 1,
        align: 'center',
      })),
      rows: PROPERTIES.map((property) => [
        word(`property.${property}`),
        String(test.properties[property].checks),
        String(test.properties[property].failed),
      ]),
    },
  ];
}

function conclusion(record: InspectionRecord, signatures: readonly FlowStep[]): BlockInput {
  const { total, inspected, outcomes } = summaryOfRecord(record);
  const found = record.rows.filter(({ findings }) => findings.length > 0).length;
  const open = record.repairs.filter(({ doneOn }) => doneOn === null).length;
  const coverage = shownPercent({ part: inspected, whole: total });
  return {
    kind: 'fields',
    columns: 1,
    items: [
      {
        label: word('inspection.conclusion'),
        value: word('inspection.conclusion_text', { total, inspected, coverage, found, open, ...outcomes }),
      },
      {
        label: word('inspection.inspectors'),
        value: record.inspectors.map((one) => word('inspection.inspector_count', { ...one })).join('　'),
      },
      ...signatures
        .filter(({ step }) => step === 'cosign')
        .map(({ person_name: value }) => ({ label: word('inspection.cosigned'), value })),
    ],
  };
}

const SIGNERS = [
  ['inspector', ['sign', 'give_up']],
  ['reviewer', ['review']],
  ['manager', ['approve']],
] as const;

function signatureBlock(signatures: readonly FlowStep[], zone: string): BlockInput {
  return {
    kind: 'signatures',
    items: SIGNERS.map(([role, steps]) => {
      const signed = signatures.find(({ step }) => steps.some((one) => one === step));
      return {
        role: word(`inspection.${role}`),
        name: signed?.person_name ?? null,
        date: signed ? dayIn(zone, signed.at) : null,
      };
    }),
  };
}

/** The anchor that was made with the last signature. */
function anchorBlocks(
  db: ReadableDb,
  { state }: InspectionRow,
  signatures: readonly FlowStep[],
): BlockInput[] {
  const seq = signatures.findLast(({ step }) => step === 'approve')?.seq;
  const anchor = state === 'signed' && seq ? anchorAfter(db, 'inspection', seq) : undefined;
  if (!anchor) return [];
  return [anchorBlock({ seq: anchor.seq, hash: Buffer.from(anchor.head).toString('hex') })];
}
