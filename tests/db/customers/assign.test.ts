/** Who is responsible for a 机密 or 绝密 archive, and who keeps it, is assigned by an act of its own (rules.md S2). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import type { Role, Secrecy } from '../../../db/domain/roles.ts';
import { toViewInput } from '../../../renderer/features/customers/list-query.ts';
import { listSearchSchema } from '../../../renderer/features/customers/list-search.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { codeOf, refusalOf } from '../../security/support.ts';
import { because } from '../../support/reasons.ts';

let vault: TestVault;
beforeEach(async () => {
  vault = await openTestVault();
  await vault.signIn('supervisor', 'service_manager', 'developer', 'auditor');
});
afterEach(() => vault[Symbol.asyncDispose]());

const personOf = (role: Role) => vault.contextOf(role).actor.personId;

async function filed(input: Partial<CustomerInput>) {
  const { id } = await vault.as('archivist').customers.create(aCustomer(input));
  return id;
}

async function inputOf(id: number) {
  const record = await vault.as('service_manager').customers.get({ id });
  if (record.access !== 'full') throw new Error('not shown');
  return record;
}

describe('whoever enters an archive', () => {
  test.each<[Secrecy, boolean]>([
    ['normal', true],
    ['confidential', true],
    ['secret', false],
    ['top_secret', false],
  ])('names people in a %s one: %s', async (secrecy, isAllowed) => {
    for (const field of ['responsibleId', 'keeperId'] as const) {
      const input = aCustomer({ secrecy, [field]: personOf('developer') });
      expect(await refusalOf(vault.as('archivist').customers.create(input))).toEqual(
        isAllowed ? undefined : { code: 'customers.assign_apart', data: { field } },
      );
    }
  });

  test('changes nobody in a 机密 one, and everything else with them as they are', async () => {
    const id = await filed({ secrecy: 'secret' });
    const people = { responsibleId: personOf('developer'), keeperId: personOf('supervisor') };
    await vault
      .as('service_manager')
      .customers.assign({ id, version: 1, ...people, reason: because('由其经办') });
    const { input } = await inputOf(id);
    const { update } = vault.as('archivist').customers;
    const save = (changed: Partial<CustomerInput>) =>
      codeOf(update({ id, version: 2, input: { ...input, ...changed }, reason: null }));
    expect(await save({ responsibleId: personOf('archivist') })).toBe('customers.assign_apart');
    expect(await save({ responsibleId: null })).toBe('customers.assign_apart');
    expect(await save({ keeperId: null })).toBe('customers.assign_apart');
    expect(await save({ note: '改过' })).toBeUndefined();
  });

  test('names people again once the class has lapsed, and on its last day not yet', async () => {
    const today = vault.clock.today();
    const id = await filed({ secrecy: 'secret', secrecyUntil: today });
    const { input } = await inputOf(id);
    const named = { ...input, responsibleId: personOf('developer') };
    const save = () =>
      codeOf(vault.as('archivist').customers.update({ id, version: 1, input: named, reason: null }));
    expect(await save()).toBe('customers.assign_apart');
    vault.clock.advance({ days: 1 });
    await vault.signIn('archivist');
    expect(await save()).toBeUndefined();
  });
});

test('who reported a 机密 customer may be named when it is accepted, and nobody else', async () => {
  const reported = aCustomer({ secrecy: 'secret', responsibleId: personOf('developer') });
  const filing = await vault
    .as('developer')
    .filings.save({ id: null, version: null, submit: true, input: reported });
  const accept = (input: CustomerInput) =>
    vault.as('archivist').filings.accept({ id: filing.id, version: filing.version, input });
  expect(await codeOf(accept({ ...reported, responsibleId: personOf('archivist') }))).toBe(
    'customers.assign_apart',
  );
  expect(await codeOf(accept({ ...reported, keeperId: personOf('developer') }))).toBe(
    'customers.assign_apart',
  );
  const { id } = await accept(reported);
  expect((await inputOf(id)).responsible).toBe('developer');
});

test('assigning opens the archive to whom it names, with a reason in history and log', async () => {
  const id = await filed({ secrecy: 'secret', name: '佛山市金艺五金有限公司' });
  const developer = vault.as('developer');
  expect(await codeOf(developer.customers.get({ id }))).toBe('customers.not_found');
  const people = { responsibleId: personOf('developer'), keeperId: personOf('supervisor') };
  const reason = { choice: 'own_customer', text: '由其经办' } as const;
  const assign = { id, version: 1, ...people, reason };
  expect(await vault.as('supervisor').customers.assign(assign)).toEqual({ version: 2 });
  expect(await developer.customers.get({ id })).toMatchObject({ access: 'full', keeper: 'supervisor' });
  const history = await vault.as('service_manager').customers.history({ id });
  expect(
    history
      .slice(0, 2)
      .map(({ field, reason: choice, reasonText, by }) => [field, choice, reasonText, by])
      .toSorted(),
  ).toEqual([
    ['keeperId', 'own_customer', '由其经办', 'supervisor'],
    ['responsibleId', 'own_customer', '由其经办', 'supervisor'],
  ]);
  const auditor = vault.as('auditor');
  const { rows } = await auditor.audit.list({ action: 'customers.assign', limit: 5 });
  expect(rows).toMatchObject([
    {
      object: `customer:${id}`,
      secrecy: 'secret',
      decision: 'allow',
      login: 'supervisor',
      reason: 'own_customer',
    },
  ]);
  const { ok, checks } = await auditor.audit.verify();
  expect(checks.filter((check) => !check.ok)).toEqual([]);
  expect(ok).toBe(true);
});

test('is refused where somebody was faster, for a person who is nobody, and without a reason', async () => {
  const id = await filed({ secrecy: 'secret' });
  const { assign } = vault.as('service_manager').customers;
  const nobody = { id, version: 1, responsibleId: null, keeperId: null, reason: because('由其经办') };
  expect(await codeOf(assign({ ...nobody, version: 2 }))).toBe('customers.version_conflict');
  expect(await codeOf(assign({ ...nobody, keeperId: 999 }))).toBe('customers.unknown_person');
  await expect(assign({ ...nobody, reason: because(' ') })).rejects.toThrow('common.reason_text_needed');
  // Nothing changed: nothing is written.
  expect(await assign(nobody)).toEqual({ version: 1 });
});

test('a change of people that no row of an assignment stands for is found', async () => {
  const id = await filed({ secrecy: 'secret' });
  vault.opened.handles.transaction((db) =>
    db.execute('update customer set keeper_id = ? where id = ?', personOf('developer'), id),
  );
  const { checks } = await vault.as('auditor').audit.verify();
  expect(checks.find(({ name }) => name === 'records')).toMatchObject({ ok: false, detail: { first: id } });
});

describe('archives that nobody is responsible for', () => {
  const lines = async (role: Role) =>
    (await vault.as(role).home.waiting()).filter(({ kind }) => kind === 'customers_unassigned');

  test('wait for those who may name somebody, 绝密 for 经理 alone, and are what the link lists', async () => {
    const secret = await filed({ secrecy: 'secret' });
    const top = await filed({ secrecy: 'top_secret' });
    await filed({ secrecy: 'confidential' });
    await filed({ secrecy: 'secret', secrecyUntil: vault.clock.today() });
    const counts = async () =>
      await Promise.all(
        (['service_manager', 'supervisor', 'archivist', 'developer'] as const).map(async (role) =>
          (await lines(role)).map(({ count }) => count),
        ),
      );
    expect(await counts()).toEqual([[3], [2], [], []]);
    vault.clock.advance({ days: 1 });
    expect(await counts()).toEqual([[2], [1], [], []]);

    const search = listSearchSchema.parse({ secrecy: ['secret', 'top_secret'], unassigned: true });
    const listed = await vault.as('service_manager').search.list({
      ...toViewInput(search),
      start: { offset: 0 },
      limit: 10,
    });
    expect(listed.rows.map(({ id }) => id).toSorted()).toEqual([secret, top]);
    const [line] = await lines('service_manager');
    expect(parseSearch(line?.link)).toEqual({ secrecy: ['secret', 'top_secret'], unassigned: true });

    const people = { responsibleId: personOf('developer'), keeperId: null };
    await vault
      .as('service_manager')
      .customers.assign({ id: top, version: 1, ...people, reason: because('由其经办') });
    expect(await counts()).toEqual([[1], [1], [], []]);
  });
});

/** The address as the window's router reads it: each value is JSON. */
const parseSearch = (link = '') => {
  const search = new URLSearchParams(link.split('?')[1]);
  return listSearchSchema.parse(
    Object.fromEntries([...search].map(([key, value]) => [key, JSON.parse(value)])),
  );
};
