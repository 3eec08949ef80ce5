import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../../../db/domain/folder-code.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
});
afterEach(() => vault[Symbol.asyncDispose]());

const code = (value: string) => expect.objectContaining({ cause: expect.objectContaining({ code: value }) });
const ONE = aCustomer({
  name: '佛山市金艺五金制品有限公司',
  phones: ['0757-11112222'],
  contacts: [aContact({ name: '李明', mobile: '13800000001' })],
  note: '甲',
});
const OTHER = aCustomer({
  name: '金艺五金厂',
  address: '南海区某路 1 号',
  website: 'a.example.com',
  phones: ['0757-33334444'],
  contacts: [aContact({ name: '李明', position: '经理', mobile: null }), aContact({ name: '王芳' })],
  formerNames: ['金艺五金店'],
  indexTerms: ['门锁'],
  note: '乙',
});

async function two(one = ONE, other = OTHER) {
  const archivist = vault.as('archivist');
  return { one: await archivist.customers.create(one), other: await archivist.customers.create(other) };
}

async function full(id: number, role: 'archivist' | 'supervisor' | 'service_manager' = 'archivist') {
  const record = await vault.as(role).customers.get({ id });
  if (record.access !== 'full') throw new Error('closed');
  return record;
}

const join = (id: number, otherId: number, picks: string[] = [], versions = [1, 1]) =>
  vault.as('archivist').customers.join({
    id,
    otherId,
    picks,
    version: versions[0] ?? 1,
    otherVersion: versions[1] ?? 1,
  });

const found = async (text: string) =>
  (await vault.as('archivist').search.query({ text, limit: 10 })).results.map(({ id }) => id);

async function verified() {
  const { checks } = await vault.as('auditor').audit.verify();
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
  return checks.find(({ name }) => name === 'archive_counts')?.detail;
}

describe('two archives of one customer', () => {
  it('are one: what is chosen, and both of what there is room for', async () => {
    const { one, other } = await two();
    await join(one.id, other.id, ['website']);
    const { input, version, joined } = await full(one.id);
    expect(version).toBe(2);
    expect(input).toMatchObject({
      name: ONE.name,
      address: null,
      website: 'a.example.com',
      formerNames: ['金艺五金厂', '金艺五金店'],
      phones: ['0757-11112222', '0757-33334444'],
      indexTerms: ['门锁'],
      note: '甲\n乙',
    });
    expect(input.contacts.map(({ name, position, mobile }) => [name, position, mobile])).toEqual([
      ['李明', '经理', '13800000001'],
      ['王芳', null, '13812345678'],
    ]);
    expect(joined).toEqual([{ id: other.id, archiveNo: other.archiveNo, name: '金艺五金厂' }]);
    expect((await full(other.id)).gone).toMatchObject({
      standing: 'joined',
      into: { id: one.id, archiveNo: one.archiveNo },
      mayPart: true,
    });
    expect(await verified()).toMatchObject({ archives: 1, filed: 2, joined: 1, takenBack: 0, serials: 2 });
  });

  it('are found as the one that stays, by the number and the names of the other', async () => {
    const { one, other } = await two();
    await join(one.id, other.id);
    for (const text of [other.archiveNo, '金艺五金厂', '金艺五金店', '0757-33334444'])
      expect(await found(text)).toEqual([one.id]);
    const { rows, total } = await vault.as('archivist').search.list({ limit: 10, start: { offset: 0 } });
    expect([total, rows.map(({ id }) => id)]).toEqual([1, [one.id]]);
    const { archiveNo } = other;
    expect(await vault.as('archivist').customers.getByArchiveNo({ archiveNo })).toMatchObject({
      gone: { into: { archiveNo: one.archiveNo } },
    });
    await vault.as('archivist').inspections.open({});
    await expect(vault.as('archivist').inspections.scan({ code: codeOf(other.id) })).rejects.toEqual(
      code('inspections.archive_joined'),
    );
    // And by way of another.
    const third = await vault.as('archivist').customers.create(aCustomer({ name: '第三家' }));
    await join(third.id, one.id, [], [1, 2]);
    expect(await found(other.archiveNo)).toEqual([third.id]);
    expect((await full(other.id)).gone).toMatchObject({ into: { id: third.id }, mayPart: false });
    await expect(vault.as('archivist').customers.part({ id: other.id })).rejects.toEqual(
      code('customers.join_touched'),
    );
    await verified();
  });

  it('are two again as they were, while nothing else has touched them', async () => {
    const { one, other } = await two();
    const before = await full(one.id);
    const beforeOther = await full(other.id);
    await join(one.id, other.id, ['website', 'address', 'name']);
    expect((await full(one.id)).input.name).toBe('金艺五金厂');
    await vault.as('archivist').customers.part({ id: other.id });
    expect((await full(one.id)).input).toEqual(before.input);
    const again = await full(other.id);
    expect([again.gone, again.input]).toEqual([null, beforeOther.input]);
    expect((await full(one.id)).joined).toEqual([]);
    expect(await found(other.archiveNo)).toEqual([other.id]);
    expect(await found('门锁')).toEqual([other.id]);
    expect(await verified()).toMatchObject({ archives: 2, filed: 2, joined: 0, serials: 2 });
    await join(one.id, other.id, [], [3, 3]);
    const { input, version } = await full(one.id);
    const archivist = vault.as('archivist');
    await archivist.customers.update({
      id: one.id,
      version,
      input: { ...input, note: '又改' },
      reason: null,
    });
    expect((await full(other.id)).gone?.mayPart).toBe(false);
    await expect(archivist.customers.part({ id: other.id })).rejects.toEqual(code('customers.join_touched'));
    await verified();
  });
});

