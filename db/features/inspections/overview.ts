import { setImmediate } from 'node:timers/promises';
import type { ReadableDb } from '../../connection/handles.ts';
import { SEEN } from '../../domain/inspection.ts';
import type { QueryContext } from '../../work/context.ts';
import {
  countCustomers,
  joinIds,
  listLevels,
  readPlacedIds,
  readUnplacedIds,
  type LevelCount,
} from '../customers/service.ts';
import { changeMark } from '../search/service.ts';
import { AT_ONCE, Noted } from './noted.ts';
import { accountsOf, lastEntryId, listEarlier, listEarlierAfter, readSeen } from './overview-store.ts';
import { everInspected, findByPeriod, findUnsigned, listIn, type InspectionRow } from './store.ts';

/**
 * What is known of all archives while a vault is open: each part is read when it is first needed and follows what is
 * written, so that a hundred thousand of them are not read anew after each scan.
 */
type Kept = Pick<QueryContext, 'reader' | 'outside'>;

/** The archives in the order of the shelves; each part is read when it is asked for, and anew after a change. */
class Shelves {
  #mark = '';
  #levels: LevelCount[] | null = null;
  #placed: Uint32Array | null = null;
  #unplaced: Uint32Array | null = null;
  #ids: Uint32Array | null = null;
  readonly #db: ReadableDb;

  constructor(db: ReadableDb) {
    this.#db = db;
  }

