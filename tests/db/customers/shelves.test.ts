import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Shelf } from '../../../db/domain/customer.ts';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
});
afterEach(() => vault[Symbol.asyncDispose]());

const at = (cabinet: string, level = 1, position = 1, room: string | null = null): Shelf => ({
  room,
  cabinet,
  level,
  position,
});

const file = async (shelf: Shelf | null) =>
  (await vault.as('archivist').customers.create(aCustomer({ shelf }))).id;

async function move(id: number, shelf: Shelf | null, note?: string): Promise<void> {
  const archivist = vault.as('archivist');
  const record = await archivist.customers.get({ id });
  if (record.access !== 'full') throw new Error('not shown');
  const input = { ...record.input, shelf, ...(note !== undefined && { note }) };
  await archivist.customers.update({ id, version: record.version, input, reason: null });
}

async function placeOf(id: number): Promise<Shelf | null> {
  const record = await vault.as('archivist').customers.get({ id });
  if (record.access !== 'full') throw new Error('not shown');
  return record.input.shelf;
}

const places = () =>
  vault
    .contextOf('archivist')
    .reader.rows<Shelf>('select room, cabinet, level, position from shelf order by id')
    .map(({ room, cabinet, level, position }) => [room, cabinet, level, position].join('-'));

describe('1. a place', () => {
  test('is one row, however many archives stand there, and is shown as it was entered', async () => {
    const ids = [
      await file(at('b', 1, 2, '一号库房')),
      await file(at('b', 1, 2, '一号库房')),
      await file(at('b', 1, 2)),
    ];
    expect(places()).toEqual(['一号库房-b-1-2', '-b-1-2']);
    expect(await Promise.all(ids.map(placeOf))).toEqual([
      at('b', 1, 2, '一号库房'),
      at('b', 1, 2, '一号库房'),
      at('b', 1, 2),
    ]);
  });

  test('goes with the last archive that stood there, and stays for an edit of something else', async () => {
    const [one, two] = [await file(at('A')), await file(at('A'))];
    await move(one, at('B'));
    expect(places()).toEqual(['-A-1-1', '-B-1-1']);
    await move(two, at('A'), '改过');
    expect(places()).toEqual(['-A-1-1', '-B-1-1']);
    await move(two, null);
    expect(places()).toEqual(['-B-1-1']);
    expect(await Promise.all([one, two].map(placeOf))).toEqual([at('B'), null]);
    const history = await vault.as('archivist').customers.history({ id: two, field: 'shelf' });
    expect(history).toMatchObject([{ newValue: null }]);
    expect((await vault.as('archivist').audit.verify()).ok).toBe(true);
  });

  test('is left as it was by a save that failed', async () => {
    const id = await file(at('A'));
    const record = await vault.as('archivist').customers.get({ id });
    if (record.access !== 'full') throw new Error('not shown');
    const contacts = [aContact({ id: 999 })];
    const input = { ...record.input, shelf: at('B'), contacts };
    const change = { id, version: record.version, input, reason: null };
    await expect(vault.as('archivist').customers.update(change)).rejects.toMatchObject({
      cause: { code: 'customers.unknown_contact' },
    });
    expect(places()).toEqual(['-A-1-1']);
  });
});

describe('2. a list by the place', () => {
  const listed = async (descending = false) => {
    const sort = { by: 'shelf', descending } as const;
    const { rows } = await vault.as('archivist').search.list({ sort, start: { offset: 0 }, limit: 50 });
    return rows.map(({ id }) => id);
  };

  test('goes as the archives stand, 2 before 10, those without a place last', async () => {
    const ten = await file(at('10'));
    const nowhere = await file(null);
    const two = await file(at('2', 10));
    const top = await file(at('2', 2));
    const [room, beside] = [await file(at('1', 1, 1, '二号库房')), await file(at('1', 1, 1, '二号库房'))];
    const first = await file(at('1', 1, 1, '一号库房'));
    expect(await listed()).toEqual([top, two, ten, first, room, beside, nowhere]);
    expect(await listed(true)).toEqual([nowhere, beside, room, first, ten, two, top]);
    // Into the order that is held.
    await move(ten, at('2', 3));
    await move(room, null);
    const last = await file(at('9'));
    expect(await listed()).toEqual([top, ten, two, last, first, beside, nowhere, room]);
  });

  test('is read page by page from the row before', async () => {
    const ids: number[] = [];
    for (const cabinet of ['1', '2', '3', '10', '20']) ids.push(await file(at(cabinet)));
    const sort = { by: 'shelf', descending: false } as const;
    const start = { after: ids[1] ?? 0 };
    const { rows } = await vault.as('archivist').search.list({ sort, start, limit: 2 });
    expect(rows.map(({ id, shelf }) => [id, shelf?.cabinet])).toEqual([
      [ids[2], '3'],
      [ids[3], '10'],
    ]);
  });
});

describe('3. verify', () => {
  function wrongAfter(sql: string) {
    const { database } = vault.opened.vault;
    database.pragma('foreign_keys = off');
    database.exec('savepoint before_it');
    database.exec(sql);
    const { checks } = verifyVault(vault.contextOf('archivist'));
    database.exec('rollback to before_it; release before_it');
    database.pragma('foreign_keys = on');
    return checks
      .filter(({ ok }) => !ok)
      .map(({ name, detail }) => [name, detail['problems'], detail['first']]);
  }

  test('finds a place that was renamed, swapped, taken away, planted or put elsewhere in the order', async () => {
    await file(at('A', 1, 1, '一号库房'));
    await file(at('B'));
    await file(at('B'));
    const renamed = (columns: string) => `update shelf set ${columns} where id = 1`;
    expect(wrongAfter('')).toEqual([]);
    const out = (first: string) => ['shelves', 1, first];
    expect(wrongAfter(renamed("room = '二号库房'"))).toEqual([['records', 1, 1], out('二号库房-A-1-1')]);
    expect(wrongAfter(renamed("room = ''"))).toEqual([['records', 1, 1], out('A-1-1')]);
    expect(wrongAfter(renamed("cabinet = 'C'"))).toEqual([['records', 1, 1], out('一号库房-C-1-1')]);
    expect(wrongAfter(renamed('level = 2'))).toEqual([['records', 1, 1], out('一号库房-A-2-1')]);
    expect(wrongAfter(renamed('position = 2'))).toEqual([['records', 1, 1], out('一号库房-A-1-2')]);
    expect(wrongAfter(renamed("order_key = 'Z'"))).toEqual([out('一号库房-A-1-1')]);
    expect(wrongAfter('update customer set shelf_id = 1 where id = 2')).toEqual([['records', 1, 2]]);
    expect(wrongAfter('update customer set shelf_id = null where id = 1')).toEqual([
      ['records', 1, 1],
      out('一号库房-A-1-1'),
    ]);
    expect(wrongAfter('delete from shelf where id = 2')).toEqual([
      ['foreign_keys', 2, undefined],
      ['records', 2, 2],
    ]);
    const planted = "insert into shelf (room, cabinet, level, position, order_key) select '', 'Q', 1, 1, 'Q'";
    expect(wrongAfter(planted)).toEqual([out('Q-1-1')]);
  });
});
