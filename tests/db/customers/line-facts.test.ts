/** What a list shows besides the index is what the reader of the archive reads in it, and nothing of any other. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mainContact } from '../../../db/domain/customer.ts';
import { mayEver } from '../../../db/domain/permissions.ts';
import { isLogged, ROLES, SECRECY_CLASSES, type Role } from '../../../db/domain/roles.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import type { TestVault } from '../../support/vault.ts';
import { openSearchVault } from '../search/world.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openSearchVault(60);
  const { customers } = vault.as('archivist');
  const people = [
    [[], []],
    [[], ['0757-8123 4567']],
    [[aContact({ mobile: null, phone: '0757-62980843' })], ['0757-8123 4567']],
    [[aContact({ name: '何先生', mobile: null, phone: null })], ['0757-8123 4567', '0757-8123 4568']],
    [[aContact({ mobile: null, phone: null }), aContact({ mobile: '13800138001' })], []],
  ] as const;
  for (const [contacts, phones] of people)
    for (const secrecy of SECRECY_CLASSES.slice(0, 3))
      await customers.create(
        aCustomer({ secrecy, contacts: [...contacts], phones: [...phones], note: '底价'.repeat(200) }),
      );
});
afterAll(() => vault[Symbol.asyncDispose]());

const READERS = ROLES.filter((role) => mayEver([role], 'customers.list'));
const page = { start: { offset: 0 }, limit: 200 };

const looks = async () =>
  (await vault.as('auditor').audit.list({ action: 'customers.read', limit: 200 })).rows.length;

/** The same of the archive itself, for whoever may read it. */
async function readOf(role: Role, id: number) {
  const archive = await vault.as(role).customers.get({ id });
  if (archive.access === 'index') return null;
  const { address, uscc, note } = archive.input;
  const { name: contact, phone } = mainContact(archive.input);
  return { contact, phone, address, uscc, note: note && [...note].slice(0, 120).join('') };
}

test.each(READERS)('%s sees in a list what is theirs to read, and opens nothing by it', async (role) => {
  const { customers, search } = vault.as(role);
  const before = await looks();
  const { rows } = await search.list({ ...page, facts: true });
  const byName = await search.list({ ...page, text: '公司', facts: true });
  const plain = await search.list(page);
  expect(rows.map(({ facts: _facts, ...row }) => row)).toEqual(plain.rows);
  expect(plain.rows.every((row) => !('facts' in row))).toBe(true);
  expect(await looks()).toBe(before);
  expect(byName.rows.length).toBeGreaterThan(5);
  for (const { id, secrecy, facts } of [...rows, ...byName.rows]) {
    expect((await customers.actsOn({ id })).phone).toBe(facts?.phone ?? null);
    expect(facts).toEqual(isLogged(secrecy) ? null : await readOf(role, id));
  }
  expect(rows.some(({ facts }) => facts === null)).toBe(true);
});

test('a requester sees of all archives the index alone', async () => {
  const { rows } = await vault.as('requester').search.list({ ...page, facts: true });
  expect(rows.length).toBeGreaterThan(20);
  expect(new Set(rows.map(({ facts }) => facts))).toEqual(new Set([null]));
});

test.each(READERS)('%s is offered for a row what the table allows', async (role) => {
  const { customers, search } = vault.as(role);
  const { rows } = await search.list(page);
  for (const { id } of rows.slice(0, 40)) {
    const { edit, print } = await customers.actsOn({ id });
    const archive = await customers.get({ id });
    const may = archive.access === 'full' ? archive.may : { edit: false, print: false };
    expect({ edit, print }).toEqual({ edit: may.edit, print: may.print });
  }
});