  sync(): this {
    const mark = changeMark(this.#db);
    if (mark === this.#mark) return this;
    this.#mark = mark;
    [this.#levels, this.#placed, this.#unplaced, this.#ids] = [null, null, null, null];
    return this;
  }

  get levels(): readonly LevelCount[] {
    return (this.#levels ??= listLevels(this.#db));
  }
  get placed(): Uint32Array {
    return (this.#placed ??= readPlacedIds(this.#db));
  }
  get unplaced(): Uint32Array {
    return (this.#unplaced ??= readUnplacedIds(this.#db));
  }
  /** Those without a place at the end. */
  get ids(): Uint32Array {
    return (this.#ids ??= joinIds(this.placed, this.unplaced));
  }
}

/** Something that is kept while the vault is open, made when it is first asked for. */
export function keptIn<Thing extends object>({ outside }: Kept, name: string, make: () => Thing): Thing {
  const known = outside.get(name) as Thing | undefined;
  if (known) return known;
  const made = make();
  outside.set(name, made);
  return made;
}

export function shelvesOf(ctx: Kept): Shelves {
  return keptIn(ctx, 'inspections.shelves', () => new Shelves(ctx.reader)).sync();
}

/** What is noted in an inspection. */
export function notedIn(ctx: Kept, inspection: Pick<InspectionRow, 'id'>): Noted {
  return keptNoted(ctx, inspection).sync(ctx.reader);
}

const keptNoted = (ctx: Kept, { id }: Pick<InspectionRow, 'id'>): Noted =>
  keptIn(ctx, `inspections.noted ${id}`, () => new Noted(id));

/**
 * Reads what was not read yet of an inspection step by step, others going on between, so that whoever asks for it then
 * has it at once: of a hundred thousand archives each step takes some hundredths of a second. What changes meanwhile is
 * seen by whoever asks.
 */
export async function prepareNoted(ctx: Kept, inspection: InspectionRow): Promise<void> {
  while (keptNoted(ctx, inspection).read(ctx.reader, AT_ONCE)) await setImmediate();
}

/** The same of whatever is under way. */
export async function prepareUnsigned(ctx: Kept): Promise<void> {
  for (const isAddendum of [false, true]) {
    const row = findUnsigned(ctx.reader, isAddendum);
    if (row) await prepareNoted(ctx, row);
  }
}

/** The same of all that stands on the shelves, and of what was looked at before. */
export async function prepareWalk(ctx: Kept, inspection: InspectionRow): Promise<void> {
  await prepareNoted(ctx, inspection);
  for (const read of [
    () => shelvesOf(ctx).levels,
    () => shelvesOf(ctx).placed,
    () => shelvesOf(ctx).unplaced,
    () => everBefore(ctx, inspection),
  ]) {
    read();
    await setImmediate();
  }
}

/** True when a person made an entry. */
export function hasInspected(ctx: Kept, inspection: InspectionRow, personId: number): boolean {
  return notedIn(ctx, inspection).hasInspected(accountsOf(ctx.reader, personId));
}

/** How many archives an inspection has on its list. */
export function countListed(ctx: Kept, inspection: InspectionRow): number {
  return inspection.addendum > 0 ? leftOverOf(ctx, inspection).length : countCustomers(ctx.reader);
}

/** Whether an archive is on the list: every one is, but on that of an addendum. */
export function isListedIn(ctx: Kept, inspection: InspectionRow): (id: number) => boolean {
  if (inspection.addendum === 0) return () => true;
  const gathered = new Set(leftOverOf(ctx, inspection));
  return (id) => gathered.has(id);
}

/** The archives on the list in the order of the shelves. */
export function listedIn(ctx: Kept, inspection: InspectionRow): Uint32Array {
  const { ids } = shelvesOf(ctx);
  return inspection.addendum > 0 ? ids.filter(isListedIn(ctx, inspection)) : ids;
}

/** The inspections that it comes from are signed, so it stays the same. */
function leftOverOf(ctx: Kept, inspection: InspectionRow): Uint32Array {
  return keptIn(ctx, `inspections.left ${inspection.id}`, () => leftOver(ctx.reader, inspection));
}

/** What an addendum is about: all that the inspection, and the addenda before, left on loan or missing. */
export function leftOver(
  db: ReadableDb,
  { period, addendum }: Pick<InspectionRow, 'period' | 'addendum'>,
): Uint32Array {
  const first = findByPeriod(db, period, 0);
  const open = new Set(first ? listIn(db, first.id, ['on_loan', 'missing']) : []);
  for (let earlier = 1; earlier < addendum; earlier += 1) {
    const before = findByPeriod(db, period, earlier);
    for (const id of before ? listIn(db, before.id, SEEN) : []) open.delete(id);
  }
  return Uint32Array.from(open);
}

/** Which archives were looked at in a half-year before; asked for each by its id. */
export function everBefore(ctx: Kept, inspection: InspectionRow): ReadonlySet<number> {
  const { reader } = ctx;
  const kept = keptIn(ctx, `inspections.ever ${inspection.id}`, () => ({
    upTo: lastEntryId(reader),
    ever: readEver(reader, inspection, shelvesOf(ctx).ids),
  }));
  // An addendum to one before may go on meanwhile.
  const later = listEarlierAfter(reader, inspection, kept.upTo);
  if (later.length === 0) return kept.ever;
  kept.upTo = later.at(-1)?.id ?? kept.upTo;
  const ids = [...new Set(later.map(({ customer_id }) => customer_id))];
  const seen = everInspected(reader, inspection, ids);
  for (const id of ids)
    if (seen.has(id)) kept.ever.add(id);
    else kept.ever.delete(id);
  return kept.ever;
}

/** Archives that are asked for one by one rather than in a whole half-year more. */
const FEW = 1_000;

/** From the newest half-year back: after one that was finished hardly any are left to be looked for. */
function readEver(db: ReadableDb, inspection: InspectionRow, ids: Uint32Array): Set<number> {
  const ever = new Set<number>();
  for (const earlier of listEarlier(db, inspection)) {
    const left = ids.filter((id) => !ever.has(id));
    if (left.length === 0) break;
    if (left.length <= FEW) {
      for (const id of everInspected(db, inspection, [...left])) ever.add(id);
      break;
    }
    for (const id of readSeen(db, earlier.id)) ever.add(id);
  }
  return ever;
}
