import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Rectangle, WebContents } from 'electron';
import { channels } from '../shell/bridge.ts';
import type { ShellEvent } from '../shell/bridge.ts';
import type { VaultEvent } from '../../db/wire.ts';
import { setupContextMenu } from './context-menu.ts';
import { APP_ORIGIN } from './origin.ts';
import type { PreferenceStore, WindowPlace } from './preferences.ts';
import { wordsIn } from './words.ts';

/** The smallest size at which every screen is whole, in CSS pixels. */
const SMALLEST = { width: 1024, height: 700 };
const PAGE = `${APP_ORIGIN}/`;
const NOTHING = 'data:text/html,';
const FIRST = { width: 1360, height: 860 };

/** A window of ours and the name of its connection to the vault. */
export interface OpenWindow {
  readonly connection: string;
  readonly window: BrowserWindow;
}

/** The program's windows; each is one connection to the vault. */
export interface Windows {
  open(): void;
  focus(): void;
  /** Undefined for contents that are no window of ours. */
  find(contents: WebContents): OpenWindow | undefined;
  /** To one connection, or to every window with null. */
  send(connection: string | null, event: VaultEvent | ShellEvent): void;
  /** To the window in front. */
  sendToFocused(event: ShellEvent): void;
  /** Shows the page of a window anew, at the address where it is; nothing of a window that is gone. */
  reload(connection: string): Promise<void>;
  /** A window is to be closed, `last` when it is the only one; false keeps it open. */
  onClosing(mayClose: (last: boolean) => boolean): void;
  /** A window was closed or its page crashed. `last` when no other window of ours is open; one that prints unseen is no window of ours. */
  onEnded(listener: (connection: string, last: boolean) => void): void;
}

export function createWindows(preload: string, preferences: PreferenceStore): Windows {
  const open = new Map<string, BrowserWindow>();
  const reloading = new Map<string, Promise<void>>();
  const endedListeners: Array<(connection: string, last: boolean) => void> = [];
  let mayClose: (last: boolean) => boolean = () => true;

  function tellEnded(connection: string, last: boolean): void {
    for (const listener of endedListeners) listener(connection, last);
  }

  function openWindow(): void {
    const window = new BrowserWindow({
      ...visiblePlace(preferences.windowPlace()),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#14171c' : '#faf9f6',
      autoHideMenuBar: true,
      webPreferences: windowLimits(preload),
    });
    if (preferences.windowPlace()?.maximized) window.maximize();
    const connection = `window-${window.webContents.id}`;
    open.set(connection, window);
    setupContextMenu(window, () => wordsIn(preferences.read().language));
    window.on('close', (event) => {
      preferences.rememberWindow(placeOf(window));
      if (!mayClose(open.size === 1)) event.preventDefault();
    });
    window.on('closed', () => {
      open.delete(connection);
      tellEnded(connection, open.size === 0);
    });
    window.webContents.on('render-process-gone', () => {
      // Whoever was signed in there is not any more; the page starts over.
      tellEnded(connection, false);
      void window.loadURL(PAGE);
    });
    void window.loadURL(PAGE);
  }

  /** By way of a page of another site, so that the process of the one before ends, with all that was in its memory. */
  async function reload(window: BrowserWindow): Promise<void> {
    const address = window.webContents.getURL();
    await window.loadURL(NOTHING);
    await window.loadURL(address.startsWith(PAGE) ? address : PAGE);
    window.webContents.navigationHistory.clear();
  }

  return {
    open: openWindow,
    focus: () => {
      const window = [...open.values()].at(-1);
      if (!window) return openWindow();
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    find: (contents) => {
      for (const [connection, window] of open) {
        if (window.webContents === contents) return { connection, window };
      }
      return undefined;
    },
    send: (connection, event) => {
      for (const [name, window] of open) {
        if (connection === null || connection === name) window.webContents.send(channels.event, event);
      }
    },
    sendToFocused: (event) => {
      const window = BrowserWindow.getFocusedWindow() ?? [...open.values()].at(-1);
      window?.webContents.send(channels.event, event);
    },
    reload: (connection) => {
      const window = open.get(connection);
      if (!window) return Promise.resolve();
      const under = reloading.get(connection) ?? reload(window).finally(() => reloading.delete(connection));
      reloading.set(connection, under);
      return under;
    },
    onClosing: (listener) => {
      mayClose = listener;
    },
    onEnded: (listener) => endedListeners.push(listener),
  };
}

/** What a page of ours can do: show, and call the functions that the preload names. */
export function windowLimits(preload?: string): Electron.WebPreferences {
  return {
    ...(preload === undefined ? {} : { preload }),
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  };
}

function placeOf(window: BrowserWindow): WindowPlace {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}

/** The place where the window stood, unless that screen is gone. */
function visiblePlace(place: WindowPlace | undefined): Partial<Rectangle> {
  if (!place) return FIRST;
  const { maximized: _, ...bounds } = place;
  const area = screen.getDisplayMatching(bounds).workArea;
  const seen =
    bounds.x < area.x + area.width - 100 &&
    bounds.x + bounds.width > area.x + 100 &&
    bounds.y >= area.y - 10 &&
    bounds.y < area.y + area.height - 100;
  return seen ? bounds : FIRST;
}

/** Files beside the built main process. */
export function builtFile(...parts: string[]): string {
  return join(import.meta.dirname, ...parts);
}
