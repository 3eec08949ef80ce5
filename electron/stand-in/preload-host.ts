/**
 * The preload runs in the page before its own scripts, inside a function that alone holds the way to the main
 * process; what it exposes is frozen. (Electron runs it in a world apart; here the page is the program's own.)
 */

/** Names under which the page's side and ours find each other; removed from the page's sight before it runs. */
export const CALL = '__kedangStandInCall';
export const DELIVER = '__kedangStandInDeliver';

export type CallFromPage =
  | { readonly kind: 'invoke' | 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'accelerator'; readonly index: number }
  | { readonly kind: 'bounds'; readonly bounds: Electron.Rectangle };

/** A key combination as the page sees it. */
export interface PageAccelerator {
  readonly index: number;
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
}

/** The script that runs the built preload, as text: it is evaluated in the page, not here. */
export function preloadScript(source: string, accelerators: readonly PageAccelerator[]): string {
  const start = `(${String(startPage)})(${JSON.stringify([CALL, DELIVER, accelerators])}, (require) => {
    const module = { exports: {} };
    const exports = module.exports;
    ${source}
  });`;
  return start;
}

type StartArguments = [call: string, deliver: string, accelerators: readonly PageAccelerator[]];

/** Runs in the page: nothing from this module's surroundings is there. */
function startPage(
  [callName, deliverName, accelerators]: StartArguments,
  runPreload: (require: (name: string) => unknown) => void,
): void {
  const call: unknown = Reflect.get(window, callName);
  Reflect.deleteProperty(window, callName);
  if (window.top !== window || typeof call !== 'function') return;
  const toMain = (message: CallFromPage): unknown => Reflect.apply(call, window, [message]);

  const listeners = new Map<string, Set<(...args: unknown[]) => void>>();
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) => toMain({ kind: 'invoke', channel, args }),
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

  const electron: Record<string, object> = { ipcRenderer, contextBridge };
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
  const reportBounds = (): void => {
    const bounds = { x: screenX, y: screenY, width: outerWidth, height: outerHeight };
    toMain({ kind: 'bounds', bounds });
  };
  window.addEventListener('resize', reportBounds);
  window.addEventListener('blur', reportBounds);
}
