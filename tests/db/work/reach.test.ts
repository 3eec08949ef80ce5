/** Reach is worked out in one place: its test of a record, its SQL, the index's terms and the roster agree everywhere. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { may } from '../../../db/domain/permissions.ts';
import { ROLES, SECRECY_CLASSES, type Role, type Secrecy } from '../../../db/domain/roles.ts';
import { fileCustomer } from '../../../db/features/customers/service.ts';
import { listEntries } from '../../../db/features/search/list/list.ts';
import { searchEntries } from '../../../db/features/search/query/search.ts';
import { indexEntry } from '../../../db/features/search/service.ts';
import { REGISTRIES } from '../../../db/router/host.ts';
import { isWithin, reaches, reachOf, subjectOf, type Reader } from '../../../db/work/reach.ts';
import type { Guarded } from '../../../db/work/guarded.ts';
import { aCustomer } from '../../support/factories.ts';
import { shareOf } from '../../support/share.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

const TODAY = '2026-03-14';
const DAYS = [null, '2026-03-13', TODAY, '2026-03-15'];
const WORD = '同名五金';
const PEOPLE = [1, 2, 3];

let vault: TestVault;
let ids: number[];

beforeAll(async () => {
  vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  ids = ctx.transaction((db) =>
    Array.from({ length: 24 }, (_, n) => {
      const input = aCustomer({ name: `${WORD}${n}`, note: WORD });
      return fileCustomer(db, ctx, input, { filedOn: TODAY }).id;
    }),
  );
});
afterAll(() => vault[Symbol.asyncDispose]());

const anyPerson = fc.constantFrom(null, ...PEOPLE);
const records = fc.array(
  fc.record({
    secrecy: fc.constantFrom<Secrecy>(...SECRECY_CLASSES),
    secrecyUntil: fc.constantFrom(...DAYS),
    responsibleId: anyPerson,
    keeperId: anyPerson,
  }),
  { minLength: 24, maxLength: 24 },
);
const readers = fc.record({
  personId: fc.constantFrom(...PEOPLE),
  roles: fc.uniqueArray(fc.constantFrom<Role>(...ROLES), { minLength: 1, maxLength: 3 }),
});

/** Makes the archives of the vault those of a world. */
function enter(world: readonly Guarded[]): void {
  vault.opened.handles.transaction((db) => {
    for (const [index, { secrecy, secrecyUntil, responsibleId, keeperId }] of world.entries()) {
      db.execute(
        'update customer set secrecy = ?, secrecy_until = ?, responsible_id = ?, keeper_id = ? where id = ?',
        secrecy,
        secrecyUntil,
        responsibleId,
        keeperId,
        ids[index] ?? 0,
      );
      indexEntry(db, vault.host.registries.search, ids[index] ?? 0);
    }
  });
}

function seenBy(world: readonly Guarded[], reader: Reader, action: 'customers.list' | 'customers.read') {
  const reach = reachOf(reader, action);
  const { sql, values } = isWithin(reach, TODAY, 'customer');
  const ofRecords = (test: (record: Guarded) => boolean) =>
    ids.filter((_, index) => test(world[index] as Guarded));
  return {
    table: ofRecords((record) => may(reader.roles, action, subjectOf(reader, record, TODAY))),
    record: ofRecords((record) => reaches(reach, record, TODAY)),
    sql: vault.opened.handles.reader
      .rows<{ id: number }>(`select id from customer where ${sql} order by id`, ...values)
      .map(({ id }) => id),
  };
}

test('a record, a query, the list and the index hold the same archives for a person', () => {
  const { reader: db } = vault.opened.handles;
  const asked = { sources: REGISTRIES.search, today: TODAY };
  fc.assert(
    fc.property(records, readers, (world, reader) => {
      enter(world);
      const { table, ...others } = seenBy(world, reader, 'customers.list');
      const list = (text?: string) =>
        listEntries(db, { ...asked, reader, text, start: { offset: 0 }, limit: 50 })
          .rows.map(({ id }) => id)
          .toSorted((a, b) => a - b);
      const found = searchEntries(db, { ...asked, reader, text: WORD, limit: 50 }).results.map(
        ({ id }) => id,
      );
      expect({
        ...others,
        roster: list(),
        index: list(WORD),
        search: found.toSorted((a, b) => a - b),
      }).toEqual({ record: table, sql: table, roster: table, index: table, search: table });
      const read = seenBy(world, reader, 'customers.read');
      expect([read.record, read.sql]).toEqual([read.table, read.table]);
    }),
    { numRuns: shareOf(400) },
  );
});
