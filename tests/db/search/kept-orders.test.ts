/** Every order that is held in memory is, after changes, the one that would be read anew. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ORDER_NAMES } from '../../../db/features/search/list/orders.ts';
import { Roster, rosterOf } from '../../../db/features/search/list/roster.ts';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import { aCustomer } from '../../support/factories.ts';
import type { TestVault } from '../../support/vault.ts';
import { openSearchVault, sources } from './world.ts';
import { because } from '../../support/reasons.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openSearchVault(60);
});
afterAll(() => vault[Symbol.asyncDispose]());

/** An order that is kept, and the same read anew. */
function bothOf(name: (typeof ORDER_NAMES)[number]) {
  const { reader } = vault.opened.handles;
  const today = vault.clock.today();
  const kept = [...rosterOf(reader, { sources, today }).order(name)];
  const anew = [...new Roster(reader, sources).sync(today).order(name)];
  return { kept, anew };
}

async function change(id: number, changed: Partial<CustomerInput>): Promise<void> {
  const { customers } = vault.as('archivist');
  const record = await customers.get({ id });
  if (record.access !== 'full') throw new Error(`${id} is closed`);
  const input = { ...record.input, ...changed };
  await customers.update({ id, version: record.version, input, reason: because('核对') });
}

test.each(ORDER_NAMES)('by %s, as customers come, go up and down in grade, and are renamed', async (name) => {
  expect(bothOf(name).kept).toEqual(bothOf(name).anew);
  const open = bothOf(name).kept.slice(0, 12);
  let places = 0;
  for (const [at, id] of open.entries()) {
    const before = bothOf(name).kept.indexOf(id);
    const record = await vault.as('archivist').customers.get({ id });
    if (record.access !== 'full') continue;
    await change(id, {
      name: `${['甲', '丁', '阿'][at % 3]}${record.input.name}`.slice(0, 60),
      grade: record.input.grade === 'platinum' ? null : 'platinum',
      category: record.input.category === 'supplier' ? 'client' : 'supplier',
      status: record.input.category === 'supplier' ? 'negotiating' : null,
      subType: null,
      shelf: { room: null, cabinet: at % 2 ? '00' : 'ZZ', level: 9, position: at + 1 },
    });
    const { kept, anew } = bothOf(name);
    expect(kept).toEqual(anew);
    if (kept.indexOf(id) !== before) places += 1;
  }
  await vault.as('archivist').customers.create(aCustomer({ name: `阿${name}新来五金厂`, grade: 'gold' }));
  const { kept, anew } = bothOf(name);
  expect(kept).toEqual(anew);
  const isFixed = name === 'archiveNo' || name === 'filedOn';
  expect(places > 0).toBe(!isFixed);
});
