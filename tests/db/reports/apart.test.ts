import { expect, test } from 'vitest';
import { DEFAULT_CHOICES } from '../../../db/domain/reports/choices.ts';
import { freezeJob, recomputeJob, unpack } from '../../../db/features/reports/service.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault } from '../../support/vault.ts';

test('figures that a process of its own computed are those of the vault’s thread, with the head of the log', async () => {
  await using vault = await openTestVault({ apart: true });
  const archivist = vault.as('archivist');
  await archivist.customers.create(aCustomer());
  const asked = {
    name: 'customer_statistics',
    title: null,
    period: '2026-02',
    choices: DEFAULT_CHOICES,
  } as const;
  const head = await vault.as('auditor').audit.head();
  const frozen = await vault.contextOf('archivist').readLong(freezeJob, asked);
  expect({ ...frozen.head, hash: Buffer.from(frozen.head.hash).toString('hex') }).toEqual({
    seq: head?.seq,
    hash: head?.hash,
  });
  const { id } = await archivist.reports.compile({ name: 'customer_statistics', period: '2026-02' });
  const { figures } = await archivist.reports.open({ id });
  expect(unpack(frozen.content)).toEqual({ ok: true, value: figures });
  const again = await vault.contextOf('archivist').readLong(recomputeJob, { id });
  expect(again).toEqual({ differences: [], count: 0, acts: [] });
});
