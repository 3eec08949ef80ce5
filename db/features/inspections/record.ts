import { z } from 'zod';
import type { ReadableDb } from '../../connection/handles.ts';
import { daySchema, type Day } from '../../domain/dates.ts';
import { shareInRange } from '../../domain/environment/figures.ts';
import { percentText } from '../../domain/figures/rates.ts';
import { DEGREES, findingsSchema, REPAIR_KINDS } from '../../domain/finding.ts';
import { dueDayOf, firstDayOf, halfYearSchema, type HalfYear } from '../../domain/half-year.ts';
import { PROPERTIES } from '../../domain/properties.ts';
import { REPAIR_METHODS } from '../../domain/repair.ts';
import { outcomeSchema, putRightSchema, WAYS, inspectionFlow } from '../../domain/inspection.ts';
import { withFields, type StoredKind } from '../../domain/stored-json.ts';
import { shelfText } from '../../domain/text/shelf-text.ts';
import { listSteps } from '../../work/flow/steps.ts';
import { findAccountName } from '../accounts/service.ts';
import { countCustomers, iterateOnShelves, listRooms, type OnShelf } from '../customers/service.ts';
import { summaryOf as climateOfRoom } from '../environment/service.ts';
import { lastTest, summaryOf as testSummary, type ShownTest } from '../properties/service.ts';
import { repairsOf } from '../repairs/service.ts';
import { zoneOf } from '../workspace/service.ts';
import { sheetOf, shelfOf } from './entries.ts';
import { iterateEntries, personOf, type EntryRow, type InspectionRow } from './store.ts';

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
  const { count, extremes, out, noData } = figures;
  const inRange = percentText(shareInRange(figures));
  const span = (measure: keyof typeof extremes): [number, number] | null => {
    const found = extremes[measure];
    return found && [found.low / 10, found.high / 10];
  };
  return {
    room: room === '' ? null : room,
    readings: count,
    inRange: inRange === null ? null : Number(inRange),
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
  readonly #db: ReadableDb;
  readonly #places = new Map<number, number>();
  readonly #placesOfPeople = new Map<number, number>();

  constructor(db: ReadableDb) {
    this.#db = db;
  }

  /** The place of whoever has the account, with one archive more that they looked at. */
  indexOf(accountId: number): number {
    const place = this.#places.get(accountId) ?? this.#placeOf(accountId);
    this.#places.set(accountId, place);
    const inspector = this.all[place];
    if (inspector) inspector.count += 1;
    return place;
  }

  /** One for each person, whatever accounts they have had. */
  #placeOf(accountId: number): number {
    const person = personOf(this.#db, accountId);
    const name = findAccountName(this.#db, accountId);
    const place = this.#placesOfPeople.get(person) ?? this.all.push({ name, count: 0 }) - 1;
    this.#placesOfPeople.set(person, place);
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
