import type { Locator, Page } from 'playwright';

/** What a person needs for a click and for a key, in milliseconds. */
const CLICK_MS = 1_300;
const KEY_MS = 280;
/** Keys for a Chinese character by pinyin, with its share of the choice. */
const KEYS_PER_CHARACTER = 4;
/** A file is found and opened in the system's own dialog. */
const CLICKS_PER_DIALOG = 2;

/** Somebody who works by mouse and keyboard: whatever is done counts. */
export class Clerk {
  readonly page: Page;
  clicks = 0;
  keys = 0;
  readonly #startedAt = performance.now();
  constructor(page: Page) {
    this.page = page;
  }

  async click(target: Locator): Promise<void> {
    this.clicks += 1;
    await target.click();
  }

  /** Types where the keyboard is. */
  async type(text: string): Promise<void> {
    for (const character of text) this.keys += /[^\x20-\x7e]/.test(character) ? KEYS_PER_CHARACTER : 1;
    await this.page.keyboard.insertText(text);
  }

  async press(key: string): Promise<void> {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }

  /** A file dialog was answered. */
  choseFile(): void {
    this.clicks += CLICKS_PER_DIALOG;
  }

  /** Seconds of the machine, and of a person who does the same. */
  get seconds(): { readonly machine: number; readonly person: number } {
    const machine = performance.now() - this.#startedAt;
    const person = machine + this.clicks * CLICK_MS + this.keys * KEY_MS;
    return { machine: machine / 1_000, person: person / 1_000 };
  }
}
