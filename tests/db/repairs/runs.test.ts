import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEGREES } from '../../../db/domain/finding.ts';
import { repairAfter } from '../../../db/domain/repair.ts';
import { verifyVault } from '../../../db/features/audit/service.ts';
import { repairLedger } from '../../../db/features/repairs/ledger.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { aCustomer } from '../../support/factories.ts';
import { because } from '../../support/reasons.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { found, inspecting } from './support.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openTestVault();
  for (let each = 0; each < 3; each += 1) await vault.as('archivist').customers.create(aCustomer());
});
afterAll(() => vault[Symbol.asyncDispose]());

const KINDS = ['mouldy', 'damp'] as const;
const act = fc.record({
  what: fc.constantFrom('find', 'miss', 'settle', 'plan', 'done', 'reopen', 'withdraw'),
  customer: fc.integer({ min: 1, max: 3 }),
  kind: fc.constantFrom(...KINDS),
  degree: fc.constantFrom(...DEGREES),
  pick: fc.nat(),
});
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

interface Repair {
  readonly id: number;
  readonly version: number;
}

/** Does one act with any repair there is; what may not follow is refused, and that is right. */
async function attempt({ what, customer, kind, degree, pick }: Act): Promise<void> {
  const inspection = inspecting(vault, pick % 5);
  if (what === 'find') return void inspection.find(customer, found(kind, degree));
  if (what === 'miss') return void inspection.miss(customer, '2026-12-31');
  if (what === 'settle') return void inspection.settle(customer);
  const { reader } = vault.contextOf('archivist');
  const all = reader.rows<Repair>('select id, version from repair order by id');
  const one = all[pick % Math.max(1, all.length)];
  if (!one) return;
  const seen = { id: one.id, version: one.version };
  const day = vault.clock.today();
  const { repairs } = vault.as('archivist');
  const calls = {
    plan: () => repairs.plan({ ...seen, method: 'drying', doer: { text: '某店' }, dueOn: day, note: null }),
    done: () => repairs.done({ ...seen, method: 'drying', doneOn: day, note: null }),
    reopen: () => repairs.reopen({ ...seen, reason: because('再来') }),
    withdraw: () => repairs.withdraw({ ...seen, reason: because('看错') }),
  };
  const refused = await calls[what]().then(
    () => null,
    (error: { cause?: { code?: string } }) => error.cause?.code,
  );
  expect([null, 'repairs.not_now', 'repairs.open_already']).toContain(refused);
}

test('in whatever order things happen, an archive has one open repair of a kind at most, and each is what its events say', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 25 }), async (acts) => {
      for (const each of acts) await attempt(each);
      const { reader } = vault.contextOf('archivist');
      expect(
        reader.rows(
          `select customer_id, kind from repair where state = 'open' group by 1, 2 having count(*) > 1`,
        ),
      ).toEqual([]);
      expect([...(repairLedger.underived?.(reader) ?? [])]).toEqual([]);
    }),
    { numRuns: 25 },
  );
  const { checks } = verifyVault(vault.contextOf('archivist'));
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(checks.find(({ name }) => name === 'ledgers')?.detail['rows']).toBeGreaterThan(20);
});

/** Changes one value, looks at everything, and takes it back. */
function ledgersAfter(sql: string): boolean | undefined {
  const { database } = vault.opened.vault;
  database.pragma('foreign_keys = off');
  database.exec('savepoint before_it');
  try {
    withoutTriggers(database, () => expect(database.prepare(sql).run().changes).toBeGreaterThan(0));
    const { checks } = verifyVault(vault.contextOf('archivist'));
    return checks.find(({ name }) => name === 'ledgers')?.ok;
  } finally {
    database.exec('rollback to before_it; release before_it');
    database.pragma('foreign_keys = on');
  }
}

test.each([
  [
    "update repair_event set degree = 'severe' where id = (select min(id) from repair_event where degree = 'slight')",
  ],
  ["update repair_event set note = '改过' where id = (select max(id) from repair_event)"],
  ["update repair_event set day = date(day, '+1 day') where id = (select max(id) from repair_event)"],
  ['update repair_event set seq = seq - 1 where id = (select max(id) from repair_event)'],
  ['delete from repair_event where id = (select max(id) from repair_event)'],
  ["delete from repair_event where what = 'open' and id = (select min(id) from repair_event)"],
  [
    'insert into repair_event select null, repair_id, what, day, customer_id, kind, degree, note, source_kind, source_id, method, person_id, person_text, due_on, done_on, reason, reason_text, at, account_id, seq, digest from repair_event order by id desc limit 1',
  ],
  [
    "update repair set state = 'done', done_on = '2026-03-02' where id = (select max(id) from repair where state = 'open')",
  ],
  [
    "update repair set customer_id = customer_id % 3 + 1 where id = (select max(id) from repair where state <> 'open')",
  ],
  ["update repair set due_on = '2099-01-01' where id = (select max(id) from repair)"],
  [
    "insert into repair (customer_id, kind, state, opened_on, version) values (1, 'faded', 'open', '2026-03-02', 1)",
  ],
])('a look at everything finds: %s', (sql) => {
  expect(ledgersAfter(sql)).toBe(false);
});

test('a repair in a step that may not follow comes to nothing', () => {
  const { reader } = vault.contextOf('archivist');
  const events = reader.rows<Parameters<typeof repairAfter>[0][number]>(
    "select * from repair_event where repair_id = (select repair_id from repair_event where what = 'done' limit 1) order by id",
  );
  expect(repairAfter(events)).not.toBeNull();
  const [first] = events;
  if (!first) throw new Error('no events');
  expect(repairAfter([first, first])).toBeNull();
  expect(repairAfter(events.slice(1))).toBeNull();
  expect(repairAfter([])).toBeNull();
});
