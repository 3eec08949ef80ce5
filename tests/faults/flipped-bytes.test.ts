import { closeSync, copyFileSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { inject, test, expect } from 'vitest';
import { openReader } from '../../db/connection/handles.ts';
import { openDatabase, openReadOnly, PAGE_SIZE } from '../../db/connection/open.ts';
import { readTables } from '../../db/features/backup/check.ts';
import { Random } from '../../db/features/seed/random.ts';
import { aCustomer } from '../support/factories.ts';
import { shareOf } from '../support/share.ts';
import { openTestVault } from '../support/vault.ts';

const FLIPS = shareOf(1_000);

/** What each table says, by its name: read row by row, as the program does, with the index and all that it is made of. */
function contentOf(database: Database): Map<string, string> {
  const tables = database
    .prepare(
      `select name from pragma_table_list where schema = 'main' and type in ('table', 'shadow') order by 1`,
    )
    .pluck()
    .all() as string[];
  return new Map(
    tables.map((name) => [name, JSON.stringify(database.prepare(`select * from "${name}"`).raw().all())]),
  );
}

const usedPages = (database: Database) =>
  new Set(database.prepare('select distinct pageno from dbstat').pluck().all() as number[]);

/** Whether the look of every day at a backup finds it. */
function isNoticed(path: string, key: Uint8Array): boolean {
  let database: Database | undefined;
  try {
    database = openReadOnly(path, key);
    readTables(openReader(database));
    return false;
  } catch {
    return true;
  } finally {
    database?.close();
  }
}

/** What somebody meets who reads everything in the file, and then looks at it as a whole: indexes too. */
function meet(path: string, key: Uint8Array, wanted: ReadonlyMap<string, string>): 'found' | 'right' {
  let database: Database | undefined;
  try {
    database = openDatabase(path, key);
    const found = contentOf(database);
    expect([...wanted].filter(([name, rows]) => found.get(name) !== rows).map(([name]) => name)).toEqual([]);
    return database.pragma('integrity_check', { simple: true }) === 'ok' ? 'right' : 'found';
  } catch (error) {
    if (error instanceof Error && error.name === 'AssertionError') throw error;
    return 'found';
  } finally {
    database?.close();
  }
}

test(`a byte that is flipped in ${FLIPS} random places is found, but for free space, and never shows as another value`, async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  for (let filed = 0; filed < 40; filed += 1) await archivist.customers.create(aCustomer());
  // What was there and is gone again leaves pages that nothing is read from.
  const long = { v: 1, text: '五金'.repeat(30_000) };
  await archivist.drafts.save({ key: 'customers.new', value: long });
  await archivist.drafts.discard({ key: 'customers.new' });
  const key = vault.opened.vault.dataKey.use((bytes) => bytes.slice());
  const { path } = vault;
  vault.host.signOutAll('closed');
  const whole = openDatabase(path, key);
  const wanted = contentOf(whole);
  const used = usedPages(whole);
  whole.pragma('wal_checkpoint(TRUNCATE)');
  whole.close();

  const random = new Random(inject('seed'));
  const flipped = join(vault.folder, 'flipped.kda');
  const size = statSync(path).size;
  const original = readFileSync(path);
  let found = 0;
  for (let flip = 0; flip < FLIPS; flip += 1) {
    const place = random.below(size);
    copyFileSync(path, flipped);
    const file = openSync(flipped, 'r+');
    writeSync(file, Uint8Array.of((original[place] ?? 0) ^ (1 << random.below(8))), 0, 1, place);
    closeSync(file);
    const came = meet(flipped, key, wanted);
    // Of free space the list alone is looked at.
    const isFree = !used.has(Math.floor(place / PAGE_SIZE) + 1);
    const isUnseen = came === 'right' || !isNoticed(flipped, key);
    expect({ place, isUnseen: isUnseen && !isFree }).toEqual({ place, isUnseen: false });
    if (came === 'found') found += 1;
  }
  expect(found).toBeGreaterThan(FLIPS / 2);
}, 1_800_000);
