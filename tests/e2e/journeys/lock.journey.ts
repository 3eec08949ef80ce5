import type { Page } from 'playwright';
import { blankContact, blankCustomer } from '../../../db/domain/customer.ts';
import { CustomerForm } from '../pages/customer-form.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';
import { callVault, PASSWORD } from '../support/trial.ts';

/** Names, notes, people, addresses; searches; what was typed and not saved. */
const CANARIES = Array.from({ length: 20 }, (_, at) =>
  at % 2 === 0 ? `金丝雀${at}号锁后不留` : `canary-${at}-gone-at-lock`,
);
const at = (index: number): string => CANARIES[index] ?? '';

/** Every string that the page's own memory has, after its garbage was collected. */
async function heapOf(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await devtools.detach();
  const { strings }: { strings: string[] } = JSON.parse(chunks.join(''));
  return strings.join('\n');
}

const foundIn = (heap: string): string[] => CANARIES.filter((text) => heap.includes(text));

test('at a lock the window starts over: nothing of what it showed is in its memory', async ({
  launchApp,
  folder,
}) => {
  // Two pictures of a whole memory.
  test.setTimeout(400_000);
  const app = await launchApp();
  const { page } = app;
  const gate = await openTrial(app, folder, 'archivist');
  const desk = new Desk(page);
  for (let archive = 0; archive < 3; archive += 1) {
    const text = (field: number) => at(archive * 5 + field);
    const contacts = [{ ...blankContact(), name: text(2), mobile: '13812345678', position: text(3) }];
    const fields = { name: text(0), note: text(1), contacts, address: text(4) };
    await callVault(app, 'mutation', 'customers.create', { ...blankCustomer('client'), ...fields });
  }
  await desk.goTo('档案');
  const list = new CustomersPage(page);
  for (const name of [at(0), at(5), at(10)]) {
    await list.search(name);
    await list.row(name).click();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name })).toBeVisible();
    await page.goBack();
  }
  await list.search(at(15));
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: '搜索档案和命令' }).fill(at(16));
  await page.keyboard.press('Escape');
  await list.create();
  const form = new CustomerForm(page);
  await form.fill('名称', at(17));
  await form.fill('详细地址', at(18));
  await expect
    .poll(() => callVault(app, 'query', 'drafts.get', { key: 'customers.new' }))
    .toMatchObject({ value: { value: { values: { name: at(17), address: at(18) } } } });
  expect(foundIn(await heapOf(page)).length).toBeGreaterThan(10);

  await app.power('lock-screen');
  await expect(page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText('屏幕锁定');
  expect(foundIn(await heapOf(page))).toEqual([]);

  await gate.signIn('archivist', PASSWORD);
  await expect(form.restored).toBeVisible();
  await expect(form.field('名称')).toHaveValue(at(17));
  await expect(form.field('详细地址')).toHaveValue(at(18));
});
