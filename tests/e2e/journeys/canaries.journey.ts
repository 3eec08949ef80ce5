import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { blankContact, blankCustomer } from '../../../db/domain/customer.ts';
import { CustomerForm } from '../pages/customer-form.ts';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import type { App } from '../support/app.ts';
import { expect, test } from '../support/test.ts';
import { callVault, PASSWORD } from '../support/trial.ts';

/** Texts that are in no other place: in Chinese, and in letters as a page or a log might keep them. */
const CANARIES = Array.from({ length: 50 }, (_, at) =>
  at % 2 === 0 ? `金丝雀${at}号不得外泄` : `canary-${at}-must-not-leave`,
);
const at = (index: number): string => CANARIES[index] ?? '';

/** As they may lie on a disk: as text of each kind, and as part of an address. */
const FORMS = CANARIES.flatMap((text) => [
  { text, bytes: Buffer.from(text, 'utf8') },
  { text, bytes: Buffer.from(text, 'utf16le') },
  { text, bytes: Buffer.from(encodeURIComponent(text)) },
]);

/** What a browser that is just ending takes away meanwhile is gone. */
function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}

function* filesIn(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(path);
    else if (entry.isFile()) yield path;
  }
}

/** The canaries that lie in the clear in a folder, each with the file where it does. */
function foundIn(folder: string): string[] {
  return [...filesIn(folder)].flatMap((path) => {
    const content = contentOf(path);
    const found = FORMS.filter(({ bytes }) => content.includes(bytes)).map(({ text }) => text);
    return [...new Set(found)].map((text) => `${relative(folder, path)}: ${text}`);
  });
}

/** Ten archives with five texts each, in every kind of field. */
async function fileThem(app: App): Promise<void> {
  for (let archive = 0; archive < 10; archive += 1) {
    const text = (field: number) => at(archive * 5 + field);
    const contacts = [{ ...blankContact(), name: text(2), mobile: '13812345678', position: text(3) }];
    const fields = { name: text(0), note: text(1), contacts, address: text(4) };
    await callVault(app, 'mutation', 'customers.create', { ...blankCustomer('client'), ...fields });
  }
}

test('after a day of work none of fifty texts lies readable on the disk', async ({ launchApp, folder }) => {
  test.setTimeout(400_000);
  const temp = join(folder, 'temp');
  mkdirSync(temp);
  const app = await launchApp({ temp });
  const gate = await openTrial(app, folder, 'archivist', { ledger: true });
  const desk = new Desk(app.page);
  await fileThem(app);

  // Looked up, read, printed on paper, searched for, typed and not saved.
  await desk.goTo('档案');
  const list = new CustomersPage(app.page);
  await list.search(at(1));
  await list.row(at(0)).click();
  await app.page.keyboard.press('Enter');
  await expect(app.page.getByRole('heading', { name: at(0) })).toBeVisible();
  await callVault(app, 'mutation', 'prints.pages', { form: 'card', id: 1 });
  await desk.findAnywhere(at(5), at(5));
  await desk.goTo('档案');
  await list.create();
  await new CustomerForm(app.page).fill('名称', at(7));
  await new CustomerForm(app.page).fill('详细地址', at(9));
  await desk.lock();
  await gate.signIn('system_admin', PASSWORD);
  await gate.isIn();

  // Backed up to another drive, a new data key, verified.
  const drive = join(folder, 'drive');
  mkdirSync(drive);
  await desk.goTo('备份');
  await app.answerDialog([drive]);
  await app.page.getByRole('button', { name: '立即备份到文件夹…' }).click();
  await expect(app.page.getByRole('status').filter({ hasText: '审计链第' })).toContainText('已核对', {
    timeout: 60_000,
  });
  await callVault(app, 'mutation', 'accounts.disable', { id: 2 });
  await callVault(app, 'mutation', 'audit.verify', undefined);
  await desk.lock();
  await gate.signIn('archivist', PASSWORD);
  await gate.isIn();
  await desk.goTo('档案');
  await list.search(at(11));
  await list.row(at(10)).click();
  await app.page.keyboard.press('Enter');
  await expect(app.page.getByRole('heading', { name: at(10) })).toBeVisible();
  await app.page.goBack();
  await desk.findAnywhere(at(15), at(15));
  await app.page.keyboard.press('Control+k');
  await app.page.getByRole('combobox', { name: '搜索档案和命令' }).fill(at(21));
  await expect(app.page.getByRole('option', { name: new RegExp(at(20)) }).first()).toBeVisible();
  await app.kill();

  const files = [...filesIn(folder)];
  expect(files.length).toBeGreaterThan(10);
  expect(foundIn(folder)).toEqual([]);
  // Of the browser's own files, of which none is ours, that cannot be asked.
  const ours = files.filter((path) => !relative(folder, path).startsWith(join('user-data', 'browser')));
  expect(
    ours.filter((path) => contentOf(path).subarray(0, 15).toString('latin1') === 'SQLite format 3'),
  ).toEqual([]);

  // What the kill left of the browser is gone at the next start, and at its end all that it wrote.
  const profile = join(folder, 'user-data', 'browser');
  const left = join(profile, 'Default', 'left-by-the-kill');
  mkdirSync(dirname(left), { recursive: true });
  writeFileSync(left, at(1));
  const next = await launchApp({ temp });
  // Electron's own is kept, and not there.
  expect(existsSync(left)).toBe(app.engine === 'electron');
  await next.close();
  expect(existsSync(profile)).toBe(app.engine === 'electron');
});
