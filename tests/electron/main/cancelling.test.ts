import { expect, test } from 'vitest';
import { isProgress, LEDGER_ROWS, openVaultDesktop } from '../support/vault-desktop.ts';

const cancelled = { ok: false, error: { code: 'common.cancelled', data: {} } };

test('of two calls cancelled at once one went on', async () => {
  await using desktop = openVaultDesktop();
  const window = desktop.window('one');
  await window.signIn('archivist');
  const plan = await window.planImport();
  const begun = window.next(isProgress('import'));
  const running = window.ask('mutation', 'import.run', plan);
  const waiting = window.ask('mutation', 'audit.verify');
  await begun;
  desktop.vault.cancel(running.seq);
  desktop.vault.cancel(waiting.seq);
  expect(await Promise.all([running.result, waiting.result])).toEqual([cancelled, cancelled]);
  expect(await window.get('query', 'search.facets', {})).toMatchObject({ total: 0 });
});

test('a call cancelled twice, and calls cancelled when they are answered, take nothing from the others', async () => {
  await using desktop = openVaultDesktop();
  const window = desktop.window('one');
  await window.signIn('archivist');
  const plan = await window.planImport();
  const answered = window.ask('query', 'search.facets', {});
  await answered.result;
  const begun = window.next(isProgress('import'));
  const running = window.ask('mutation', 'import.run', plan);
  await begun;
  desktop.vault.cancel(running.seq);
  desktop.vault.cancel(running.seq);
  desktop.vault.cancel(answered.seq);
  desktop.vault.cancel(1_000_000);
  expect(await running.result).toEqual(cancelled);
  const again = await window.get('mutation', 'import.run', plan);
  expect(again).toMatchObject({ total: LEDGER_ROWS, refused: 0 });
});

test('a change that was cancelled before its turn came is not begun', async () => {
  await using desktop = openVaultDesktop();
  const window = desktop.window('one');
  await window.signIn('supervisor');
  const edit = { list: 'size', items: [{ labelZh: '特大', labelEn: '' }] };
  const verifying = window.ask('mutation', 'audit.verify');
  const editing = window.ask('mutation', 'lists.edit', edit);
  desktop.vault.cancel(editing.seq);
  expect(await editing.result).toEqual(cancelled);
  expect(await verifying.result).toMatchObject({ ok: true });
  const { size } = await window.get<{ size: Array<{ labelZh: string }> }>('query', 'lists.all');
  expect(size.map(({ labelZh }) => labelZh)).not.toContain('特大');
});
