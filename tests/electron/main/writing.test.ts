import { expect, test } from 'vitest';
import { blankCustomer } from '../../../db/domain/customer.ts';
import type { VaultEvent, WireResult } from '../../../db/wire.ts';
import { LEDGER_CUSTOMERS, openVaultDesktop, type VaultDesktop } from '../support/vault-desktop.ts';

const isWriting = ({ type }: VaultEvent) => type === 'writing';
const begun = { type: 'writing', isOver: false };
const over = { type: 'writing', isOver: true };
const created = { ...blankCustomer('client'), name: '佛山市金艺五金厂' };

/** A window that has heard that another one's import begins to write. */
async function heardOf(desktop: VaultDesktop) {
  const importing = desktop.window('one');
  const other = desktop.window('two');
  await importing.signIn('archivist');
  await other.signIn('archivist');
  const plan = await importing.planImport();
  const heard = other.next(isWriting);
  const running = importing.ask('mutation', 'import.run', plan);
  await heard;
  const ended = other.next(isWriting);
  return { importing, other, running, ended };
}

test('other windows hear that an import writes before it does, and when it is through; their saves wait for it', async () => {
  await using desktop = openVaultDesktop();
  const { importing, other, running, ended } = await heardOf(desktop);
  const order: string[] = [];
  const note = (name: string) => (result: WireResult) => void order.push(`${name} ${result.ok}`);
  const saving = other.ask('mutation', 'customers.create', created).result.then(note('save'));
  void ended.then(() => order.push('over'));
  await running.result.then(note('import'));
  await saving;
  expect(order).toEqual(['over', 'import true', 'save true']);
  expect(other.told.filter(isWriting)).toEqual([begun, over]);
  expect(importing.told.filter(isWriting)).toEqual([]);
  const { total } = await other.get<{ total: number }>('query', 'search.facets', {});
  expect(total).toBe(LEDGER_CUSTOMERS + 1);
});

test('an import that is cancelled or stopped by a lock is over for the others too, and leaves nothing', async () => {
  for (const stop of ['cancel', 'suspend'] as const) {
    await using desktop = openVaultDesktop();
    const { other, running, ended } = await heardOf(desktop);
    if (stop === 'cancel') desktop.vault.cancel(running.seq);
    else desktop.vault.lock('one', 'suspend');
    expect(await ended).toEqual(over);
    expect(await running.result).toMatchObject({ ok: false });
    await other.get('mutation', 'customers.create', created);
    const { total } = await other.get<{ total: number }>('query', 'search.facets', {});
    expect(total).toBe(1);
  }
});
