/**
 * The preload runs in the page before its own scripts, inside a function that alone holds the way to the main
 * process; what it exposes is frozen. (Electron runs it in a world apart; here the page is the program's own.)
 */

import type { Packed } from './packed.ts';

/** Names under which the page's side and ours find each other; removed from the page's sight before it runs. */
export const CALL = '__kedangStandInCall';
export const DELIVER = '__kedangStandInDeliver';

/** Begins what stands for the path of a dropped file. */
export const DROPPED_MARK = 'stand-in-dropped:';

/** Bytes of a dropped file that are taken. */
export const LARGEST_DROPPED = 256 * 1024 * 1024;

export type CallFromPage =
  | { readonly kind: 'invoke' | 'send'; readonly channel: string; readonly args: readonly unknown[] }
  /** A part of a file that was dropped, as base64, in order; `name` is the file's own. */
  | {
      readonly kind: 'dropped';
      readonly id: string;
      readonly name: string;
      readonly part: string;
      readonly isLast: boolean;
    }
  | { readonly kind: 'accelerator'; readonly index: number }
  /** A right click or the menu key, unless the page has a menu of its own there. */
  | { readonly kind: 'context-menu'; readonly clicked: Clicked }
  | { readonly kind: 'bounds'; readonly bounds: Electron.Rectangle };

/** Of what Electron tells of it, as much as a page can see. */
type Clicked = Pick<
  Electron.ContextMenuParams,
  'x' | 'y' | 'isEditable' | 'selectionText' | 'formControlType' | 'editFlags'
>;

/** A key combination as the page sees it. */
export interface PageAccelerator {
  readonly index: number;
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** The script that runs the built preload, as text: it is evaluated in the page, not here. */
export function preloadScript(source: string, accelerators: readonly PageAccelerator[]): string {
  const start = `(${String(startPage)})(${JSON.stringify([CALL, DELIVER, accelerators, DROPPED_MARK, LARGEST_DROPPED])}, (require) => {
    const module = { exports: {} };
    const exports = module.exports;
    ${source}
  });`;
  return start;
}

type StartArguments = [
  call: string,
  deliver: string,
  accelerators: readonly PageAccelerator[],
  droppedMark: string,
  largestDropped: number,
];

/** Runs in the page: nothing from this module's surroundings is there. */
function startPage(
  [callName, deliverName, accelerators, droppedMark, largestDropped]: StartArguments,
  runPreload: (require: (name: string) => unknown) => void,
): void {
  const call: unknown = Reflect.get(window, callName);
  Reflect.deleteProperty(window, callName);
  if (window.top !== window || typeof call !== 'function') return;
  const toMain = (message: CallFromPage): unknown => Reflect.apply(call, window, [message]);

  const listeners = new Map<string, Set<(...args: unknown[]) => void>>();
  /** What is dropped is on its way to the main process: what names it waits. */
  let underWay: Promise<unknown> = Promise.resolve();
  const ipcRenderer = {
    invoke: async (channel: string, ...args: unknown[]) => {
      const [given] = args;
      const isDrop = Array.isArray(given) && given.some((one) => String(one).startsWith(droppedMark));
      if (isDrop) await underWay;
      const answer = (await toMain({ kind: 'invoke', channel, args })) as Packed;
      return 'json' in answer ? JSON.parse(answer.json) : answer.value;
    },
    send: (channel: string, ...args: unknown[]) => void toMain({ kind: 'send', channel, args }),
    on: (channel: string, listener: (...args: unknown[]) => void) => {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    },
    removeListener: (channel: string, listener: (...args: unknown[]) => void) => {
      listeners.get(channel)?.delete(listener);
    },
  };
  const contextBridge = {
    exposeInMainWorld: (name: string, api: object) => {
      Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true });
    },
  };
  Object.defineProperty(window, deliverName, {
    value: (channel: string, args: readonly unknown[]) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
    },
  });

  /**
   * A browser tells nobody where a file lies. So its bytes go to the main process part by part, which keeps them in a file
   * of its own for as long as the program runs; the id stands for that file's path.
   */
  const hand = async (id: string, file: File): Promise<void> => {
    if (file.size > largestDropped) return;
    const step = 1024 * 1024;
    for (let start = 0; start === 0 || start < file.size; start += step) {
      const bytes = new Uint8Array(await file.slice(start, start + step).arrayBuffer());
      const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
      const isLast = start + step >= file.size;
      await toMain({ kind: 'dropped', id, name: file.name, part: btoa(text), isLast });
    }
  };
  const webUtils = {
    getPathForFile: (file: File): string => {
      const id = `${droppedMark}${crypto.randomUUID()}`;
      // A folder has no bytes: nothing is kept, and the main process finds no file.
      underWay = underWay.then(() => hand(id, file)).catch(() => undefined);
      return id;
    },
  };

  const electron: Record<string, object> = { ipcRenderer, contextBridge, webUtils };
  const parts = new Proxy(electron, {
    get: (target, key) => {
      const part = Reflect.get(target, key);
      if (part === undefined) throw new Error(`the stand-in lacks ${String(key)} in the preload`);
      return part;
    },
  });
  runPreload((name) => {
    if (name !== 'electron') throw new Error(`the preload may not require ${name}`);
    return parts;
  });

  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey)) return;
    const found = accelerators.find(
      ({ key, shift, alt }) =>
        key === event.key.toLowerCase() && shift === event.shiftKey && alt === event.altKey,
    );
    if (!found) return;
    event.preventDefault();
    toMain({ kind: 'accelerator', index: found.index });
  });
  window.addEventListener('contextmenu', (event) => {
    if (event.defaultPrevented) return;
    const { target, clientX: x, clientY: y } = event;
    const field = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target : null;
    const isEditable = field !== null && !field.readOnly && !field.disabled;
    const isSecret = field?.type === 'password';
    const selectionText = String(getSelection() ?? '');
    const formControlType = isSecret ? 'input-password' : field ? 'input-text' : 'none';
    const canCopy = !isSecret && selectionText !== '';
    const editFlags = {
      canUndo: false,
      canRedo: false,
      canCut: canCopy && isEditable,
      canCopy,
      canPaste: isEditable,
      canDelete: isEditable,
      canSelectAll: true,
      canEditRichly: false,
    };
    const clicked = { x, y, isEditable, selectionText, formControlType, editFlags } as const;
    toMain({ kind: 'context-menu', clicked });
  });
  const reportBounds = (): void => {
    const bounds = { x: screenX, y: screenY, width: outerWidth, height: outerHeight };
    toMain({ kind: 'bounds', bounds });
  };
  window.addEventListener('resize', reportBounds);
  window.addEventListener('blur', reportBounds);
}
