import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from '../support/test.ts';

/** Reads screens as aids for people who see or hear little do, in light and in dark, and keeps what they trip over. */
export class Aid {
  readonly #page: Page;
  readonly tripped: string[] = [];
  constructor(page: Page) {
    this.#page = page;
  }

  /** `isMenu`: it takes the focus and the next key ends it, so that nobody looks for it by landmarks. */
  async read(screen: string, isMenu = false): Promise<void> {
    const page = this.#page;
    await expect(page.locator('[role=progressbar]:not([aria-valuenow])')).toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      // What moved already goes on: words of a notice that is half faded in are too faint, for a moment.
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
      const axe = new AxeBuilder({ page }).setLegacyMode(true).disableRules(isMenu ? ['region'] : []);
      const { violations } = await axe.analyze();
      for (const { id, nodes } of violations)
        for (const { html, failureSummary } of nodes)
          this.tripped.push(`${screen}, ${colorScheme}: ${id} ${html.slice(0, 300)} ${failureSummary ?? ''}`);
    }
  }

  async readAt(address: string, heading: string | RegExp): Promise<void> {
    await this.#page.evaluate((to) => {
      window.location.hash = to;
    }, address);
    await expect(this.#page.getByRole('heading', { name: heading }).first()).toBeVisible();
    await this.read(address);
  }
}
