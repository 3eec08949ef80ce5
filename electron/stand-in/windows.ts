import type { BrowserWindow as ElectronWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { Page } from 'playwright';
import { announceContents, trackWindow, untrackWindow } from './application.ts';
import { debuggingEndpoint, hiddenBrowser, shownBrowser } from './browser.ts';
import { tell } from './control.ts';
import { Events } from './events.ts';
import { headless, isTest } from './flags.ts';
import { lacking } from './lacking.ts';
import { colorScheme, onColorScheme } from './system.ts';
import { applyPermissions, applySession, defaultSession, fromPartition } from './sessions.ts';
import { createContents } from './web-contents.ts';

const DEFAULT_SIZE = { width: 800, height: 600 };

const open: Array<{
  readonly window: ElectronWindow;
  readonly page: Promise<Page>;
  readonly shown: boolean;
}> = [];

/** The page behind a window, for what the stand-in draws over it. */
export function pageOf(window: ElectronWindow): Promise<Page> {
  const found = open.find((each) => each.window === window);
  if (!found) throw new Error('no such window');
  return found.page;
}

/** The window of the program that a person would see. */
export function shownWindow(): ElectronWindow {
  const found = open.find(({ shown }) => shown);
  if (!found) throw new Error('no window is open');
  return found.window;
}

function createWindow(options: BrowserWindowConstructorOptions): ElectronWindow {
  const {
    width = DEFAULT_SIZE.width,
    height = DEFAULT_SIZE.height,
    show = true,
    webPreferences = {},
  } = options;
  requireLimits(webPreferences);
  const { partition, preload } = webPreferences;
  const session = partition === undefined ? defaultSession : fromPartition(partition);
  const events = new Events();
  let bounds: Rectangle = { x: options.x ?? 0, y: options.y ?? 0, width, height };
  let userAgent = '';
  let maximized = false;

  const handle = createContents({
    session,
    preload,
    userAgent: () => userAgent,
    onBounds: (changed) => {
      bounds = changed;
    },
  });
  const page = openPage(show, bounds).then(async (opened) => {
    await applySession(session, opened, handle.mayNavigate);
    await applyPermissions(session, opened.context(), opened);
    userAgent = await opened.evaluate<string>('navigator.userAgent');
    await opened.emulateMedia({ colorScheme: colorScheme() });
    await handle.attach(opened);
    opened.on('close', ended);
    return opened;
  });

  async function setWindowState(windowState: 'maximized' | 'normal' | 'minimized'): Promise<void> {
    if (headless) return;
    const opened = await page;
    const devtools = await opened.context().newCDPSession(opened);
    const { windowId } = await devtools.send('Browser.getWindowForTarget');
    await devtools.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
    await devtools.detach();
  }
  const tracked = { close: async () => void (await (await page).close().catch(() => undefined)) };
  function ended(): void {
    const index = open.findIndex((each) => each.window === window);
    if (index === -1) return;
    events.emitPreventable('close');
    open.splice(index, 1);
    events.emit('closed');
    untrackWindow(tracked);
  }

  const window: ElectronWindow = lacking<ElectronWindow>('BrowserWindow', {
    webContents: handle.contents,
    on: (event: string, listener: (...args: never[]) => void) => {
      events.on(event, listener);
      return window;
    },
    loadURL: async (url: string) => {
      await page;
      await handle.load(url);
      if (show && isTest && process.send) tell({ type: 'ready', endpoint: debuggingEndpoint() });
    },
    focus: () => void page.then((opened) => opened.bringToFront()),
    isMinimized: () => false,
    restore: () => void setWindowState('normal'),
    maximize: () => {
      maximized = true;
      void setWindowState('maximized');
    },
    isMaximized: () => maximized,
    getNormalBounds: () => bounds,
    destroy: () => void tracked.close(),
  });
  open.push({ window, page, shown: show });
  trackWindow(tracked);
  announceContents(handle.contents);
  return window;
}

/** A page in a browser has no Node and a sandbox: a window asking for more is not what would run here. */
function requireLimits(limits: Electron.WebPreferences): void {
  tell({ type: 'window', limits });
  const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = limits;
  if (sandbox && contextIsolation && !nodeIntegration && webSecurity && !webviewTag) return;
  throw new Error('the stand-in lacks windows that can do more than a page');
}

async function openPage(show: boolean, place: Rectangle): Promise<Page> {
  if (!show) {
    const browser = await hiddenBrowser();
    const context = await browser.newContext();
    const page = await context.newPage();
    page.on('close', () => void context.close());
    return page;
  }
  const context = await shownBrowser(place);
  const [first] = context.pages();
  return first && first.url().startsWith('data:') ? first : context.newPage();
}

onColorScheme((scheme) => {
  for (const { page } of open) void page.then((opened) => opened.emulateMedia({ colorScheme: scheme }));
});

/** Constructing one gives a window; the other parts of the class are not there. */
export class BrowserWindow {
  constructor(options: BrowserWindowConstructorOptions = {}) {
    return createWindow(options);
  }

  /** There is one window to be in front. */
  static getFocusedWindow(): ElectronWindow | null {
    return open.find(({ shown }) => shown)?.window ?? null;
  }
}
