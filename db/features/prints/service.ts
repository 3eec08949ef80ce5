import type { HtmlPages } from '../../domain/document/html-pages.ts';
import type { PrintDocument } from '../../domain/document/model.ts';
import { paperMm, type Paper } from '../../domain/document/paper.ts';
import { AppError } from '../../domain/errors.ts';
import { mayEver } from '../../domain/permissions.ts';
import { writeOutput } from '../../vault/output.ts';
import type { MutationContext } from '../../work/context.ts';
import { DeniedError } from '../../work/errors.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import type { PrintedForm } from '../../work/subject.ts';
import { expectFitsWord, writePages, writeWord } from '../documents/service.ts';

export { frameOf, localMinute, secrecyMarkOf } from './frame.ts';
export { cardTitle, contactTitle, FORM_LANGUAGE, word, type WordKey } from './words.ts';

/** A form ready for the preview, for paper and for PDF. */
export interface PrintedPages extends HtmlPages {
  readonly title: string;
  readonly language: PrintDocument['language'];
  /** Without an ending; made from 档号 and name. */
  readonly suggestedName: string;
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

/** A form as pages. Whoever has the pages can print them, so handing them over is what is logged. */
export async function printPages(ctx: MutationContext, request: FormRequest): Promise<PrintedPages> {
  const document = readForm(ctx, request);
  const { title, language } = document;
  return { ...(await pagesOf(ctx, document)), title, language, suggestedName: nameOf(document) };
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
  return { base64: Buffer.from(file).toString('base64'), suggestedName: nameOf(document) };
}

/**
 * A form as a PDF at the path of a token, where no window is open to print it: whoever started the vault brings the
 * printer. Errors: `prints.no_printer`, `common.not_written`.
 */
export async function writePdf(
  ctx: MutationContext,
  { token, ...request }: FormRequest & { readonly token: string },
): Promise<{ pages: number }> {
  if (!ctx.printPdf) throw new AppError('prints.no_printer');
  const { printPdf } = ctx;
  const path = ctx.grantedPath(token, 'write');
  const document = readForm(ctx, request, { reason: 'pdf' });
  const { head, slices, pages } = await pagesOf(ctx, document);
  const { title, language } = document;
  const job = { head, slices, title, language, sheet: paperMm(document.paper) };
  const pdf = await ctx.whileWanted((signal) => printPdf(job, signal));
  await writeOutput(path, pdf, 'common.not_written');
  return { pages };
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
    paper,
  };
  return ctx.transaction((db) => {
    const { document, object, secrecy, guarded } = form.read(ctx, db, id, frame, options);
    check?.(document);
    recordAudit(db, ctx, {
      action: form.permission,
      object,
      secrecy,
      subject: guarded && { was: guarded },
      reason: reason ?? null,
      after: document,
    });
    return document;
  });
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

function nameOf(document: PrintDocument): string {
  return [document.title, document.number?.value, document.subject].filter(Boolean).join(' ');
}
