import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { ReadableDb } from '../../connection/handles.ts';
import { daySchema, type Day } from '../../domain/dates.ts';
import { DEGREES, findingsSchema, REPAIR_KINDS } from '../../domain/finding.ts';
import { dueDayOf, firstDayOf, halfYearSchema, type HalfYear } from '../../domain/half-year.ts';
import { PROPERTIES } from '../../domain/properties.ts';
import { REPAIR_METHODS } from '../../domain/repair.ts';
import {
  outcomeSchema,
  putRightSchema,
  WAYS,
  type Outcome,
  type Way,
  inspectionFlow,
} from '../../domain/inspection.ts';
import { unwrap, withFields, write, type StoredKind } from '../../domain/stored-json.ts';
import { shelfText } from '../../domain/text/shelf-text.ts';
import type { LongRead } from '../../work/long-reads.ts';
import { lastDigest } from '../../work/ledger.ts';
import { listSteps } from '../../work/flow/steps.ts';
import { toHex } from '../../work/flow/subject.ts';
import { findAccountName } from '../accounts/service.ts';
import {
  countCustomers,
  iterateOnShelves,
  lastCustomerId,
  listRooms,
  type OnShelf,
} from '../customers/service.ts';
import { summaryOf as climateOfRoom } from '../environment/service.ts';
import { lastTest, summaryOf as testSummary, type ShownTest } from '../properties/service.ts';
import { repairsOf } from '../repairs/service.ts';
import { zoneOf } from '../workspace/service.ts';
import { namesOf, sheetOf, shelfOf } from './entries.ts';
import { requireInspection } from './flow.ts';
import { ENTRIES, iterateEntries, type EntryRow, type InspectionRow } from './store.ts';

/** One archive in a record, as it was when it was inspected. */
const rowSchema = z.strictObject({
  archiveNo: z.string().max(200),
  name: z.string().max(2_000),
  place: z.string().max(200),
  outcome: outcomeSchema,
  way: z.enum(WAYS),
  foundAt: z.string().max(200).nullable(),
  putRight: putRightSchema.nullable(),
  borrower: z.string().max(200).nullable(),
  dueOn: daySchema.nullable(),
  findings: findingsSchema,
  note: z.string().max(1_000).nullable(),
  /** Place among the inspectors. */
  by: z.int().min(0),
  at: z.int(),
});
export type RecordRow = z.infer<typeof rowSchema>;

const repairSchema = z.strictObject({
  archiveNo: z.string().max(200),
  kind: z.enum(REPAIR_KINDS),
  degree: z.enum(DEGREES).nullable(),
  method: z.enum(REPAIR_METHODS).nullable(),
  person: z.string().max(200).nullable(),
  dueOn: daySchema.nullable(),
  doneOn: daySchema.nullable(),
});

/** Shares of time in hundredths; null without readings. */
const climateSchema = z.strictObject({
  room: z.string().max(20).nullable(),
  readings: z.int().min(0),
  inRange: z.number().min(0).max(100).nullable(),
  /** Degrees and hundredths: the lowest and the highest; null without readings. */
  temperature: z.tuple([z.number(), z.number()]).nullable(),
  humidity: z.tuple([z.number(), z.number()]).nullable(),
  /** Spells out of range, and without data. */
  out: z.int().min(0),
  noData: z.int().min(0),
});

const testSchema = z.strictObject({
  id: z.int().positive(),
  endedAt: z.int(),
  failed: z.int().min(0),
  properties: z.record(
    z.enum(PROPERTIES),
    z.strictObject({ checks: z.int().min(0), failed: z.int().min(0) }),
  ),
});

