import type { Locator, Page } from 'playwright';
import type { App } from '../support/app.ts';
import { callVault } from '../support/trial.ts';

/** 档案: the list with its search box, facets and views. */
export class CustomersPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  get box(): Locator {
    return this.page.getByRole('searchbox', { name: /^名称、拼音/ });
  }

  /** Rows of archives, the header left out. */
  get rows(): Locator {
    return this.page.getByRole('grid', { name: '档案列表' }).locator('[role=row][data-id]');
  }

  row(name: string): Locator {
    return this.rows.filter({ hasText: name });
  }

  /** Types as a person does: `/` leads to the box. */
  async search(text: string): Promise<void> {
    await this.page.keyboard.press('/');
    await this.box.fill(text);
  }

  /** As the foot of the list tells it. */
  async total(): Promise<number> {
    const text = await this.page.getByText(/^共 [\d,]+ 条$/).textContent();
    return Number((text ?? '').replace(/\D/g, ''));
  }

  /** The archives that stand from a place of the whole list on, sorted by name. */
  async idsAt(app: App, offset: number, limit: number): Promise<number[]> {
    const page = await callVault(app, 'query', 'search.list', { start: { offset }, limit });
    return (page as { rows: Array<{ id: number }> }).rows.map(({ id }) => id);
  }

  async idAt(app: App, index: number): Promise<number> {
    const [id = 0] = await this.idsAt(app, index, 1);
    return id;
  }

  /** Drags the scroll bar: 0 is the beginning, 1 the end. */
  async scrollTo(part: number): Promise<void> {
    const grid = this.page.getByRole('grid', { name: '档案列表' });
    await grid.evaluate((element, share) => {
      element.scrollTop = element.scrollHeight * share;
    }, part);
  }

  facet(value: string): Locator {
    return this.page.getByRole('navigation', { name: '筛选' }).getByText(value, { exact: true });
  }

  async create(): Promise<void> {
    await this.page.getByRole('link', { name: '新建档案' }).first().click();
  }
}
