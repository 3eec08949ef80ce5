import type { Locator, Page } from 'playwright';
import { expect } from '../support/test.ts';

export interface Invited {
  readonly login: string;
  readonly name: string;
  readonly code: string;
}

/** Before an archive is open: welcome, the wizard, sign-in. */
export class GatePage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** Goes through the wizard to the list of one-time codes. A file dialog must have been answered before. */
  async create(vault: {
    company: string;
    password: string;
    people: readonly { login: string; name: string }[];
    onChoosePlace: () => Promise<void>;
  }): Promise<readonly Invited[]> {
    const { page } = this;
    await this.button('新建档案库').click();
    await page.getByLabel('单位名称').fill(vault.company);
    await vault.onChoosePlace();
    await this.button('选择位置…').click();
    await this.next();
    await this.fillAccounts(vault.password, vault.people);
    await this.next();
    const lines = await this.readSheets();
    await this.button('打印三张恢复密钥单').click();
    await this.button('已打印，去核对').click();
    await this.typeBack(lines);
    await this.button('建立档案库').click();
    // A key is derived for everybody.
    await expect(this.button('以系统管理员身份进入')).toBeVisible({ timeout: 60_000 });
    const rows = await page
      .locator('tbody tr')
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    return rows.map(([name = '', login = '', code = '']) => ({ name, login, code }));
  }

  async enter(): Promise<void> {
    await this.button('以系统管理员身份进入').click();
    await expect(this.page.getByRole('navigation', { name: '主导航' })).toBeVisible();
  }

  /** Chooses the archive opened last. */
  async chooseRecent(name: string): Promise<void> {
    await this.page
      .getByRole('button', { name: new RegExp(name) })
      .first()
      .click();
  }

  async signIn(login: string, password: string): Promise<void> {
    await this.page.getByLabel(/^登录名/).fill(login);
    await this.password().fill(password);
    await this.page.getByRole('button', { name: '登录', exact: true }).click();
  }

  /** A first sign-in with a one-time code, and a password of one's own. */
  async activate(login: string, code: string, password: string): Promise<void> {
    await this.signIn(login, code);
    await this.choosePassword(password);
  }

  async choosePassword(password: string): Promise<void> {
    await this.page.getByLabel(/^新密码/).fill(password);
    await this.page.getByLabel(/^再输入一次新密码/).fill(password);
    await this.button('设置密码并登录').click();
    await this.isIn();
  }

  async isIn(): Promise<void> {
    await expect(this.page.getByRole('navigation', { name: '主导航' })).toBeVisible();
  }

  get refusal(): Locator {
    return this.page.getByRole('alert');
  }

  /** The clock that counts to the next try. */
  get wait(): Locator {
    return this.page.getByRole('timer');
  }

  password(): Locator {
    return this.page.locator('input[type=password]').first();
  }

  private button(name: string): Locator {
    return this.page.getByRole('button', { name });
  }

  private async next(): Promise<void> {
    await this.button('下一步').click();
  }

  private async fillAccounts(
    password: string,
    people: readonly { login: string; name: string }[],
  ): Promise<void> {
    const { page } = this;
    await page.getByLabel(/^姓名/).first().fill('系统员');
    await page.getByLabel(/^新密码/).fill(password);
    await page.getByLabel(/^再输入一次新密码/).fill(password);
    for (const [index, person] of people.entries()) {
      await page
        .getByLabel(/^姓名/)
        .nth(index + 1)
        .fill(person.name);
      await page
        .getByLabel(/^登录名/)
        .nth(index + 1)
        .fill(person.login);
    }
  }

  /** The lines of the three sheets, four on each. */
  async readSheets(): Promise<readonly string[]> {
    await expect(this.page.getByText('第 1 张，共 3 张')).toBeVisible();
    const texts = await this.page.getByRole('listitem').allTextContents();
    return texts.filter((text) => /^[0-9A-Z -]{8,}$/.test(text.trim()));
  }

  async typeBack(lines: readonly string[]): Promise<void> {
    const labels = await this.page.locator('form label').allTextContents();
    for (const [index, label] of labels.entries()) {
      const [, sheet, line] = /第 (\d) 张，第 (\d) 行/.exec(label) ?? [];
      const text = lines[(Number(sheet) - 1) * 4 + Number(line) - 1] ?? '';
      await this.page.getByRole('textbox').nth(index).fill(text);
    }
  }
}
