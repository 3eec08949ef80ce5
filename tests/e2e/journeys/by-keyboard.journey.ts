import type { Page } from 'playwright';
import { CustomersPage } from '../pages/customers-page.ts';
import { Desk } from '../pages/desk.ts';
import { openTrial } from '../pages/vault-of.ts';
import { expect, test } from '../support/test.ts';

/** Where the keyboard is. */
const focused = (page: Page) => page.locator(':focus');

/** Tab by tab to what has a name, as somebody does who cannot point. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    const here = focused(page);
    const label = await here
      .first()
      .evaluate((element) => {
        const { labels } = element as HTMLInputElement;
        return element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent;
      })
      .catch(() => null);
    if (label !== null && name.test(label)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not come to ${String(name)}`);
}

test('search, open, change, save, print and go on without a mouse', async ({ app, folder }) => {
  test.setTimeout(180_000);
  const { page } = app;
  await openTrial(app, folder, 'archivist', { ledger: true });
  const { keyboard } = page;
  await keyboard.press('Control+k');
  await keyboard.type('dangan');
  await expect(page.getByText(/^找到 \d+ 份档案$/)).toBeVisible();
  const section = page.getByRole('option', { name: /^档案\s*前往$/, selected: true });
  for (let step = 0; step < 20 && !(await section.isVisible()); step += 1) await keyboard.press('ArrowDown');
  await keyboard.press('Enter');

  const list = new CustomersPage(page);
  await expect(list.rows.first()).toBeVisible();
  await keyboard.press('/');
  await expect(list.box).toBeFocused();
  await keyboard.type('wujin');
  await expect(list.rows.first().locator('mark').first()).toHaveText('五金');
  const names = await list.rows.locator('[data-field=name] span:first-child').allTextContents();
  await keyboard.press('Enter');
  const article = page.getByRole('article');
  await expect(article).toBeVisible();
  const first = (await article.getAttribute('aria-label')) ?? '';
  expect(names[0]).toContain(first);

  await keyboard.press('Control+e');
  await expect(page.getByRole('form')).toBeVisible();
  await tabTo(page, /^备注/);
  await keyboard.press('Control+End');
  await keyboard.type('键盘上改的');
  await keyboard.press('Control+s');
  await expect(new Desk(page).notice('已保存')).toBeVisible();
  await expect(article).toContainText('键盘上改的');

  await keyboard.press('Control+p');
  const preview = page.getByRole('dialog', { name: /打印预览/ });
  await expect(preview.getByText(/第 1 页，共/)).toBeVisible();
  await keyboard.press('Control+p');
  expect((await app.printed()).subarray(0, 5).toString()).toBe('%PDF-');
  await keyboard.press('Escape');
  await expect(preview).toBeHidden();

  await keyboard.press('Control+ArrowDown');
  await expect(article).not.toHaveAttribute('aria-label', first);
  const second = (await article.getAttribute('aria-label')) ?? '';
  await keyboard.press('Control+ArrowUp');
  await expect(article).toHaveAttribute('aria-label', first);
  await keyboard.press('Control+ArrowDown');
  await expect(article).toHaveAttribute('aria-label', second);
});
