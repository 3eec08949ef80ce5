import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Random } from '../../../db/features/seed/random.ts';
import { shareOf } from '../../support/share.ts';
import type { TestVault } from '../../support/vault.ts';
import { changeAtRandom } from '../audit/random-change.ts';
import { checksWithin, wrongOf } from '../audit/within.ts';
import { aSheet, goTo, levelOf, openShelved, scanAll, scanned, signAll } from './support.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openShelved(6, [levelOf('A'), levelOf('B')]);
  await goTo(vault, '2026-06-01');
  const { inspections } = vault.as('archivist');
  await scanned(vault, 1, levelOf('B'));
  await inspections.note({ id: 2, no: 0, sheet: aSheet({ outcome: 'missing', note: '未在架' }) });
  await inspections.note({ id: 3, no: 0, sheet: aSheet({ outcome: 'on_loan', borrower: '销售部' }) });
  await scanAll(vault);
  const { id = 0 } = (await inspections.current()).inspection ?? {};
  await signAll(vault, id);
});
afterAll(() => vault[Symbol.asyncDispose]());

const TABLES = ['inspection', 'inspection_entry', 'inspection_record'] as const;

test(
  'what was signed is changed by nobody without showing, who has the key in hand',
  { timeout: 900_000 },
  () => {
    const random = new Random(inject('seed'));
    const silent: string[] = [];
    for (let made = 0; made < shareOf(1_000);) {
      let change: string | null = null;
      const checks = checksWithin(vault, ({ db }) => {
        change = changeAtRandom(db, random, TABLES);
      });
      if (change === null) continue;
      made += 1;
      if (wrongOf(checks).length === 0) silent.push(change);
    }
    expect(silent).toEqual([]);
  },
);

test('no trigger lets a signed inspection, an entry or a record be changed', () => {
  const { database } = vault.opened.vault;
  const changes = [
    "update inspection set state = 'running'",
    'delete from inspection',
    "update inspection_entry set outcome = 'in_place'",
    'delete from inspection_entry',
    'update inspection_record set at = 1',
    'delete from inspection_record',
    `insert into inspection_entry (inspection_id, customer_id, no, outcome, way, at, account_id, seq, digest)
     values (1, 4, 9, 'in_place', 'scan', 1, 1, 1, zeroblob(32))`,
  ];
  for (const sql of changes) expect(() => database.exec(sql)).toThrow(/final|not running/);
});
