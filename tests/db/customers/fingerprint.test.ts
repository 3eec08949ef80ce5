import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { customerInputSchema, type CustomerInput } from '../../../db/domain/customer.ts';
import { canonicalJson } from '../../../db/domain/canonical.ts';
import { contentOf } from '../../../db/features/customers/fingerprint.ts';
import { applyUpdate, fileCustomer, iterateRecords } from '../../../db/features/customers/service.ts';
import { findCustomerRow } from '../../../db/features/customers/store.ts';
import { openTestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { shareOf } from '../../support/share.ts';

const TODAY = '2026-11-20';
const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const optional = fc.option(text);

/** Anything that the schema lets through, with doubles in its lists and characters that sort differently as bytes. */
const anInput = fc
  .record({
    name: text,
    note: optional,
    address: optional,
    legacyCode: optional,
    phones: fc.array(fc.oneof(text, fc.constant('0757-8888 6666')), { maxLength: 4 }),
    formerNames: fc.array(fc.oneof(text, fc.constantFrom('\u{1F600}厂', '\uFF21厂', '甲厂')), {
      maxLength: 5,
    }),
    indexTerms: fc.array(fc.oneof(text, fc.constantFrom('出口', '\u{20000}', '\uE000')), { maxLength: 5 }),
    annualVolume: fc.option(fc.integer({ min: 0, max: 1e15 })),
    shelf: fc.option(
      fc.record({
        room: optional,
        cabinet: text,
        level: fc.integer({ min: 1, max: 99 }),
        position: fc.constant(7),
      }),
    ),
    contacts: fc.array(
      fc.record({ name: text, position: optional, mobile: optional, phone: optional, note: optional }),
      { maxLength: 3 },
    ),
  })
  .map((some) => customerInputSchema.safeParse({ ...aCustomer(), ...some }).data)
  .filter((input) => input !== undefined);

test('an archive is hashed as it is read back, whatever was entered, when filed and after an edit', async () => {
  await using vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  const after: unknown[] = [];
  const heard = { ...ctx, hash: (value: unknown) => (after.push(canonicalJson(value)), ctx.hash(value)) };
  const last = (inputs: readonly CustomerInput[]) =>
    ctx.transaction((db) => {
      const [first, ...edits] = inputs;
      if (!first) throw new RangeError();
      const { id } = fileCustomer(db, heard, first, { filedOn: TODAY });
      for (const input of edits) {
        const row = findCustomerRow(db, id);
        if (row) applyUpdate(db, heard, row, { version: row.version, input, reason: 'because' });
      }
      const said = after.at(-1);
      const stored = [...iterateRecords(db)].find((record) => record.id === id);
      return [said, canonicalJson(stored?.content(2, []))];
    });
  fc.assert(
    fc.property(fc.array(anInput, { minLength: 1, maxLength: 3 }), (inputs) => {
      const [said, stored] = last(inputs);
      expect(stored).toBe(said);
    }),
    { numRuns: shareOf(150) },
  );
});

test('phones in another order are left as they are by an edit of something else, and were hashed as if they were not', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const { id } = await archivist.customers.create(
    aCustomer({ phones: ['0757-1111 1111', '0757-2222 2222'] }),
  );
  const record = await archivist.customers.get({ id });
  if (record.access !== 'full') throw new Error('not shown');
  const input = { ...record.input, phones: record.input.phones.toReversed(), note: '改过' };
  await archivist.customers.update({ id, version: record.version, input, reason: null });
  const { checks } = await archivist.audit.verify();
  expect(checks.find(({ name }) => name === 'records')).toMatchObject({ ok: true, detail: { rows: 1 } });
});

test('numbers of people and the order of lists make no other archive; everything else does', () => {
  const filed = { archive_no: 'A', filed_on: TODAY, version: 1 };
  const input = aCustomer({ indexTerms: ['b', 'a', 'b'] });
  const text = (changed: Partial<CustomerInput>, more = {}) =>
    canonicalJson(contentOf({ ...input, ...changed }, { ...filed, ...more }));
  const same = text({});
  expect(text({ indexTerms: ['a', 'b'] })).toBe(same);
  expect(text({ contacts: input.contacts.map((contact) => ({ ...contact, id: 9 })) })).toBe(same);
  for (const other of [
    text({ phones: ['1'] }),
    text({ note: '' }),
    text({}, { version: 2 }),
    text({ keeperId: 1 }),
  ])
    expect(other).not.toBe(same);
});
