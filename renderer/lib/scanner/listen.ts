/**
 * Listens to the window before everybody else. Digits are kept from the page for as long as they may be a scan, 90 ms at
 * the most, and typed afterwards where they were none: a field, its selection and its undo never see a scan. What an input
 * method does under an open composition cannot be kept off; there the field is put back as it was before the composition.
 */
import { parseCode } from '../../../db/domain/folder-code.ts';
import { fieldOf, restore, snapshotOf, typeInto, type Snapshot } from './field.ts';
import { Recogniser, type Answer, type Ended, type Fed } from './recognise.ts';

export interface ScannerEars {
  /** 12 digits that are a code (`parseCode`). */
  onCode(code: string): void;
  /** 12 digits at a scanner's speed that are none. */
  onBad(text: string): void;
}

/** A key or a text that was kept from the page, and where it was to go. */
interface Held {
  readonly target: EventTarget;
  readonly key: KeyboardEvent | null;
  readonly text: string;
}

/** What an input method writes after a scan under its composition belongs to that scan. */
const AFTERMATH_MS = 120;
/** Longer than the gap within a scan, by which keys are told apart: a busy computer delivers them late. */
const HOLD_MS = 90;

/** Hears until what is given back is called. */
export function listenToScanner(ears: ScannerEars): () => void {
  const listener = new Listener(ears);
  const kinds = [
    'keydown',
    'beforeinput',
    'input',
    'compositionstart',
    'compositionupdate',
    'compositionend',
  ];
  const breaks = ['pointerdown', 'paste', 'drop', 'cut'];
  const hear = (event: Event) => listener.hear(event);
  const leave = () => listener.leave();
  const interrupt = (event: Event) => listener.interrupt(event.timeStamp);
  for (const kind of kinds) window.addEventListener(kind, hear, true);
  for (const kind of breaks) window.addEventListener(kind, interrupt, true);
  window.addEventListener('focusout', leave, true);
  return () => {
    listener.stop();
    window.removeEventListener('focusout', leave, true);
    for (const kind of kinds) window.removeEventListener(kind, hear, true);
    for (const kind of breaks) window.removeEventListener(kind, interrupt, true);
  };
}

class Listener {
  readonly #ears: ScannerEars;
  readonly #recogniser = new Recogniser(isCode);
  #held: Held[] = [];
  /** The field before a burst. */
  #before: Snapshot | null = null;
  /** The field before a composition, in which a burst may begin. */
  #uncomposed: Snapshot | null = null;
  /** What the input method has written and not committed; null while nothing is composed. */
  #composed: string | null = null;
  /** After a scan that an input method took part in. */
  #aftermath: { readonly field: Snapshot; readonly until: number } | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isOwn = false;

  constructor(ears: ScannerEars) {
    this.#ears = ears;
  }

