import { randomUUID } from 'node:crypto';
import { BrowserWindow, session } from 'electron';
import type { PrintToPDFOptions, WebContents, WebContentsPrintOptions } from 'electron';
import { AppError } from '../../db/domain/errors.ts';
import { wholeSlice } from '../../db/domain/document/html-pages.ts';
import type { PdfJob, PrintJob } from '../shell/context.ts';
import type { PageSetup } from '../shell/values.ts';
import { APP_ORIGIN, PRINT_PATH } from './origin.ts';
import { serveRenderer } from './protocol.ts';
import type { Printed } from './serve.ts';
import { limitSession } from './security.ts';
import { FACES_READY, pressSlices, showing, whileWanted, type Going } from '../paper/slices.ts';
import { windowLimits } from './windows.ts';

const PARTITION = 'printing';
/** Of its own, for what shows a PDF runs scripts of the browser's own. */
const PDF_PARTITION = 'printing-pdf';
const MM_PER_INCH = 25.4;
const MICRONS_PER_MM = 1000;
/** An isolated world of our own, in which no page script runs. */
const OUR_WORLD = 999;
/** How long a PDF may take to be shown before it is printed. */
const SHOW_MS = 60_000;

export interface Printing {
  /** False when the person turned back in the print dialog. A document of several slices goes to paper as one PDF. */
  print(job: PrintJob, going: Going): Promise<boolean>;
  printPdf(job: PdfJob, going: Going): Promise<boolean>;
  /** Rejects with the reason of the signal when that is aborted. */
  pdf(job: PrintJob, going: Going): Promise<Uint8Array>;
}

/**
 * Prints documents in hidden windows that have no preload, no scripts (by their policy) and a session of
 * their own: what a form contains is data, whoever typed it.
 */
export function setupPrinting(rendererFolder: string): Printing {
  const documents = new Map<string, Printed>();
  for (const partition of [PARTITION, PDF_PARTITION]) {
    const printSession = session.fromPartition(partition);
    limitSession(printSession, { showsPdf: partition === PDF_PARTITION });
    serveRenderer(printSession, rendererFolder, documents);
  }

  /** Shows what lies ready under an address of its own, until `use` is over. */
  async function withWindow<T>(
    { title, ready, plugins }: { title: string; ready: Printed; plugins: boolean },
    use: (contents: WebContents, load: () => Promise<void>) => Promise<T>,
  ): Promise<T> {
    const id = randomUUID();
    documents.set(id, ready);
    const partition = plugins ? PDF_PARTITION : PARTITION;
    const window = new BrowserWindow({
      show: false,
      title,
      webPreferences: { ...windowLimits(), partition, ...(plugins && { plugins }) },
    });
    try {
      return await use(window.webContents, () => window.loadURL(`${APP_ORIGIN}${PRINT_PATH}${id}`));
    } finally {
      documents.delete(id);
      window.destroy();
    }
  }

  function withDocument<T>(
    job: PrintJob,
    { signal }: Going,
    use: (contents: WebContents) => Promise<T>,
  ): Promise<T> {
    const ready = wholeSlice(job, job.slices[0] ?? '');
    return withWindow({ title: job.title, ready, plugins: false }, async (contents, load) => {
      await whileWanted(load(), signal);
      await whileWanted(runOurs(contents, FACES_READY), signal);
      return use(contents);
    });
  }

  const pdf = (job: PrintJob, going: Going) =>
    withDocument(job, going, (contents) =>
      pressSlices(
        job,
        {
          show: (slice) => runOurs(contents, showing(slice)),
          pdf: ({ tagged }) => contents.printToPDF(pdfOptions(job.page, tagged)),
        },
        going,
      ),
    );

  const printPdf = ({ title, page, pdf: ready }: PdfJob, { signal }: Going) =>
    withWindow({ title, ready, plugins: true }, async (contents, load) => {
      const shown = pdfShown(contents);
      await whileWanted(load(), signal);
      await whileWanted(shown, signal);
      return toPrinter(contents, page);
    });

  return {
    pdf,
    printPdf,
    print: async (job, going) => {
      if (job.slices.length <= 1)
        return withDocument(job, going, (contents) => toPrinter(contents, job.page));
      return printPdf({ ...job, pdf: await pdf(job, going) }, going);
    },
  };
}

function runOurs(contents: WebContents, code: string): Promise<unknown> {
  return contents.executeJavaScriptInIsolatedWorld(OUR_WORLD, [{ code }]);
}

/**
 * Resolves when the browser's own viewer has the whole PDF: printed before that, it comes out blank. Electron tells so
 * by an event that it has for its own tests and does not describe.
 */
function pdfShown(contents: WebContents): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const patience = setTimeout(() => reject(new AppError('shell.print_failed')), SHOW_MS);
  // It keeps nothing alive where nobody waits any more.
  patience.unref();
  const { once }: { once(event: string, listener: () => void): unknown } = contents;
  once.call(contents, '-pdf-ready-to-print', () => {
    clearTimeout(patience);
    resolve();
  });
  promise.catch(() => undefined);
  return promise;
}

function pdfOptions(page: PageSetup, tagged: boolean): PrintToPDFOptions {
  return {
    landscape: page.landscape,
    pageSize:
      typeof page.size === 'string'
        ? page.size
        : { width: page.size.widthMm / MM_PER_INCH, height: page.size.heightMm / MM_PER_INCH },
    preferCSSPageSize: true,
    printBackground: true,
    generateTaggedPDF: tagged,
  };
}

function toPrinter(contents: WebContents, page: PageSetup): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  const options: WebContentsPrintOptions = {
    silent: false,
    printBackground: true,
    landscape: page.landscape,
    pageSize:
      typeof page.size === 'string'
        ? page.size
        : { width: page.size.widthMm * MICRONS_PER_MM, height: page.size.heightMm * MICRONS_PER_MM },
  };
  contents.print(options, (success, reason) => {
    if (success) resolve(true);
    else if (/cancel/i.test(reason)) resolve(false);
    else reject(new AppError('shell.print_failed'));
  });
  return promise;
}
