import type { HtmlPages } from '../../domain/document/html-pages.ts';
import { partsOf, type Block, type PrintDocument } from '../../domain/document/model.ts';
import { AppError } from '../../domain/errors.ts';
import { writeApart, type Apart } from './apart.ts';
import { embeddedFonts } from './fonts.ts';
import { toHtml } from './writers/html.ts';
import type { PdfFile } from './writers/pdf.ts';

/** Megabytes of heap for a document of some ten thousand pages. */
const HEAP_MB = 900;
/** Rows that are set into pages within a few hundredths of a second. */
const FEW_ROWS = 200;

type Setting = Partial<Omit<Apart, 'tooLong'>>;

/**
 * A document as pages, with its typeface. A long one is set in a thread of its own, so that others are served
 * meanwhile; `onProgress` hears of that alone. Errors: `documents.too_long`; the reason of `signal` when aborted.
 */
export async function writePages(document: PrintDocument, options: Setting = {}): Promise<HtmlPages> {
  if (!isLong(document)) return toHtml(document, { fontFaces: embeddedFonts });
  return setApart('pages', document, options);
}

/**
 * A document as a PDF file, written in a thread of its own. Null when it has characters that the typeface lacks: then a
 * browser prints its pages with the computer's own. Errors: those of `writePages`.
 */
export function writePdf(document: PrintDocument, options: Setting = {}): Promise<PdfFile | null> {
  return setApart('pdf', document, options);
}

function setApart<Kind extends 'pages' | 'pdf'>(kind: Kind, document: PrintDocument, options: Setting) {
  const tooLong = () => new AppError('documents.too_long');
  return writeApart({ kind, document }, { heapMb: HEAP_MB, ...options, tooLong });
}

/**
 * More than is set at once without keeping anybody waiting; bars are made and charts drawn in the
 * thread alone.
 */
function isLong(document: PrintDocument): boolean {
  const blocks = partsOf(document).flatMap((part) => part.blocks);
  return (
    blocks.some((block) => block.kind === 'chart' || hasCodes(block)) ||
    blocks.reduce((rows, block) => rows + rowsOf(block), 0) > FEW_ROWS
  );
}

function hasCodes(block: Block): boolean {
  return (
    block.kind === 'labels' || (block.kind === 'table' && block.columns.some(({ kind }) => kind === 'code'))
  );
}

function rowsOf(block: Block): number {
  if (block.kind === 'table') return block.rows.length;
  return 'items' in block ? block.items.length : 1;
}
