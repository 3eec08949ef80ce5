import type { Locator, Page } from 'playwright';

/** One archive, 案卷. */
export class CustomerPage {
  readonly page: Page;
  readonly article: Locator;
  constructor(page: Page, name: string) {
    this.page = page;
    this.article = page.getByRole('article', { name });
  }

  async edit(): Promise<void> {
    await this.article.getByRole('link', { name: '编辑' }).click();
  }

  /** Begins to change a fact where it stands. */
  async change(fact: string): Promise<void> {
    await this.article.getByRole('button', { name: `编辑${fact}`, exact: true }).click();
  }

  async tab(name: RegExp): Promise<void> {
    await this.article.getByRole('tab', { name }).click();
  }

  /** Opens the preview of 客户档案卡. */
  async openCard(): Promise<void> {
    await this.article.getByRole('button', { name: '打印档案卡' }).click();
  }
}
