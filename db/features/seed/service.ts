import type { WritableDb } from '../../connection/handles.ts';
import { lastNumber, setLastNumber } from '../../work/numbers.ts';
import { archiveNoIn, seriesOf } from '../../domain/archive-no.ts';
import { CATEGORIES } from '../../domain/customer.ts';
import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import type { MutationContext } from '../../work/context.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { appendFiled } from '../../work/records.ts';
import { listPeopleIds } from '../accounts/service.ts';
import { customerHistory, insertRecord } from '../customers/service.ts';
import { divisions, listActiveCodes } from '../lists/service.ts';
import {
  indexEntries,
  nameSortKey,
  optimiseIndex,
  withEntryMaker,
  type EntryMaker,
} from '../search/service.ts';
import { readSettings } from '../workspace/service.ts';
import { makeCustomer, type Ground, type MadeCustomer } from './make.ts';
import { Random } from './random.ts';

export const MOST_CUSTOMERS = 2_000_000;

/** Customers written and indexed in one transaction: a stop in between leaves whole archives only. */
const CHUNK = 50_000;

/** What seeding uses of a context. */
export type SeedContext = Pick<
  MutationContext,
  | 'actor'
  | 'clock'
  | 'hash'
  | 'facts'
  | 'registries'
  | 'transaction'
  | 'reader'
  | 'progress'
  | 'checkCancelled'
  | 'emit'
>;

export interface SeedOptions {
  readonly customers: number;
  /** The same number makes the same customers. */
  readonly start?: number;
}

export interface Seeded {
  readonly customers: number;
  /** Milliseconds of the context's clock for the records and for the index. */
  readonly recordsMs: number;
  readonly indexMs: number;
}

/**
 * Fills a trial vault with realistic customers, each with 档号, history and index entry, under one row of the
 * audit log for each chunk. Errors: `seed.real_archive` outside a trial vault, `seed.bad_count`.
 */
export function seedCustomers(ctx: SeedContext, { customers, start = 1 }: SeedOptions): Seeded {
  if (!ctx.facts.trial) throw new AppError('seed.real_archive');
  if (!Number.isInteger(customers) || customers < 1 || customers > MOST_CUSTOMERS)
    throw new AppError('seed.bad_count', { most: MOST_CUSTOMERS });
  const ground = readGround(ctx);
  const random = new Random(start);
  const sorter = new NameSorter();
  let recordsMs = 0;
  let indexMs = 0;
  const fileChunk = (db: WritableDb, maker: EntryMaker, done: number, count: number) => {
    const began = ctx.clock.now();
    const ids = fileMany(db, ctx, sorter, (index) => makeCustomer(random, ground, done + index), count);
    const filed = ctx.clock.now();
    // These archives have no rows of their own; this one says which they are.
    recordAudit(db, ctx, {
      action: 'seed.run',
      object: 'seed',
      reason: `${ids[0]}-${ids.at(-1)}`,
      after: { customers, start },
    });
    indexEntries(db, ctx.registries.search, ids, { maker });
    recordsMs += filed - began;
    indexMs += ctx.clock.now() - filed;
  };
  withEntryMaker(customers, (maker) => {
    for (let done = 0; done < customers; done += CHUNK) {
      ctx.checkCancelled();
      const count = Math.min(CHUNK, customers - done);
      ctx.transaction((db) => fileChunk(db, maker, done, count));
      ctx.progress('seed', done + count, customers);
    }
  });
  const merging = ctx.clock.now();
  ctx.transaction(optimiseIndex);
  indexMs += ctx.clock.now() - merging;
  ctx.emit(({ roles }) => (mayEver(roles, 'customers.list') ? { type: 'changed', kind: 'customers' } : null));
  return { customers, recordsMs, indexMs };
}

function readGround({ reader, clock }: SeedContext): Ground {
  const codes = (list: string) => listActiveCodes(reader, list);
  const subTypes = CATEGORIES.map((category) => [`sub_type_${category}`, codes(`sub_type_${category}`)]);
  return {
    provinces: divisions().provinces,
    codes: {
      grade: codes(readSettings(reader).gradeList),
      industry: codes('industry'),
      size: codes('size'),
      ...(Object.fromEntries(subTypes) as Pick<
        Ground['codes'],
        'sub_type_supplier' | 'sub_type_client' | 'sub_type_partner'
      >),
    },
    people: listPeopleIds(reader),
    today: clock.today(),
  };
}

/** Writes `count` customers with gap-free serials; the counters are read and stored once each. */
function fileMany(
  db: WritableDb,
  { facts, clock, actor }: SeedContext,
  sorter: NameSorter,
  make: (index: number) => MadeCustomer,
  count: number,
): number[] {
  const series = new Map<string, ReturnType<typeof openSeries>>();
  const ids: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const { input, filedOn, nameParts } = make(index);
    const { retention, category } = input;
    const year = Number(filedOn.slice(0, 4));
    const scope = seriesOf(facts.archiveNoPattern, { fonds: facts.fonds, year, retention, category });
    const numbers = series.get(scope) ?? openSeries(db, scope);
    series.set(scope, numbers);
    numbers.last += 1;
    const [archiveNo, at] = [archiveNoIn(scope, numbers.last), clock.now()];
    const { id } = insertRecord(db, input, {
      archive_no: archiveNo,
      series_id: numbers.id,
      serial: numbers.last,
      filed_on: filedOn,
      created_at: at,
      updated_at: at,
      name_sort: sorter.keyOf(nameParts),
    });
    const line = { at, accountId: actor.accountId, reason: null, newValue: archiveNo };
    appendFiled(db, customerHistory, id, line);
    ids.push(id);
  }
  for (const [scope, { last }] of series) setLastNumber(db, 'archive', scope, last);
  return ids;
}

function openSeries(db: WritableDb, scope: string): { id: number; last: number } {
  const last = lastNumber(db, 'archive', scope);
  return { id: setLastNumber(db, 'archive', scope, last), last };
}

/** Sort keys of names by their parts: most parts come again and again. */
class NameSorter {
  readonly #keys = new Map<string, string>();

  keyOf(parts: readonly string[]): string {
    return parts.map((part) => this.#partKey(part)).join(' ');
  }

  #partKey(part: string): string {
    let key = this.#keys.get(part);
    if (key === undefined) {
      if (this.#keys.size > 100_000) this.#keys.clear();
      key = nameSortKey(part);
      this.#keys.set(part, key);
    }
    return key;
  }
}
