import type { Locator, Page } from 'playwright';
import { expect } from '../support/test.ts';

/** 导入台账, step by step. A file dialog must be answered before `choose`. */
export class ImportPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  async choose(): Promise<void> {
    await this.page.getByRole('button', { name: '选择文件' }).click();
  }

  async preview(): Promise<void> {
    await this.page.getByRole('button', { name: '预览结果' }).click();
    // Each sheet is read in a process of its own, which a busy machine takes its time to start.
    await expect(this.page.getByText('要么全部写入')).toBeVisible({ timeout: 60_000 });
  }

  /** One of 新建, 更新, 并入, 跳过, 拒绝. */
  async count(kind: string): Promise<number> {
    const card = this.page.locator('dl > div', { has: this.page.getByText(kind, { exact: true }) });
    const text = await card.locator('dd').textContent();
    return Number((text ?? '').replaceAll(',', ''));
  }

  /** Rows of the file. */
  async total(): Promise<number> {
    const text = await this.page.getByText(/^共 [\d,]+ 行/).textContent();
    const [, figure = ''] = /^共 ([\d,]+) 行/.exec(text ?? '') ?? [];
    return Number(figure.replaceAll(',', ''));
  }

  async decideAll(decision: string): Promise<void> {
    const bar = this.page.getByRole('group', { name: '全部按：' });
    const inBar = bar.getByRole('button', { name: decision });
    await inBar
      .or(this.page.getByRole('button', { name: decision, exact: true }))
      .first()
      .click();
  }

  async chooseCategory(category: string): Promise<void> {
    await this.page.getByRole('button', { name: category, exact: true }).click();
  }

  get apply(): Locator {
    return this.page.getByRole('button', { name: /^导入 [\d,]+ 份档案$/ });
  }

  async openList(): Promise<void> {
    await this.page.getByRole('link', { name: '打开档案列表' }).click();
  }
}