/** What is signed and kept of an inspection: all that its printed record says. */
const recordSchema = z.strictObject({
  period: halfYearSchema,
  addendum: z.int().min(0),
  openedOn: daySchema,
  dueOn: daySchema,
  closedOn: daySchema,
  /** By whose days it was signed; null in records of before, which are shown by the present one. */
  zone: z.string().max(60).nullable(),
  /** It was closed as 未完成, with those that nobody looked at. */
  unfinished: z.array(z.string().max(200)).nullable(),
  inspectors: z.array(z.strictObject({ name: z.string().max(200), count: z.int().min(0) })),
  rows: z.array(rowSchema),
  repairs: z.array(repairSchema),
  climate: z.array(climateSchema),
  /** Null for an addendum, and for one that was given up without a test. */
  test: testSchema.nullable(),
});
export type InspectionRecord = z.infer<typeof recordSchema>;

export const STORED_RECORD: StoredKind<InspectionRecord> = {
  name: 'inspection_record',
  version: 2,
  schema: recordSchema,
  upgraders: { 1: withFields({ zone: null }) },
};

/** Bytes of JSON of a record, unpacked: of a million archives there are half as many. */
const LARGEST = 512 * 1024 ** 2;

export const pack = (record: InspectionRecord): Uint8Array =>
  deflateRawSync(Buffer.from(write(STORED_RECORD, record), 'utf8'));

/** A record as it was kept; null for one that cannot be read. */
export function unpack(content: Uint8Array): InspectionRecord | null {
  try {
    const text = inflateRawSync(content, { maxOutputLength: LARGEST }).toString('utf8');
    // Not by `read`, which takes no more values than a form has: of these there are a dozen for each archive.
    const stored = unwrap(STORED_RECORD, JSON.parse(text));
    return stored.ok ? stored.value : null;
  } catch {
    return null;
  }
}

export interface MadeRecord {
  readonly content: Uint8Array;
  /** 档号 of those that nobody has looked at. */
  readonly open: readonly string[];
  /** Digest of the last entry that is in it: it may be signed while that is the last one. */
  readonly head: string;
  /** The last archive that was there: the same holds of it. */
  readonly lastArchive: number;
  /** The four-property test that it names; null for none since it was opened. */
  readonly testId: number | null;
}

/** Makes the record of an inspection as it stands, away from the vault's thread. */
export const recordJob: LongRead<{ readonly id: number; readonly unfinished: boolean }, MadeRecord> = {
  name: 'inspections.record',
  run({ reader, clock, progress }, { id, unfinished }) {
    const inspection = requireInspection(reader, id);
    const record = makeRecord(reader, inspection, clock.today(), progress);
    const open = record.unfinished ?? [];
    return {
      content: pack(unfinished ? record : { ...record, unfinished: null }),
      open,
      head: toHex(lastDigest(reader, ENTRIES, id)),
      lastArchive: lastCustomerId(reader),
      testId: record.test?.id ?? null,
    };
  },
};

/** Archives between two words of progress. */
const STEP = 1_000;

/** `unfinished` names those without an entry, none or not; who asks decides whether they may be. */
export function makeRecord(
  db: ReadableDb,
  inspection: InspectionRow,
  today: string,
  progress: (done: number, total: number) => void = () => {},
): InspectionRecord {
  const last = new Map<number, EntryRow>();
  for (const entry of iterateEntries(db, inspection.id)) last.set(entry.customer_id, entry);
  const inspectors = new Inspectors(db);
  const [rows, open]: [RecordRow[], string[]] = [[], []];
  const numbers = new Map<number, string>();
  const total = countCustomers(db);
  let done = 0;
  for (const archive of iterateOnShelves(db, today)) {
    const entry = last.get(archive.id);
    numbers.set(archive.id, archive.archiveNo);
    if (entry) rows.push(toRow(archive, entry, inspectors.indexOf(entry.account_id)));
    else if (inspection.addendum === 0) open.push(archive.archiveNo);
    done += 1;
    if (done % STEP === 0) progress(done, total);
  }
  const { period, addendum, opened_on: openedOn } = inspection;
  return {
    period,
    addendum,
    openedOn,
    dueOn: dueDayOf(period),
    closedOn: today,
    zone: zoneOf(db),
    unfinished: open,
    inspectors: inspectors.all,
    rows,
    repairs: repairsOf(db, { kind: 'inspection', id: inspection.id }).map(({ customerId, ...repair }) => ({
      archiveNo: numbers.get(customerId) ?? '',
      ...repair,
    })),
    climate: addendum > 0 ? [] : listRooms(db).map((room) => climateOf(db, room, { period, today })),
    test: addendum > 0 ? null : testOf(db, inspection),
  };
}

