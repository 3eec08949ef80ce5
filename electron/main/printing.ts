import { randomUUID } from 'node:crypto';
import { BrowserWindow, session } from 'electron';
import type { WebContents } from 'electron';
import { AppError } from '../../db/domain/errors.ts';
import type { PrintJob } from '../shell/context.ts';
import type { PageSetup } from '../shell/values.ts';
import { APP_ORIGIN, PRINT_PATH } from './origin.ts';
import { serveRenderer } from './protocol.ts';
import { limitSession } from './security.ts';
import { windowLimits } from './windows.ts';

const PARTITION = 'printing';
const MM_PER_INCH = 25.4;
const MICRONS_PER_MM = 1000;
/** An isolated world of our own, in which no page script runs. */
const OUR_WORLD = 999;

export interface Printing {
  /** False when the person turned back in the print dialog. */
  print(job: PrintJob): Promise<boolean>;
  pdf(job: PrintJob): Promise<Uint8Array>;
}

/**
 * Prints documents in hidden windows that have no preload, no scripts (by their policy) and a session of
 * their own: what a form contains is data, whoever typed it.
 */
export function setupPrinting(rendererFolder: string): Printing {
  const documents = new Map<string, string>();
  const printSession = session.fromPartition(PARTITION);
  limitSession(printSession);
  serveRenderer(printSession, rendererFolder, documents);

  async function withDocument<T>(job: PrintJob, use: (contents: WebContents) => Promise<T>): Promise<T> {
    const id = randomUUID();
    documents.set(id, job.html);
    const window = new BrowserWindow({
      show: false,
      title: job.title,
      webPreferences: { ...windowLimits(), partition: PARTITION },
    });
    try {
      await window.loadURL(`${APP_ORIGIN}${PRINT_PATH}${id}`);
      const fonts = 'document.fonts.ready.then(() => true)';
      await window.webContents.executeJavaScriptInIsolatedWorld(OUR_WORLD, [{ code: fonts }]);
      return await use(window.webContents);
    } finally {
      documents.delete(id);
      window.destroy();
    }
  }

  return {
    print: (job) => withDocument(job, (contents) => toPrinter(contents, job.page)),
    pdf: (job) => withDocument(job, (contents) => toPdf(contents, job.page)),
  };
}

function toPdf(contents: WebContents, page: PageSetup): Promise<Uint8Array> {
  return contents.printToPDF({
    landscape: page.landscape,
    pageSize:
      typeof page.size === 'string'
        ? page.size
        : { width: page.size.widthMm / MM_PER_INCH, height: page.size.heightMm / MM_PER_INCH },
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: true,
  });
}

function toPrinter(contents: WebContents, page: PageSetup): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  contents.print(
    {
      silent: false,
      printBackground: true,
      landscape: page.landscape,
      pageSize:
        typeof page.size === 'string'
          ? page.size
          : { width: page.size.widthMm * MICRONS_PER_MM, height: page.size.heightMm * MICRONS_PER_MM },
    },
    (success, reason) => {
      if (success) resolve(true);
      else if (/cancel/i.test(reason)) resolve(false);
      else reject(new AppError('shell.print_failed'));
    },
  );
  return promise;
}
