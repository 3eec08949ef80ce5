import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { customerHistory } from '../../../db/features/customers/service.ts';
import { checkHistory } from '../../../db/work/history.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { because } from '../../support/reasons.ts';

/** Two archives, the first edited twice with three changed fields in all. */
async function anEditedVault(): Promise<TestVault> {
  const vault = await openTestVault();
  const archivist = vault.as('archivist');
  const input = aCustomer({ note: '月结30天' });
  const { id } = await archivist.customers.create(input);
  await archivist.customers.create(aCustomer());
  await archivist.customers.update({ id, version: 1, input: { ...input, note: '月结60天' }, reason: null });
  const last = { ...input, note: '现款现货', address: '季华路1号' };
  await archivist.customers.update({ id, version: 2, input: last, reason: because('电话确认') });
  return vault;
}

function wrongAfter(vault: TestVault, sql: string): Array<[name: string, first: unknown]> {
  const { database }: { database: Database } = vault.opened.vault;
  database.exec('savepoint before_it');
  withoutTriggers(database, () => database.exec(sql));
  const { checks } = verifyVault(vault.contextOf('archivist'));
  database.exec('rollback to before_it; release before_it');
  return checks.filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail['first']]);
}

const line = (
  columns: string,
) => `insert into customer_change (customer_id, version, at, account_id, field, old_value,
  new_value, reason, reason_text, salt, content_hash, digest) select ${columns} from customer_change where id = 4`;

test('a line of history that was edited, deleted, moved or slipped in is found, and which archive it is of', async () => {
  await using vault = await anEditedVault();
  const found = [['history', 1]];
  expect(wrongAfter(vault, '')).toEqual([]);
  for (const change of [
    "new_value = '货到付款'",
    'old_value = null',
    "reason = 'undone'",
    "reason_text = '别的原因'",
    "field = 'grade'",
    'account_id = 1',
    'at = at - 1',
    'version = 1',
    'digest = zeroblob(32)',
    'content_hash = zeroblob(32)',
    'salt = zeroblob(16)',
    'salt = null',
    'salt = null, content_hash = null, digest = null',
  ])
    expect([change, wrongAfter(vault, `update customer_change set ${change} where id = 3`)]).toEqual([
      change,
      found,
    ]);
  expect(wrongAfter(vault, 'update customer_change set reason_text = null where id = 5')).toEqual(found);
  // The first, one in the middle, and the newest, which nothing follows.
  for (const id of [1, 3, 5])
    expect(wrongAfter(vault, `delete from customer_change where id = ${id}`)).toEqual(found);
  expect(wrongAfter(vault, 'update customer_change set customer_id = 1 where id = 2')).toEqual([
    ['history', 1],
  ]);
  expect(
    wrongAfter(
      vault,
      line(
        'customer_id, version, at, account_id, field, old_value, new_value, reason, reason_text, salt, content_hash, digest',
      ),
    ),
  ).toEqual(found);
  expect(
    wrongAfter(
      vault,
      line(
        "customer_id, version, at, account_id, field, old_value, '没有的事', reason, reason_text, null, null, null",
      ),
    ),
  ).toEqual(found);
});

test('the table of history takes no change and no deletion', async () => {
  await using vault = await anEditedVault();
  const { database } = vault.opened.vault;
  expect(() => database.exec("update customer_change set reason = 'x'")).toThrow('final');
  expect(() => database.exec('delete from customer_change')).toThrow('final');
});

test('what a line says can be destroyed and the chain still holds', async () => {
  await using vault = await anEditedVault();
  const lines = customerHistory.list(vault.contextOf('archivist').reader, 1);
  const whole = checkHistory('customer', 1, lines);
  const destroyed = { oldValue: null, newValue: null, reason: null, reasonText: null, salt: null };
  const without = checkHistory(
    'customer',
    1,
    lines.map((one, index) => (index === 2 ? { ...one, ...destroyed } : one)),
  );
  expect(whole).toMatchObject({ intact: true, erased: 0 });
  expect(without).toEqual({ ...whole, erased: 1 });
});

test('a save reads one line of history however long it is, and was dearer with each save', async () => {
  await using vault = await anEditedVault();
  const ctx = vault.contextOf('archivist');
  const row = ctx.reader.row<{ detail: string }>(
    'explain query plan select digest from customer_change where customer_id = ? order by id desc limit 1',
    1,
  );
  expect(row?.detail).toBe('SEARCH customer_change USING INDEX customer_change_by_customer (customer_id=?)');
});
