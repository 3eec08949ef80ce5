import type { Locator, Page } from 'playwright';
import { codeOf } from '../../../db/domain/folder-code.ts';
import type { App } from '../support/app.ts';
import { expect } from '../support/test.ts';
import { callVault } from '../support/trial.ts';
import { Desk } from './desk.ts';
import { ScannerPage } from './scanner.ts';

interface Line {
  readonly id: number;
  readonly archiveNo: string;
  readonly name: string;
}

/** 检查: the desk of an inspection, with a scanner beside it. */
export class InspectionPage {
  readonly page: Page;
  readonly #app: App;
  readonly #scanner: ScannerPage;

  private constructor(app: App, scanner: ScannerPage) {
    this.page = app.page;
    this.#app = app;
    this.#scanner = scanner;
  }

  /** Opens the next inspection by hand; from its day on the program has done so by itself. */
  static async open(app: App): Promise<InspectionPage> {
    const { page } = app;
    await new Desk(page).goTo('检查');
    const byHand = page.getByRole('button', { name: '提前开始' });
    const goOn = page.getByRole('link', { name: '继续检查' });
    await expect(byHand.or(goOn)).toBeVisible();
    if (await byHand.isVisible()) {
      await byHand.click();
      await page.getByRole('dialog').getByRole('button', { name: '提前开始' }).click();
    } else await goOn.click();
    await expect(page.getByText('您站在哪一层？')).toBeVisible();
    return new InspectionPage(app, await ScannerPage.beside(page));
  }

  async standAt(cabinet: string, level: number): Promise<readonly Line[]> {
    const { page } = this;
    await page.getByRole('treeitem', { name: new RegExp(`^${cabinet} 柜`) }).waitFor();
    const levels = page.getByRole('treeitem', { name: new RegExp(`^${level} 层`) });
    await levels.first().click();
    await expect(page.getByRole('heading', { name: `${cabinet}-${level}` })).toBeVisible();
    return this.linesOf(cabinet, level);
  }

  /** To the next level that is not through, by its key. */
  async goOn(): Promise<void> {
    const { page } = this;
    const level = page.getByRole('heading', { level: 2 }).first();
    const before = (await level.textContent()) ?? '';
    await page.keyboard.press(']');
    await expect(level).not.toHaveText(before);
  }

  /** Opens the desk from the list of inspections; `action` is what waits for whoever is signed in. */
  async look(action: string | RegExp = /查看|去签字|继续检查/): Promise<void> {
    const { page } = this;
    await new Desk(page).goTo('检查');
    await page.getByRole('link', { name: action }).click();
    await expect(page.getByRole('navigation', { name: '柜位' })).toBeVisible();
  }

  async linesOf(cabinet: string, level: number): Promise<readonly Line[]> {
    const at = { room: null, cabinet, level };
    return (await this.ask('inspections.level', { id: await this.id(), level: at })) as Line[];
  }

  async id(): Promise<number> {
    const { inspection } = (await this.ask('inspections.current', undefined)) as {
      inspection: { id: number };
    };
    return inspection.id;
  }

  /** How an archive is noted: its entry and its findings. */
  async entryOf(
    customerId: number,
  ): Promise<{ no: number; sheet: { outcome: string; findings: unknown[] } }> {
    const sheet = await this.ask('inspections.sheet', { id: await this.id(), customerId });
    return (sheet as { entry: { no: number; sheet: { outcome: string; findings: unknown[] } } }).entry;
  }

  scan(id: number): Promise<void> {
    return this.#scanner.type(codeOf(id), { ending: 'Enter' });
  }

  /** What the last scan is answered with. */
  get answer(): Locator {
    return this.page.locator('output[aria-live=assertive]');
  }

  line(name: string): Locator {
    return this.page.getByRole('listbox', { name: '案卷' }).getByRole('option', { name });
  }

  /** What others do meanwhile. */
  ask(path: string, input: unknown, kind: 'query' | 'mutation' = 'query'): Promise<unknown> {
    return callVault(this.#app, kind, path, input);
  }
}
