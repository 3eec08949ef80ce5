import type { Locator, Page } from 'playwright';

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

  facet(value: string): Locator {
    return this.page.getByRole('navigation', { name: '筛选' }).getByText(value, { exact: true });
  }

  async create(): Promise<void> {
    await this.page.getByRole('link', { name: '新建档案' }).first().click();
  }
}
