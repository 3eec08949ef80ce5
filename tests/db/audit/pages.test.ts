import { expect, test } from 'vitest';
import { openTestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';

test('pages of the log follow each other without a gap or a row twice', async () => {
  await using vault = await openTestVault();
  const auditor = vault.as('auditor');
  for (let count = 0; count < 6; count += 1) await vault.as('archivist').customers.create(aCustomer());
  const all = (await auditor.audit.list({ limit: 200 })).rows.map(({ seq }) => seq);
  expect(all).toEqual(all.map((_, at) => all.length - at));
  for (const limit of [1, 4, all.length - 1, all.length, all.length + 1]) {
    const paged: number[][] = [];
    for (let after: number | null = null; paged.length === 0 || after !== null;) {
      const page: Awaited<ReturnType<typeof auditor.audit.list>> = await auditor.audit.list({ limit, after });
      paged.push(page.rows.map(({ seq }) => seq));
      after = page.next;
    }
    expect(paged.flat()).toEqual(all);
    expect(paged).toHaveLength(Math.ceil(all.length / limit));
  }
});

test('the first and the last moment asked for belong to what is shown, those beside them do not', async () => {
  await using vault = await openTestVault();
  const auditor = vault.as('auditor');
  const archivist = vault.as('archivist');
  const made: string[] = [];
  const times: number[] = [];
  for (let count = 0; count < 4; count += 1) {
    vault.clock.advance({ ms: 1 });
    times.push(vault.clock.now());
    made.push(`customer:${(await archivist.customers.create(aCustomer())).id}`);
  }
  const shown = async (from: number | undefined, to: number | undefined) =>
    (await auditor.audit.list({ action: 'customers.create', from, to, limit: 200 })).rows
      .map(({ object }) => object)
      .toReversed();
  expect(await shown(times[1], times[2])).toEqual(made.slice(1, 3));
  expect(await shown(undefined, times[1])).toEqual(made.slice(0, 2));
  expect(await shown(times[2], undefined)).toEqual(made.slice(2));
});

test('each filter of the log takes what it names and nothing else', async () => {
  await using vault = await openTestVault();
  const auditor = vault.as('auditor');
  const { id } = await vault.as('archivist').customers.create(aCustomer());
  await vault.as('supervisor').audit.verify();
  await expect(vault.as('requester').customers.create(aCustomer())).rejects.toThrow('access.denied');
  const { rows: all } = await auditor.audit.list({ limit: 200 });
  const mine = all.find(({ object }) => object === `customer:${id}`);
  const accounts = await vault.as('system_admin').accounts.list();
  const accountId = accounts.find(({ login }) => login === 'archivist')?.id ?? 0;
  const seqs = async (filter: object) =>
    (await auditor.audit.list({ ...filter, limit: 200 })).rows.map(({ seq }) => seq);
  const wanted = (fits: (row: (typeof all)[number]) => boolean) => all.filter(fits).map(({ seq }) => seq);
  expect(await seqs({ object: `customer:${id}` })).toEqual([mine?.seq]);
  const newest = all[0]?.seq ?? 0;
  const then = async (filter: object) => (await seqs(filter)).filter((seq) => seq <= newest);
  expect(await then({ action: 'customers.create' })).toEqual(
    wanted(({ action }) => action === 'customers.create'),
  );
  expect(await then({ accountId })).toEqual(wanted(({ login }) => login === 'archivist'));
  expect(await then({ decision: 'deny' })).toEqual(wanted(({ decision }) => decision === 'deny'));
});

test('the actions to filter by are those that the log has, each once and in order', async () => {
  await using vault = await openTestVault();
  for (let count = 0; count < 2; count += 1) await vault.as('archivist').customers.create(aCustomer());
  const auditor = vault.as('auditor');
  const shown = (await auditor.audit.list({ limit: 200 })).rows.map(({ action }) => action);
  const actions = await auditor.audit.actions();
  expect(actions).toContain('customers.create');
  expect(actions).toEqual([...new Set(shown)].toSorted());
});

test('a row is told with who wrote it and its hash, and without what nobody is to see', async () => {
  await using vault = await openTestVault();
  const { id, archiveNo } = await vault.as('archivist').customers.create(aCustomer());
  const { reader } = vault.opened.handles;
  const [row] = (await vault.as('auditor').audit.list({ action: 'customers.create', limit: 1 })).rows;
  expect(row).toEqual({
    seq: reader.value("select seq from audit where action = 'customers.create'"),
    at: vault.clock.now(),
    role: 'archivist',
    action: 'customers.create',
    object: `customer:${id}`,
    secrecy: 'normal',
    decision: 'allow',
    reason: null,
    login: 'archivist',
    name: 'archivist',
    // By the person it is about.
    writtenBy: null,
    about: { archiveNo, name: null },
    hash: reader.value<string>("select lower(hex(hash)) from audit where action = 'customers.create'"),
  });
});
