/** A column hides itself where nothing stands in it for whoever looks: told of the whole list, however long it is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blankCustomer, type CustomerInput } from '../../../db/domain/customer.ts';
import { mayEver } from '../../../db/domain/permissions.ts';
import { ROLES, type Role } from '../../../db/domain/roles.ts';
import { aContact } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { openSearchVault } from './world.ts';

const missingFor = async (vault: TestVault, role: Role = 'archivist') =>
  (await vault.as(role).search.missing()).toSorted();

async function create(vault: TestVault, input: Partial<CustomerInput>): Promise<number> {
  const { id } = await vault
    .as('archivist')
    .customers.create({ ...blankCustomer('supplier'), name: '安达厂', ...input });
  return id;
}

const ALL = ['city', 'contact', 'grade', 'phone', 'province', 'responsible', 'shelf', 'status'];

describe('what nothing stands of in a list', () => {
  it.each<[missing: string[], input: Partial<CustomerInput>]>([
    [[], { name: '无' }],
    [['shelf'], { shelf: { room: null, cabinet: '3', level: 2, position: 1 } }],
    [['grade'], { grade: 'gold' }],
    [['status'], { category: 'client', status: 'active' }],
    [['province'], { province: '440000' }],
    [['city', 'province'], { province: '440000', city: '440600' }],
    [['contact'], { contacts: [aContact({ mobile: null, phone: null })] }],
    [['contact', 'phone'], { contacts: [aContact({ mobile: '13800138001' })] }],
    [['phone'], { phones: ['0757-81234567'] }],
  ])('is all but %j', async (held, input) => {
    await using vault = await openTestVault();
    await vault.signIn('archivist');
    expect(await missingFor(vault)).toEqual([]);
    for (let filed = 0; filed < 3; filed += 1) await create(vault, { name: `厂${filed}` });
    expect(await missingFor(vault)).toEqual(ALL);
    await create(vault, input);
    expect(await missingFor(vault)).toEqual(ALL.filter((field) => !held.includes(field)));
  });

  it('is told anew when the last that had it has it no more', async () => {
    await using vault = await openTestVault();
    await vault.signIn('archivist');
    await create(vault, {});
    const id = await create(vault, { name: '博远厂', phones: ['0757-81234567'] });
    expect(await missingFor(vault)).not.toContain('phone');
    const archive = await vault.as('archivist').customers.get({ id });
    if (archive.access !== 'full') throw new Error('closed');
    await vault.as('archivist').customers.update({
      id,
      version: archive.version,
      input: { ...archive.input, phones: [] },
      reason: null,
    });
    expect(await missingFor(vault)).toContain('phone');
  });

  it('is not told by archives that the person does not list, nor of what they may not read', async () => {
    await using vault = await openTestVault();
    await vault.signIn('archivist', 'requester');
    await create(vault, {});
    expect(await missingFor(vault, 'requester')).toEqual(
      ALL.filter((field) => !['contact', 'phone'].includes(field)),
    );
    await create(vault, {
      name: '博远厂',
      secrecy: 'top_secret',
      shelf: { room: null, cabinet: '3', level: 2, position: 1 },
      grade: 'gold',
    });
    const rows = (await vault.as('requester').search.list({ start: { offset: 0 }, limit: 10 })).rows;
    expect(rows.length).toBe(1);
    expect(await missingFor(vault, 'requester')).toEqual(expect.arrayContaining(['shelf', 'grade']));
    // Whether people stand in what is closed is not known to who only lists it.
    const asArchivist = await missingFor(vault);
    for (const held of ['shelf', 'grade', 'contact', 'phone']) expect(asArchivist).not.toContain(held);
  });
});

describe('of many archives, some closed', () => {
  let vault: TestVault;
  beforeAll(async () => {
    vault = await openSearchVault(120);
  });
  afterAll(() => vault[Symbol.asyncDispose]());

  it.each(ROLES.filter((role) => mayEver([role], 'customers.list')))(
    'nothing that %s sees in a line is said to be missing',
    async (role) => {
      const { rows } = await vault.as(role).search.list({ start: { offset: 0 }, limit: 200, facts: true });
      const missing = await missingFor(vault, role);
      const said = {
        grade: 'grade',
        status: 'status',
        province: 'province',
        city: 'city',
        shelf: 'shelf',
      } as const;
      for (const [field, key] of Object.entries(said))
        expect(missing.includes(field as keyof typeof said)).toBe(rows.every((row) => row[key] === null));
      expect(missing.includes('responsible')).toBe(rows.every((row) => row.responsibleId === null));
      for (const fact of ['contact', 'phone'] as const)
        expect(missing.includes(fact)).toBe(rows.every(({ facts }) => facts && facts[fact] === null));
    },
  );
});
