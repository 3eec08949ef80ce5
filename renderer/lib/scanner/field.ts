/**
 * A field's text and selection as they were, and back again. Written with the editing commands of the browser, so that
 * React's state and the steps of undo follow, and with the value's own setter where a field refuses those.
 */

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** `start` and `end` are null where a field has no selection that can be read (a number, an e-mail address). */
export interface Snapshot {
  readonly field: HTMLElement;
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
}

const isTextField = (target: unknown): target is TextField =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

/** The field in which somebody types just now; null where what is typed goes to no field. */
export function fieldOf(target: EventTarget | null): HTMLElement | null {
  if (isTextField(target)) return target;
  if (!(target instanceof HTMLElement) || !target.isContentEditable) return null;
  let host: HTMLElement = target;
  while (host.parentElement?.isContentEditable) host = host.parentElement;
  return host;
}

export function snapshotOf(field: HTMLElement): Snapshot {
  if (isTextField(field)) {
    return { field, text: field.value, start: field.selectionStart, end: field.selectionEnd };
  }
  return { field, text: field.textContent, ...offsetsIn(field) };
}

/** Puts back what changed since, and the selection; a composition that is open is ended first. */
export function restore(snapshot: Snapshot, isComposing: boolean): void {
  const { field, text } = snapshot;
  if (!field.isConnected) return;
  if (isComposing) endComposition(field);
  const now = textOf(field);
  if (now !== text) {
    const [from, to] = changedPart(now, text);
    select(field, from, now.length - to);
    write(text.slice(from, text.length - to));
    if (isTextField(field) && field.value !== text) setValue(field, text);
  }
  if (snapshot.start !== null && snapshot.end !== null) select(field, snapshot.start, snapshot.end);
}

/** Types text where somebody typed it a moment ago. */
export function typeInto(field: HTMLElement, text: string): void {
  const isThere = fieldOf(document.activeElement) === field;
  if (isThere && write(text)) return;
  if (!isTextField(field) || field.readOnly || field.disabled) return;
  const start = field.selectionStart ?? field.value.length;
  const end = field.selectionEnd ?? start;
  setValue(field, field.value.slice(0, start) + text + field.value.slice(end));
  if (field.selectionStart !== null) field.setSelectionRange(start + text.length, start + text.length);
}

const textOf = (field: HTMLElement): string => (isTextField(field) ? field.value : field.textContent);

/** Where two texts differ: from a place on, and as many signs before the end. */
function changedPart(now: string, before: string): [number, number] {
  const most = Math.min(now.length, before.length);
  let from = 0;
  while (from < most && now[from] === before[from]) from += 1;
  let to = 0;
  while (to < most - from && now.at(-1 - to) === before.at(-1 - to)) to += 1;
  return [from, to];
}

/** The one way to have text written as if it were typed: what other ways leave out is undo. */
function write(text: string): boolean {
  // jsdom has no such command.
  if (typeof document.execCommand !== 'function') return false;
  return text === '' ? document.execCommand('delete') : document.execCommand('insertText', false, text);
}

/** React keeps a value of its own beside the field's, and believes an event only where the two differ. */
function setValue(field: TextField, value: string): void {
  const prototype =
    field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertReplacementText' }));
}

const FOCUS_EVENTS = ['blur', 'focusout', 'focus', 'focusin', 'change'] as const;

/** Only leaving a field ends a composition and tells the input method too. Nobody else hears of it. */
function endComposition(field: HTMLElement): void {
  const hush = (event: Event) => event.stopImmediatePropagation();
  const active = document.activeElement;
  for (const kind of FOCUS_EVENTS) window.addEventListener(kind, hush, true);
  try {
    if (active instanceof HTMLElement) active.blur();
    (active instanceof HTMLElement ? active : field).focus({ preventScroll: true });
  } finally {
    for (const kind of FOCUS_EVENTS) window.removeEventListener(kind, hush, true);
  }
}

function select(field: HTMLElement, start: number, end: number): void {
  if (isTextField(field)) {
    if (field.selectionStart !== null) field.setSelectionRange(start, end);
    return;
  }
  const [from, to] = [pointAt(field, start), pointAt(field, end)];
  document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
}

/** How much text stands in a field before the two ends of the selection. */
function offsetsIn(field: HTMLElement): Pick<Snapshot, 'start' | 'end'> {
  const selection = document.getSelection();
  if (!selection || selection.rangeCount === 0) return { start: null, end: null };
  const range = selection.getRangeAt(0);
  const lengthUpTo = (node: Node, offset: number) => {
    const before = document.createRange();
    before.selectNodeContents(field);
    before.setEnd(node, offset);
    return before.toString().length;
  };
  if (!field.contains(range.commonAncestorContainer)) return { start: null, end: null };
  return {
    start: lengthUpTo(range.startContainer, range.startOffset),
    end: lengthUpTo(range.endContainer, range.endOffset),
  };
}

function pointAt(field: HTMLElement, offset: number): { node: Node; offset: number } {
  const walker = document.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  let rest = offset;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0;
    if (rest <= length) return { node, offset: rest };
    rest -= length;
  }
  return { node: field, offset: field.childNodes.length };
}
