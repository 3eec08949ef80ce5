import type { WritableDb } from '../../connection/handles.ts';
import type { HtmlPages } from '../../domain/document/html-pages.ts';
import { titleOf, type PrintDocument } from '../../domain/document/model.ts';
import { paperMm, type Paper } from '../../domain/document/paper.ts';
import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import { writeOutput } from '../../vault/output.ts';
import type { AuditEntry, MutationContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { recordAudit, recordBulk, type Recorder } from '../../work/log/recorder.ts';
import type { PrintedForm, ReadForm } from '../../work/subject.ts';
import { zoneOf } from '../workspace/service.ts';
import { expectFitsWord, writePages, writePdf, writeWord, type PdfFile } from '../documents/service.ts';

export { frameOf, secrecyMarkOf } from './frame.ts';
export { cardTitle, contactTitle, FORM_LANGUAGE, word, type WordKey } from './words.ts';

/** A form ready for the preview, for paper and for PDF. */
export interface PrintedPages extends HtmlPages {
  readonly title: string;
  readonly language: PrintDocument['language'];
  /** Without an ending; made from 档号 and name. */
  readonly suggestedName: string;
  /** Tells these pages from those handed over before: see `pdfOfPages`. */
  readonly print: number;
}

/** A form as a file. */
export interface PrintedFile {
  readonly base64: string;
  readonly suggestedName: string;
}

export interface FormRequest {
  /** One of the forms that the subjects bring. */
  readonly form: string;
  /** The record that it shows. */
  readonly id: number;
  readonly paper: Paper;
  /** What the form may be asked for besides. */
  readonly options?: Readonly<Record<string, unknown>> | undefined;
}

/** As the progress of setting a form into pages is told: pages that are ready, of how many. */
export const PAGES = 'prints.pages';
/** The same of writing a PDF. */
export const PDF = 'prints.pdf';
/** The document whose pages were handed over last, for the session that has them. */
const HELD = 'prints.last';

class HeldPrint {
  readonly print: number;
  readonly document: PrintDocument;

  constructor(print: number, document: PrintDocument) {
    this.print = print;
    this.document = document;
  }
}

/** A form as pages. Whoever has the pages can print them, so handing them over is what is logged. */
export async function printPages(ctx: MutationContext, request: FormRequest): Promise<PrintedPages> {
  const document = readForm(ctx, request);
  const { title, language } = document;
  const pages = await pagesOf(ctx, document);
  const print = (heldPrint(ctx)?.print ?? 0) + 1;
  ctx.held.set(HELD, new HeldPrint(print, document));
  return { ...pages, title, language, suggestedName: titleOf(document), print };
}

function heldPrint({ held }: Pick<MutationContext, 'held'>): HeldPrint | null {
  const last = held.get(HELD);
  return last instanceof HeldPrint ? last : null;
}

/**
 * What `printPages` handed over last as a PDF file: the same as was shown, so it is not logged again. Null when the
 * typeface lacks some of its characters: whoever shows pages prints those. Errors: `prints.not_held`.
 */
export async function pdfOfPages(
  ctx: MutationContext,
  { print }: { readonly print: number },
): Promise<{ base64: string } | null> {
  const last = heldPrint(ctx);
  if (last?.print !== print) throw new AppError('prints.not_held');
  const pdf = await pdfOf(ctx, last.document);
  return pdf && { base64: Buffer.from(pdf.bytes).toString('base64') };
}

function pdfOf(ctx: MutationContext, document: PrintDocument) {
  return ctx.whileWanted((signal) =>
    writePdf(document, { signal, onProgress: (done, total) => ctx.progress(PDF, done, total) }),
  );
}

function pagesOf(ctx: MutationContext, document: PrintDocument): Promise<HtmlPages> {
  return ctx.whileWanted((signal) =>
    writePages(document, { signal, onProgress: (done, total) => ctx.progress(PAGES, done, total) }),
  );
}

/**
 * A form as a Word file; logged like a print, since it leaves the vault all the same. Errors:
 * `documents.too_long_for_word`, before anything is logged.
 */
export async function writeDocx(ctx: MutationContext, request: FormRequest): Promise<PrintedFile> {
  const document = readForm(ctx, request, { reason: 'docx', check: expectFitsWord });
  const file = await ctx.whileWanted((signal) => writeWord(document, { signal }));
  return { base64: Buffer.from(file).toString('base64'), suggestedName: titleOf(document) };
}

/**
 * A form as a PDF at the path of a token, where no window is open to save it. What the typeface lacks needs a printer,
 * which whoever started the vault brings. Errors: `prints.no_printer`, `common.not_written`.
 */
export async function writePdfFile(
  ctx: MutationContext,
  { token, ...request }: FormRequest & { readonly token: string },
): Promise<{ pages: number }> {
  const path = ctx.grantedPath(token, 'write');
  const document = readForm(ctx, request, { reason: 'pdf' });
  const { bytes, pages } = await pdfBytes(ctx, document);
  await writeOutput(path, bytes, 'common.not_written');
  return { pages };
}

/** A document as a PDF, whatever it is written in. Errors: `prints.no_printer`. */
export async function pdfBytes(ctx: MutationContext, document: PrintDocument): Promise<PdfFile> {
  return (await pdfOf(ctx, document)) ?? (await printed(ctx, document));
}

async function printed(ctx: MutationContext, document: PrintDocument): Promise<PdfFile> {
  const { printPdf } = ctx;
  if (!printPdf) throw new AppError('prints.no_printer');
  const { head, slices, pages } = await pagesOf(ctx, document);
  const { title, language } = document;
  const job = { head, slices, title, language, sheet: paperMm(document.paper) };
  return { bytes: await ctx.whileWanted((signal) => printPdf(job, signal)), pages };
}

interface ReadOptions {
  /** How the form is handed over, when not as pages. */
  readonly reason?: string;
  /** Throws when it cannot be handed over so. */
  readonly check?: (document: PrintDocument) => void;
}

/** Reads, checks and logs in one transaction; the log keeps a keyed hash of what was printed. */
function readForm(
  ctx: MutationContext,
  { form: name, id, paper, options = {} }: FormRequest,
  { reason, check }: ReadOptions = {},
): PrintDocument {
  const form = requireForm(ctx, name);
  const { facts, actor, clock } = ctx;
  const frame = {
    company: facts.company,
    trial: facts.trial,
    printedBy: actor.name,
    printedAt: clock.now(),
    zone: zoneOf(ctx.reader),
    paper,
  };
  return ctx.transaction((db) => {
    const read = form.read(ctx, db, id, frame, options);
    check?.(read.document);
    recordPrint(db, ctx, read, { action: form.permission, reason: reason ?? null });
    return read.document;
  });
}

/** One row of the log, and one besides for each of several archives. */
function recordPrint(
  db: WritableDb,
  ctx: MutationContext,
  { document, object, secrecy, guarded, each }: ReadForm,
  act: Pick<AuditEntry, 'action' | 'reason'>,
): void {
  const entry = { ...act, object, secrecy, subject: guarded && { was: guarded }, after: document };
  if (!each) return recordAudit(db, ctx, entry);
  const recordEach = (recorder: Recorder) => {
    for (const one of each)
      recordAudit(db, recorder, {
        ...act,
        object: one.object,
        secrecy: one.secrecy,
        subject: { was: one.guarded },
      });
  };
  recordBulk(db, ctx, recordEach, () => entry);
}

/** A form that the person may print somewhere; its reading asks about the record itself. */
function requireForm(ctx: MutationContext, name: string): PrintedForm {
  const form = ctx.registries.subjects.flatMap(({ forms = [] }) => forms).find((one) => one.name === name);
  if (!form) throw new AppError('prints.no_such_form');
  const { permission } = form;
  if (!mayEver(ctx.actor.roles, permission))
    throw new DeniedError('access.denied', { action: permission, object: `form:${name}` });
  return form;
}