  hear(event: Event): void {
    if (this.#isOwn) return;
    if (event instanceof KeyboardEvent) this.#key(event);
    else if (event instanceof CompositionEvent) this.#composition(event);
    else if (event instanceof InputEvent) this.#input(event);
  }

  /** Something that is no typing: what is held goes where it was typed, before that happens. */
  interrupt(at: number): void {
    if (!this.#isOwn) this.#end(this.#recogniser.feed({ kind: 'other', at }).ended);
  }

  /** Whatever is written next is somebody's own. A scan goes on: a screen may move the focus by itself. */
  leave(): void {
    if (!this.#isOwn) this.#aftermath = null;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#end(this.#recogniser.quiet());
  }

  #key(event: KeyboardEvent): void {
    const fed = fedOf(event);
    if (!fed) return;
    const answer = this.#feed(fed, event.target);
    if (!answer.taken || (fed.kind === 'digit' && fed.awaits)) return;
    keepOff(event);
    if (fed.kind === 'digit' && event.target)
      this.#held.push({ target: event.target, key: event, text: event.key });
  }

  #composition(event: CompositionEvent): void {
    if (event.type === 'compositionend') {
      this.#composed = null;
      return;
    }
    if (event.type === 'compositionstart') {
      this.#composed = '';
      const field = fieldOf(event.target);
      this.#uncomposed = field && snapshotOf(field);
      return;
    }
    const earlier = this.#composed ?? '';
    this.#composed = event.data;
    const added = event.data.startsWith(earlier) ? event.data.slice(earlier.length) : event.data;
    if (added !== '') this.#feed({ kind: 'text', text: added, at: event.timeStamp }, event.target);
  }

  #input(event: InputEvent): void {
    if (event.type === 'input') return this.#afterwards(event.timeStamp);
    if (event.inputType === 'insertLineBreak' || event.inputType === 'insertParagraph') {
      if (this.#feed({ kind: 'ending', at: event.timeStamp }, event.target).taken) keepOff(event);
      return undefined;
    }
    if (event.inputType !== 'insertText' || !event.data || !event.target) return undefined;
    if (this.#aftermath && event.timeStamp <= this.#aftermath.until) return keepOff(event);
    const { taken } = this.#feed({ kind: 'text', text: event.data, at: event.timeStamp }, event.target);
    if (!taken || !event.cancelable) return undefined;
    keepOff(event);
    this.#held.push({ target: event.target, key: null, text: event.data });
    return undefined;
  }

  /** An input method may write once more what it had: the field is put back once more. */
  #afterwards(at: number): void {
    if (!this.#aftermath) return;
    if (at > this.#aftermath.until) this.#aftermath = null;
    else this.#putBack(this.#aftermath.field);
  }

  #feed(fed: Fed, target: EventTarget | null): Answer {
    const answer = this.#recogniser.feed(fed);
    this.#end(answer.ended);
    if (answer.begins) this.#begin(fieldOf(target));
    if (this.#recogniser.isOpen) this.#waitForQuiet();
    return answer;
  }

  #begin(field: HTMLElement | null): void {
    this.#aftermath = null;
    const isComposed = this.#composed !== null && this.#uncomposed?.field === field;
    this.#before = isComposed ? this.#uncomposed : field && snapshotOf(field);
  }

  #waitForQuiet(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end(this.#recogniser.quiet()), HOLD_MS);
  }

  #end(ended: Ended | null): void {
    if (!ended) return;
    const held = this.#held;
    this.#held = [];
    if (ended.kind === 'text') return this.#release(held);
    clearTimeout(this.#timer);
    if (this.#before) this.#takeOut(this.#before);
    this.#before = null;
    for (const { code, isRight } of ended.scans) {
      if (isRight) this.#ears.onCode(code);
      else this.#ears.onBad(code);
    }
    return undefined;
  }

  #takeOut(before: Snapshot): void {
    const isTouched = this.#composed !== null || snapshotOf(before.field).text !== before.text;
    if (!isTouched) return;
    this.#aftermath = { field: before, until: performance.now() + AFTERMATH_MS };
    this.#putBack(before);
  }

  #putBack(before: Snapshot): void {
    this.#isOwn = true;
    restore(before, this.#composed !== null);
    this.#composed = null;
    this.#isOwn = false;
  }

  /** Their keys first, then their text at once: React may hear of one change and not of the next where it is busy. */
  #release(held: readonly Held[]): void {
    const texts = new Map<HTMLElement, string>();
    this.#isOwn = true;
    for (const { target, key, text } of held) {
      const isWanted = !key || target.dispatchEvent(new KeyboardEvent('keydown', againAs(key)));
      const field = fieldOf(target);
      if (isWanted && field) texts.set(field, (texts.get(field) ?? '') + text);
    }
    for (const [field, text] of texts) typeInto(field, text);
    this.#isOwn = false;
  }
}

function keepOff(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function isCode(digits: string): boolean {
  try {
    parseCode(digits);
    return true;
  } catch {
    return false;
  }
}

/** Keys that say nothing of what is typed. */
const SILENT = ['Shift', 'CapsLock', 'NumLock', 'ScrollLock'];
/** `keyCode` of a key that an input method has. Nothing else tells it on every system. */
const INPUT_METHOD = 229;
const CODE = /^(?:Digit|Numpad)(\d)$/;

/** What a key means to a scan; null where that is known later, by the text that it brings. */
function fedOf(event: KeyboardEvent): Fed | null {
  const { key, code, timeStamp: at } = event;
  if (SILENT.includes(key)) return null;
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return { kind: 'other', at };
  const isEnding = (name: string) => name === 'Enter' || name === 'Tab' || name === 'NumpadEnter';
  const byCode = event.shiftKey ? undefined : CODE.exec(code)?.[1];
  if (event.keyCode === INPUT_METHOD || key === 'Process' || key === 'Unidentified') {
    if (isEnding(code)) return { kind: 'ending', at };
    if (byCode !== undefined) return { kind: 'digit', digit: byCode, at, awaits: true };
    return code === '' ? null : { kind: 'other', at };
  }
  if (isEnding(key)) return event.shiftKey ? { kind: 'other', at } : { kind: 'ending', at };
  if (key.length !== 1) return { kind: 'other', at };
  const byKey = /^\d$/.exec(key.normalize('NFKC'))?.[0];
  // A layout that has other signs on the keys of the digits: the scanner meant the digit.
  const digit = byKey ?? byCode;
  return digit === undefined ? { kind: 'other', at } : { kind: 'digit', digit, at, awaits: false };
}

/** The same key once more. */
function againAs(event: KeyboardEvent): KeyboardEventInit & { keyCode: number } {
  const { key, code, keyCode, location, shiftKey } = event;
  return { key, code, keyCode, location, shiftKey, bubbles: true, cancelable: true, composed: true };
}
