import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import type { Session, WebContents } from 'electron';
import { fromBrowser, toBrowser } from './address.ts';
import { takeDropped, withPaths } from './dropped-files.ts';
import { Events } from './events.ts';
import { headless } from './flags.ts';
import { frameAt, invoke, send } from './ipc.ts';
import { lacking } from './lacking.ts';
import { pageAccelerators, runAccelerator } from './menus.ts';
import { CALL, DELIVER, preloadScript } from './preload-host.ts';
import type { CallFromPage } from './preload-host.ts';
import { packed } from './packed.ts';
import { printFile, printPage, toPdf } from './paper.ts';
import { defaultSession, fetchFrom } from './sessions.ts';

let lastId = 0;

/** The page behind one window, from the moment it exists. */
export interface Contents {
  readonly contents: WebContents;
  /** Gives it its page, before anything is loaded there. */
  attach(page: Page): Promise<void>;
  /** Whether the page may go where a link or script of its own takes it. */
  mayNavigate(url: string): boolean;
  load(url: string): Promise<void>;
}

interface Options {
  readonly session: Session;
  readonly preload: string | undefined;
  readonly userAgent: () => string;
  readonly onBounds: (bounds: Electron.Rectangle) => void;
}

export function createContents({ session, preload, userAgent, onBounds }: Options): Contents {
  const events = new Events();
  const { promise: ready, resolve: setPage } = Promise.withResolvers<Page>();
  let openHandler: Parameters<WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' });
  let loading: string | undefined;
  let shown: Page | undefined;
  /** The file that is shown, where that is no page. */
  let file: { readonly pdf: Uint8Array; readonly url: string } | undefined;
  lastId += 1;

  const contents: WebContents = lacking<WebContents>('webContents', {
    id: lastId,
    mainFrame: frameAt('app://kedang/', null),
    on: (event: string, listener: (...args: never[]) => void) => {
      events.on(event, listener);
      return contents;
    },
    once: (event: string, listener: (...args: never[]) => void) => {
      events.once(event, listener);
      return contents;
    },
    setWindowOpenHandler: (handler) => {
      openHandler = handler;
    },
    getUserAgent: userAgent,
    getURL: () => (shown === undefined ? '' : fromBrowser(shown.url())),
    navigationHistory: lacking<WebContents['navigationHistory']>('navigationHistory', {
      clear: () => void ready.then(forgetHistory),
    }),
    send: (channel, ...args: unknown[]) => {
      void ready.then((page) => deliver(page, channel, args));
    },
    executeJavaScriptInIsolatedWorld: async (_world, scripts) => {
      const page = await ready;
      let last: unknown;
      for (const { code } of scripts) last = await page.evaluate(code);
      return last;
    },
    printToPDF: async (options) => toPdf(await ready, options),
    print: (options, callback = () => undefined) => {
      void ready.then((page) =>
        file
          ? printFile(file, session, callback, headless)
          : printPage(page, session, options ?? {}, callback, headless),
      );
    },
  });

  async function fromPage(message: CallFromPage, url: string, isMainFrame: boolean): Promise<unknown> {
    const frame = isMainFrame ? contents.mainFrame : frameAt(url, contents.mainFrame);
    switch (message.kind) {
      case 'invoke':
        return packed(await invoke(contents, frame, message.channel, withPaths(message.args)));
      case 'send':
        return send(contents, frame, message.channel, message.args);
      case 'dropped':
        return isMainFrame ? takeDropped(message) : undefined;
      case 'accelerator':
        return runAccelerator(message.index);
      case 'context-menu':
        return events.emit(
          'context-menu',
          {},
          { ...message.clicked, pageURL: contents.getURL(), menuSourceType: 'mouse' },
        );
      case 'bounds':
        return onBounds(message.bounds);
    }
  }

  return {
    contents,
    attach: async (page) => {
      if (preload !== undefined) {
        await page.exposeBinding(CALL, ({ frame }, message: CallFromPage) =>
          fromPage(message, frame.url(), frame.parentFrame() === null),
        );
        await page.addInitScript({
          content: preloadScript(readFileSync(preload, 'utf8'), pageAccelerators()),
        });
      }
      page.on('crash', () => events.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
      page.on('popup', (popup) => {
        const details = lacking<Electron.HandlerDetails>('HandlerDetails', { url: popup.url() });
        if (openHandler(details).action === 'allow')
          throw new Error('the stand-in lacks windows opened by a page');
        void popup.close();
      });
      shown = page;
      setPage(page);
    },
    mayNavigate: (url) => {
      if (loading !== undefined && bare(url) === bare(loading)) return true;
      return !events.emitPreventable('will-navigate', { url }, url);
    },
    load: async (url) => {
      loading = url;
      const page = await ready;
      // A browser without windows has no viewer of PDF files: the program's own is kept until it is printed.
      if (session !== defaultSession) file = await pdfAt(url, session);
      if (file) return void events.emit('-pdf-ready-to-print');
      await page.goto(toBrowser(url));
      loading = undefined;
    },
  };
}

async function pdfAt(url: string, session: Session): Promise<{ pdf: Uint8Array; url: string } | undefined> {
  const response = await fetchFrom(session, url);
  if (response?.headers.get('content-type') !== 'application/pdf') return undefined;
  return { pdf: new Uint8Array(await response.arrayBuffer()), url };
}

/** A page that is going away hears nothing, as in Electron. */
async function deliver(page: Page, channel: string, args: readonly unknown[]): Promise<void> {
  if (page.isClosed()) return;
  const call = `window[${JSON.stringify(DELIVER)}]?.(${JSON.stringify(channel)}, ${JSON.stringify(args)})`;
  await page.evaluate(call).catch(() => undefined);
}

/** A request may be told without its fragment. */
const bare = (url: string): string => url.split('#', 1)[0] ?? url;

/** The way back leads nowhere. */
async function forgetHistory(page: Page): Promise<void> {
  if (page.isClosed()) return;
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.resetNavigationHistory').catch(() => undefined);
  await devtools.detach().catch(() => undefined);
}