type Climate = InspectionRecord['climate'][number];

/** The climate of a room from the beginning of the half-year (D3). */
function climateOf(
  db: ReadableDb,
  room: string,
  { period, today }: { period: HalfYear; today: Day },
): Climate {
  const { figures } = climateOfRoom(
    { reader: db, clock: { now: () => 0, today: () => today } },
    room,
    firstDayOf(period),
    today,
  );
  const { count, measured, inRange, extremes, out, noData } = figures;
  const span = (measure: keyof typeof extremes): [number, number] | null => {
    const found = extremes[measure];
    return found && [found.low / 10, found.high / 10];
  };
  return {
    room: room === '' ? null : room,
    readings: count,
    inRange: measured === 0 ? null : Math.round((inRange * 1_000) / measured) / 10,
    temperature: span('temperature'),
    humidity: span('humidity'),
    out: out.length,
    noData: noData.length,
  };
}

/** The newest four-property test since an inspection was opened; null for none. */
export function testSinceOpening(db: ReadableDb, { id }: Pick<InspectionRow, 'id'>): ShownTest | null {
  const [opened] = listSteps(db, inspectionFlow.name, id);
  return opened?.seq ? lastTest(db, { seq: opened.seq }) : null;
}

function testOf(db: ReadableDb, inspection: InspectionRow): InspectionRecord['test'] {
  const test = testSinceOpening(db, inspection);
  if (!test) return null;
  const { endedAt, failed, properties } = testSummary(db, test.id);
  return { id: test.id, endedAt, failed, properties };
}

class Inspectors {
  readonly all: Array<{ name: string; count: number }> = [];
  readonly #places = new Map<number, number>();
  readonly #nameOf: (accountId: number) => string;

  constructor(db: ReadableDb) {
    this.#nameOf = namesOf(db, findAccountName);
  }

  /** The place of whoever has the account, with one archive more that they looked at. */
  indexOf(accountId: number): number {
    const place =
      this.#places.get(accountId) ?? this.all.push({ name: this.#nameOf(accountId), count: 0 }) - 1;
    this.#places.set(accountId, place);
    const inspector = this.all[place];
    if (inspector) inspector.count += 1;
    return place;
  }
}

function toRow({ archiveNo, name }: OnShelf, entry: EntryRow, by: number): RecordRow {
  const { outcome, foundAt, putRight, borrower, dueOn, findings, note } = sheetOf(entry);
  const shelf = shelfOf(entry);
  return {
    archiveNo,
    name,
    place: shelf ? shelfText(shelf) : '',
    outcome,
    way: entry.way,
    foundAt: foundAt && shelfText(foundAt),
    putRight,
    borrower,
    dueOn,
    findings,
    note,
    by,
    at: entry.at,
  };
}

/** How many archives stand how, and by which way they were looked at. */
export interface Summary {
  readonly total: number;
  readonly inspected: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly byWay: Readonly<Record<Way, number>>;
}

export function summaryOf(
  counts: ReadonlyArray<{ readonly outcome: Outcome; readonly way: Way; readonly count: number }>,
  total: number,
): Summary {
  const outcomes = { in_place: 0, on_loan: 0, missing: 0, misplaced: 0 };
  const byWay = { scan: 0, pick: 0, level: 0 };
  for (const { outcome, way, count } of counts) {
    outcomes[outcome] += count;
    byWay[way] += count;
  }
  return { total, inspected: byWay.scan + byWay.pick + byWay.level, outcomes, byWay };
}

export const summaryOfRecord = ({ rows, unfinished }: InspectionRecord): Summary =>
  summaryOf(
    rows.map(({ outcome, way }) => ({ outcome, way, count: 1 })),
    rows.length + (unfinished?.length ?? 0),
  );
