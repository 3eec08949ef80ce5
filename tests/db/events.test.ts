import { expect, test } from 'vitest';
import { openTestVault } from '../support/vault.ts';
import { aCustomer } from '../support/factories.ts';

test('a change is told once it is committed, and one that is rolled back is not', async () => {
  await using vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  const told = () => vault.events.filter(({ type }) => type === 'changed');
  ctx.transaction(() => {
    ctx.emit({ type: 'changed', kind: 'lists' });
    expect(told()).toEqual([]);
  });
  expect(told()).toEqual([{ type: 'changed', kind: 'lists' }]);
  const undone = () =>
    ctx.transaction(() => {
      ctx.emit({ type: 'changed', kind: 'customers' });
      throw new Error('no');
    });
  expect(undone).toThrow('no');
  ctx.emit({ type: 'changed', kind: 'filings' });
  expect(told()).toEqual([
    { type: 'changed', kind: 'lists' },
    { type: 'changed', kind: 'filings' },
  ]);
});

test('an edit names the archive', async () => {
  await using vault = await openTestVault();
  const { id } = await vault.as('archivist').customers.create(aCustomer());
  await vault
    .as('archivist')
    .customers.update({ id, version: 1, input: aCustomer({ note: '改过' }), reason: null });
  expect(vault.events.filter(({ type }) => type === 'changed')).toEqual([
    { type: 'changed', kind: 'customers' },
    { type: 'changed', kind: 'customers', id },
  ]);
});
