import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PropertyCheck } from '../../../db/domain/properties.ts';
import { checkSecurity } from '../../../db/features/properties/security.ts';
import { propertyTest, type LookInput } from '../../../db/features/properties/look.ts';
import { PROPERTY_OF } from '../../../db/features/properties/checks.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { openFilled } from '../audit/filled.ts';
import type { TestVault } from '../../support/vault.ts';

let vault: TestVault;
/** Everybody who had an account before anything was broken. */
let staff: string[] = [];
beforeAll(async () => {
  vault = await openFilled();
  const { reader } = vault.contextOf('archivist');
  staff = reader.rows<{ name: string }>('select name from account_name').map(({ name }) => name);
});
afterAll(() => vault[Symbol.asyncDispose]());

const PARTS: readonly LookInput[] = [{ part: 'vault' }, { part: 'prints', count: 5 }];

/** Breaks an open vault past every rule, looks at it in all parts, and takes it back. */
function lookAfter(sql: string): PropertyCheck[] {
  const { database } = vault.opened.vault;
  const ctx = { ...vault.contextOf('archivist'), progress: () => {} };
  database.pragma('foreign_keys = off');
  database.exec('savepoint before_it');
  try {
    withoutTriggers(database, () => database.exec(sql));
    const found = PARTS.map((part) => propertyTest.run(ctx, part));
    return [
      ...found.flatMap(({ checks = [] }) => checks),
      ...found.flatMap(({ complete, cards, prints }) =>
        Object.entries({ complete, cards, prints }).flatMap(([name, counted]) =>
          counted
            ? [
                {
                  name,
                  property: 'usability' as const,
                  scope: counted.looked,
                  ok: counted.problems === 0,
                  note: null,
                  detail: { first: counted.first },
                },
              ]
            : [],
        ),
      ),
      ...checkSecurity(ctx.reader, ctx.clock, { day: '2026-03-01', names: staff }),
    ];
  } finally {
    database.exec('rollback to before_it; release before_it');
    database.pragma('foreign_keys = on');
  }
}

const wrongAfter = (sql: string) =>
  lookAfter(sql)
    .filter(({ ok }) => !ok)
    .map(({ name }) => name);

test('a vault that nobody broke has nothing wrong but what its archives lack', () => {
  expect(wrongAfter('select 1')).toEqual(['complete']);
});

/** One that breaks it for each check that a test can find wrong in the file. */
test.each([
  ['audit_sequence', 'delete from audit where seq = 12'],
  ['audit_chain', "update audit set action = 'customers.read' where seq = 12"],
  ['audit_signatures', 'update audit set signature = zeroblob(64) where seq = 12'],
  [
    'audit_keys',
    'update audit set new_key = randomblob(32) where seq = (select max(seq) from audit where new_key is not null)',
  ],
  ['audit_rights', "update audit set role = 'auditor' where action = 'lists.edit'"],
  ['audit_anchors', 'update anchor set head = zeroblob(32) where id = 1'],
  ['accounts', "update person set name = '别人' where id = 2"],
  ['particulars', "update archive_meta set value = '别的公司' where key = 'company'"],
  ['records', "update customer set note = '改过' where id = 2"],
  ['history', "update customer_change set new_value = 'x' where id = 2"],
  ['derived', 'update customer set completeness = completeness + 1 where id = 2'],
  ['flow_steps', "update filing set state = 'withdrawn' where state = 'draft'"],
  ['ledgers', "update repair_event set note = 'x' where id = 1"],
  ['foreign_keys', 'update contact set customer_id = 999 where id = 1'],
  ['schema', 'drop index customer_by_name_key'],
  ['archive_counts', 'delete from customer where id = 3'],
  ['archive_numbers', 'update customer set serial = 9 where id = 3'],
  ['shelves', "update shelf set order_key = 'x' where id = 1"],
  ['search_index', 'delete from search_row where id = 2'],
  [
    'cards',
    "pragma ignore_check_constraints = 1; update customer set secrecy = 'secret', retention = 'Q9' where id = 2; pragma ignore_check_constraints = 0",
  ],
  ['prints', 'update customer set name = cast(zeroblob(3000) as text) || name'],
  ['dormant', 'update account set last_sign_in_at = 1 where id = 2'],
  ['never_used', 'update account set created_at = 1, last_sign_in_at = null where id = 2'],
  ['staff', "update person set name = '临时工' where id = 2"],
])('%s is found where it is broken', (name, sql) => {
  expect(wrongAfter(sql)).toContain(name);
});

test('a test names every check of the look at everything', () => {
  const names = lookAfter('select 1').map(({ name }) => name);
  expect(Object.keys(PROPERTY_OF).filter((name) => !names.includes(name))).toEqual([]);
});
