import type { Locator, Page } from 'playwright';

/** The form of one customer: 新建档案, 编辑, a 建档申请. */
export class CustomerForm {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  field(label: string): Locator {
    // The list stays behind the form, with a box of its own.
    const form = this.page.getByRole('form');
    return form.getByLabel(new RegExp(`^${label}`)).and(form.locator('input, textarea'));
  }

  async fill(label: string, text: string): Promise<void> {
    await this.field(label).fill(text);
  }

  /** A long choice by words, pinyin or initials. */
  async choose(label: string, typed: string): Promise<void> {
    await this.field(label).click();
    await this.page.keyboard.type(typed);
    await this.page.keyboard.press('Enter');
  }

  /** One of the few choices that stand open as buttons. */
  async pick(label: string, choice: string): Promise<void> {
    const group = this.page.getByRole('group', { name: label });
    await group.getByRole('button', { name: choice, exact: true }).click();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
  }

  get restored(): Locator {
    return this.page.getByText('已恢复上次未保存的内容。');
  }
}
