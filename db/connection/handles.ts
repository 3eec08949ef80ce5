import type { Database, Statement } from 'better-sqlite3';
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
} from 'kysely';
import { AppError } from '../domain/errors.ts';
import type { Schema } from '../schema.ts';

/** Builds typed SQL; never runs it (Kysely's own transactions are asynchronous, ours are not). */
export const sqlFor = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

interface Compilable<Row> {
  compile(): CompiledQuery<Row>;
}

/** What SQLite takes as a value. */
export type SqlValue = string | number | bigint | Uint8Array | null;

export interface RunResult {
  readonly changes: number;
  readonly lastInsertRowid: number;
}

/** Reads. Statements are compiled once for a text and kept (preparing costs more than most queries). */
export interface ReadableDb {
  all<Row>(query: Compilable<Row>): Row[];
  get<Row>(query: Compilable<Row>): Row | undefined;
  /** Hand-written SQL with `?` parameters, for full text and hot paths. */
  rows<Row>(sql: string, ...values: SqlValue[]): Row[];
  row<Row>(sql: string, ...values: SqlValue[]): Row | undefined;
  /** First column of the first row. */
  value<Value>(sql: string, ...values: SqlValue[]): Value | undefined;
  iterate<Row>(sql: string, ...values: SqlValue[]): IterableIterator<Row>;
  /** Each row as its values in the order of the columns: half the time where there are a million of them. */
  iterateValues<Values extends readonly SqlValue[]>(
    sql: string,
    ...values: SqlValue[]
  ): IterableIterator<Values>;
}

declare const writable: unique symbol;

/** Reads and writes; exists only inside a transaction, so a write outside one does not compile. */
export interface WritableDb extends ReadableDb {
  readonly [writable]: true;
  run(query: Compilable<unknown>): RunResult;
  execute(sql: string, ...values: SqlValue[]): RunResult;
}

/** The two handles of one open database. */
export interface Handles {
  readonly reader: ReadableDb;
  /** Runs `work` in one immediate transaction; an error rolls everything back. Does not nest. */
  transaction<Result>(work: (db: WritableDb) => Result): Result;
}

/** Handles that go on when the database they stand for moves to another file. */
export interface MovableHandles extends Handles {
  /** From now on they work on this database, and so does whoever holds them; the one before may be closed. */
  moveTo(database: Database): void;
}

/** The database that handles work on now. */
interface Connection {
  database: Database;
}

/** Wraps the driver, which features never see. */
export function openHandles(database: Database): MovableHandles {
  const connection = { database };
  const prepare = keptStatements(connection);
  const writer = {
    ...readingWith(prepare),
    run(query: Compilable<unknown>) {
      const { sql, parameters } = query.compile();
      return toRunResult(prepare(sql).run(...parameters));
    },
    execute: (sql: string, ...values: SqlValue[]) => toRunResult(prepare(sql).run(...values)),
  };
  return {
    reader: readingWith(keptStatements(connection, expectReadOnly)),
    transaction(work) {
      return connection.database.transaction(() => work(writer as WritableDb)).immediate();
    },
    moveTo(next) {
      connection.database = next;
    },
  };
}

/** Reads only: whatever the types were talked into, a statement that could write is refused before it runs. */
export function openReader(database: Database): ReadableDb {
  return readingWith(keptStatements({ database }, expectReadOnly));
}

function expectReadOnly({ readonly }: Statement): void {
  if (!readonly) throw new Error('a statement that writes, where only reading is allowed');
}

interface Kept {
  readonly plucked?: boolean;
  /** Of its own: one that is iterated is busy until its end. */
  readonly once?: boolean;
}

type Prepare = (sql: string, kept?: Kept) => Statement;

/** Prepares each text once for a database; `check` looks at a statement before it is first used. */
function keptStatements(
  connection: Readonly<Connection>,
  check: (statement: Statement) => void = () => {},
): Prepare {
  const [plain, firstColumns] = [new Map<string, Statement>(), new Map<string, Statement>()];
  let { database } = connection;
  return (sql, { plucked = false, once = false } = {}) => {
    if (database !== connection.database) {
      ({ database } = connection);
      plain.clear();
      firstColumns.clear();
    }
    const kept = plucked ? firstColumns : plain;
    const known = once ? undefined : kept.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    check(statement);
    if (plucked) statement.pluck();
    if (!once) kept.set(sql, statement);
    return statement;
  };
}

function readingWith(prepare: Prepare): ReadableDb {
  return {
    all<Row>(query: Compilable<Row>) {
      const { sql, parameters } = query.compile();
      return prepare(sql).all(...parameters) as Row[];
    },
    get<Row>(query: Compilable<Row>) {
      const { sql, parameters } = query.compile();
      return prepare(sql).get(...parameters) as Row | undefined;
    },
    rows: <Row>(sql: string, ...values: SqlValue[]) => prepare(sql).all(...values) as Row[],
    row: <Row>(sql: string, ...values: SqlValue[]) => prepare(sql).get(...values) as Row | undefined,
    value: <Value>(sql: string, ...values: SqlValue[]) =>
      prepare(sql, { plucked: true }).get(...values) as Value | undefined,
    iterate: <Row>(sql: string, ...values: SqlValue[]) =>
      prepare(sql, { once: true }).iterate(...values) as IterableIterator<Row>,
    iterateValues: <Values>(sql: string, ...values: SqlValue[]) =>
      prepare(sql, { once: true })
        .raw()
        .iterate(...values) as IterableIterator<Values>,
  };
}

function toRunResult(result: { changes: number; lastInsertRowid: number | bigint }): RunResult {
  return { changes: result.changes, lastInsertRowid: Number(result.lastInsertRowid) };
}

/** Throws `AppError(code)` when a statement did not change exactly one row. */
export function expectOneChange(result: RunResult, code: string): void {
  if (result.changes !== 1) throw new AppError(code);
}
