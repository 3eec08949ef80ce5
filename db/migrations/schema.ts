import SqliteDatabase from 'better-sqlite3';
import { openHandles, type ReadableDb } from '../connection/handles.ts';
import { migrate } from './index.ts';

/** Everything that the database is made of, one line each; SQLite's own notes apart. */
export function readSchema(db: ReadableDb): string[] {
  return db
    .rows<{ line: string }>(
      `select json_array(type, name, tbl_name, sql) as line from sqlite_schema
       where name not glob 'sqlite_*' order by type, name`,
    )
    .map(({ line }) => line);
}

const expected = new Map<number, readonly string[]>();

/** The same of a new database that is migrated to a version, made in memory, once for each version. */
export function expectedSchema(version: number): readonly string[] {
  const known = expected.get(version) ?? makeSchema(version);
  expected.set(version, known);
  return known;
}

function makeSchema(version: number): readonly string[] {
  const database = new SqliteDatabase(':memory:');
  try {
    migrate(database, undefined, version);
    return readSchema(openHandles(database).reader);
  } finally {
    database.close();
  }
}
