import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright';
import { build } from 'vite';
import type { Heard } from '../support/scanner-page.tsx';

export type Way = 'keys' | 'full-width' | 'composing';
export type Ending = 'Enter' | 'Tab' | 'nothing';

export interface FieldState {
  readonly focus: string;
  readonly text: string;
  readonly selection: readonly [number | null, number | null];
}

const source = join(import.meta.dirname, '..', 'support', 'scanner-page.tsx');
const KEYS = { Enter: 13, Tab: 9 } as const;
/** Key code of what an input method has. */
const INPUT_METHOD = 229;

/** The page as one script, which goes into any window. */
export async function bundlePage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: { write: false, rolldownOptions: { input: source, output: { format: 'iife' } } },
  });
  const [first] = Array.isArray(built) ? built : [built];
  if (!first || !('output' in first)) throw new Error('nothing was built');
  return first.output[0].code;
}

/** A page with fields, and a scanner beside it that types as scanners and input methods make Chromium hear it. */
export class ScannerPage {
  readonly page: Page;
  readonly #cdp: CDPSession;
  /** Commands that were sent; nothing waits for one before it sends the next, as no scanner does. */
  #sent: Array<Promise<unknown>> = [];
  #at = 0;

  private constructor(page: Page, cdp: CDPSession) {
    this.page = page;
    this.#cdp = cdp;
  }

  /** A scanner beside a window of the program itself. */
  static async beside(page: Page): Promise<ScannerPage> {
    return new ScannerPage(page, await page.context().newCDPSession(page));
  }

  static async open(page: Page, script: string): Promise<ScannerPage> {
    await page.evaluate(script);
    await page.locator('#controlled').waitFor();
    return new ScannerPage(page, await page.context().newCDPSession(page));
  }

  heard(): Promise<Heard> {
    return this.page.evaluate(() => structuredClone(Reflect.get(window, 'heard')));
  }

  /** Focus in a field with a part of its text selected; `body` is no field. */
  async focus(id: string): Promise<void> {
    await this.page.evaluate((id) => {
      (document.activeElement as HTMLElement | null)?.blur();
      getSelection()?.removeAllRanges();
      const field = document.getElementById(id);
      field?.focus();
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) {
        field.setSelectionRange(2, 4);
      } else if (field?.isContentEditable && field.firstChild) {
        getSelection()?.setBaseAndExtent(field.firstChild, 2, field.firstChild, 4);
      }
    }, id);
  }

  /** The field's text as it was in the beginning. */
  async reset(id: string): Promise<void> {
    await this.focus(id);
    await this.page.keyboard.press('ControlOrMeta+a');
    await this.page.keyboard.insertText('前文选中后文');
  }

  /** As from the clipboard, by the key for it. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((text) => navigator.clipboard.writeText(text), text);
    await this.page.keyboard.press('ControlOrMeta+v');
  }

  /** Runs something while the window does nothing else, and hears of it afterwards. */
  async whileBusy(run: () => Promise<void>): Promise<void> {
    const busy = this.page.evaluate(() => {
      const until = performance.now() + 1_000;
      while (performance.now() < until);
    });
    await Promise.all([busy, run()]);
  }

  state(): Promise<FieldState> {
    return this.page.evaluate(() => {
      const field = document.activeElement;
      const isText = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
      const selection = getSelection();
      return {
        focus: field?.id ?? '',
        text: isText || field instanceof HTMLSelectElement ? field.value : (field?.textContent ?? ''),
        selection: isText
          ? [field.selectionStart, field.selectionEnd]
          : [selection?.anchorOffset ?? null, selection?.focusOffset ?? null],
      };
    });
  }

  /** Digits `gap` ms apart by the time that their keys carry, whenever they arrive. */
  async type(
    digits: string,
    {
      way = 'keys',
      ending = 'nothing',
      gap = 5,
    }: {
      way?: Way;
      ending?: Ending;
      gap?: number;
    } = {},
  ): Promise<void> {
    this.#pause();
    if (way === 'composing') this.compose('nihao');
    for (const [index, digit] of [...digits].entries()) {
      this.#digit(digit, way, index === 0);
      this.#at += gap / 1000;
    }
    if (ending !== 'nothing') this.key(ending);
    await this.settled();
  }

  key(name: 'Enter' | 'Tab', isComposed = false): void {
    const code = isComposed ? INPUT_METHOD : KEYS[name];
    const text = name === 'Enter' && !isComposed ? '\r' : undefined;
    this.#send('Input.dispatchKeyEvent', {
      type: text ? 'keyDown' : 'rawKeyDown',
      key: isComposed ? 'Process' : name,
      code: name,
      text,
      windowsVirtualKeyCode: code,
      timestamp: this.#at,
    });
    this.#send('Input.dispatchKeyEvent', {
      type: 'keyUp',
      key: name,
      code: name,
      windowsVirtualKeyCode: code,
    });
  }

  /** A key that is held down: its first press and what the system makes of the rest. */
  hold(digit: string, times: number): void {
    this.#pause();
    for (let time = 0; time < times; time += 1) {
      this.#press(digit, 48 + Number(digit), digit, time > 0);
      this.#at += time === 0 ? 0.3 : 0.03;
    }
  }

  /** What an input method shows before it is committed, a while after all that was typed before. */
  composeAnew(text: string): void {
    this.#pause();
    this.compose(text);
  }

  compose(text: string): void {
    this.#send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  }

  commit(text: string): void {
    this.#send('Input.insertText', { text });
  }

  /** The key of a digit that an input method has; what it does of it comes after. */
  taken(digit: string): void {
    this.#at += 0.005;
    this.#press(digit, INPUT_METHOD);
  }

  async settled(): Promise<void> {
    await Promise.all(this.#sent);
    this.#sent = [];
  }

  /** Keys carry a time of their own: what comes next was pressed a while after all before it, and nobody waits. */
  #pause(): void {
    this.#at = Math.max(this.#at, Date.now() / 1000) + 0.15;
  }

  #digit(digit: string, way: Way, isFirst: boolean): void {
    if (way === 'keys') return this.#press(digit, 48 + Number(digit), digit);
    this.#press(digit, INPUT_METHOD);
    // The first digit takes the first of the words that are offered.
    if (way === 'composing' && isFirst) return this.commit('你好');
    return this.commit(String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  }

  #press(digit: string, windowsVirtualKeyCode: number, text?: string, autoRepeat = false): void {
    this.#send('Input.dispatchKeyEvent', {
      type: text ? 'keyDown' : 'rawKeyDown',
      key: text ?? 'Process',
      code: `Digit${digit}`,
      text,
      windowsVirtualKeyCode,
      autoRepeat,
      timestamp: this.#at,
    });
  }

  #send(...command: Parameters<CDPSession['send']>): void {
    this.#sent.push(this.#cdp.send(...command));
  }
}
