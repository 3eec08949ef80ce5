import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright';
import { expect } from 'playwright/test';

/** What is to be told of a screen: the rule, the element, what is wrong. */
type Doubts = Awaited<ReturnType<AxeBuilder['analyze']>>['incomplete'];

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
      const { violations, incomplete } = await axe.analyze();
      for (const { id, nodes } of violations)
        for (const { html, failureSummary } of nodes)
          this.tripped.push(`${screen}, ${colorScheme}: ${id} ${html.slice(0, 300)} ${failureSummary ?? ''}`);
      for (const doubt of await this.#settle(incomplete))
        this.tripped.push(`${screen}, ${colorScheme}: ${doubt}`);
    }
    await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  }

  async readAt(address: string, heading: string | RegExp): Promise<void> {
    await this.#page.evaluate((to) => {
      window.location.hash = to;
    }, address);
    await expect(this.#page.getByRole('heading', { name: heading }).first()).toBeVisible();
    await this.read(address);
  }

  /** Decides what axe leaves open of contrast, of names where none may be, and of the focus in what is hidden. */
  async #settle(incomplete: Doubts): Promise<string[]> {
    const of = (rule: string) =>
      incomplete.flatMap(({ id, nodes }) => (id === rule ? nodes.map(({ target }) => target.join(' ')) : []));
    const faint = await this.#page.evaluate(faintAmong, of('color-contrast'));
    const behind = await this.#page.evaluate(
      // A dialog keeps the focus to itself: what is behind it is not reached while it is open.
      (targets) =>
        targets.filter((target) => document.querySelector(target)?.contains(document.activeElement)),
      of('aria-hidden-focus'),
    );
    return [
      ...faint.map((words) => `color-contrast ${words}`),
      ...behind.map((target) => `aria-hidden-focus ${target}`),
      ...of('aria-prohibited-attr').map((target) => `aria-prohibited-attr ${target}`),
    ];
  }
}

/**
 * Runs in the page. Of elements whose background axe could not tell (a field's frame lies over it): those whose words
 * have less than 4.5 : 1 to what is painted behind them (WCAG 2, 1.4.3).
 */
function faintAmong(targets: readonly string[]): string[] {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number];
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const colourOf = (css: string): Colour => {
    if (!canvas) throw new Error('no canvas');
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = css;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = ([r, g, b, a]: Colour, [red, green, blue]: Colour): Colour => [
    r * a + red * (1 - a),
    g * a + green * (1 - a),
    b * a + blue * (1 - a),
    1,
  ];
  const backgroundOf = (element: Element | null): Colour => {
    if (!element) return [255, 255, 255, 1];
    const own = colourOf(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, backgroundOf(element.parentElement));
  };
  const light = ([red, green, blue]: Colour): number => {
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((part) =>
      part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  /** Words in a picture stand on the last shape that was painted before them where they are, if on any. */
  const shapeBehind = (element: Element): Element | undefined => {
    if (!(element instanceof SVGElement)) return undefined;
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const shapes = element.ownerSVGElement?.querySelectorAll('rect, circle, path, polygon') ?? [];
    return [...shapes].findLast((shape) => {
      const box = shape.getBoundingClientRect();
      return (
        shape.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING &&
        colourOf(getComputedStyle(shape).fill)[3] === 1 &&
        box.left <= x &&
        x <= box.right &&
        box.top <= y &&
        y <= box.bottom
      );
    });
  };
  return targets.flatMap((target) => {
    const element = document.querySelector(target);
    // Meanwhile gone, as a line of a list that goes on.
    if (!element) return [];
    const style = getComputedStyle(element);
    const shape = shapeBehind(element);
    const behind = shape ? colourOf(getComputedStyle(shape).fill) : backgroundOf(element);
    const words = over(colourOf(element instanceof SVGElement ? style.fill : style.color), behind);
    const [more = 0, less = 0] = [light(words), light(behind)].toSorted((a, b) => b - a);
    const contrast = (more + 0.05) / (less + 0.05);
    return contrast < 4.5 ? [`${target}: ${contrast.toFixed(2)}`] : [];
  });
}
