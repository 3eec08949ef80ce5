import type { Locator, Page } from 'playwright';
import { expect } from '../support/test.ts';

/** The signed-in window: the rail, the palette, the lock, notices. */
export class Desk {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async goTo(section: string): Promise<void> {
    const rail = this.page.getByRole('navigation', { name: '主导航' });
    await rail.getByRole('link', { name: new RegExp(`^${section}`) }).click();
  }

  async lock(): Promise<void> {
    await this.page.keyboard.press('Control+l');
    await expect(this.page.getByRole('button', { name: '登录', exact: true })).toBeVisible();
  }

  /** Opens Ctrl+K, types, and goes where the first line leads. */
  async findAnywhere(text: string, expected: string): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.page.getByRole('combobox', { name: '搜索档案和命令' }).fill(text);
    const option = this.page.getByRole('option', { name: new RegExp(expected) }).first();
    await expect(option).toBeVisible();
    await option.click();
  }

  notice(text: string | RegExp): Locator {
    return this.page.getByText(text).first();
  }
}