describe('what is refused', () => {
  it('is a join with itself, of a version that was not seen, and of what is no more', async () => {
    const { one, other } = await two();
    await expect(join(one.id, one.id)).rejects.toEqual(code('customers.join_itself'));
    await expect(join(one.id, other.id, [], [1, 2])).rejects.toEqual(code('customers.version_conflict'));
    await join(one.id, other.id);
    const third = await vault.as('archivist').customers.create(aCustomer());
    await expect(join(third.id, other.id, [], [1, 2])).rejects.toEqual(code('customers.gone'));
    await expect(join(other.id, third.id, [], [2, 1])).rejects.toEqual(code('customers.gone'));
    await expect(vault.as('archivist').customers.part({ id: third.id })).rejects.toEqual(
      code('customers.not_joined'),
    );
  });

  it('is one that may not be edited, as if it were not there where it is not seen', async () => {
    const { one, other } = await two(ONE, { ...OTHER, secrecy: 'top_secret' });
    await expect(join(one.id, other.id)).rejects.toEqual(code('access.denied'));
    await expect(join(other.id, one.id)).rejects.toEqual(code('access.denied'));
    for (const role of ['developer', 'requester', 'service_manager', 'auditor'] as const)
      await expect(vault.as(role).customers.joining({ id: one.id, otherId: other.id })).rejects.toEqual(
        code('access.denied'),
      );
    await expect(vault.as('archivist').customers.joining({ id: one.id, otherId: 99 })).rejects.toEqual(
      code('customers.not_found'),
    );
  });

  it('is what is more closed than the one that stays; the other way round it is not', async () => {
    const { one, other } = await two(ONE, { ...OTHER, secrecy: 'secret' });
    expect(await vault.as('archivist').customers.joining({ id: one.id, otherId: other.id })).toMatchObject({
      tooClosed: true,
    });
    await expect(join(one.id, other.id)).rejects.toEqual(code('customers.join_class'));
    await join(other.id, one.id, ['name']);
    expect((await full(other.id)).input).toMatchObject({ secrecy: 'secret', name: ONE.name });
    await verified();
  });

  it('is one that is looked at in an inspection under way', async () => {
    const { one, other } = await two();
    await vault.as('archivist').inspections.open({});
    await vault.as('archivist').inspections.scan({ code: codeOf(other.id) });
    await expect(join(one.id, other.id)).rejects.toEqual(code('customers.join_open_inspection'));
    const { open } = await vault.as('archivist').customers.joining({ id: one.id, otherId: other.id });
    expect(open.map(({ kind }) => kind)).toEqual(['inspection']);
    // The other way round it is the one that stays.
    await join(other.id, one.id);
    await verified();
  });
});
