import type { PrintDocument } from '../../domain/document/model.ts';
import { AppError } from '../../domain/errors.ts';
import { writeApart } from './apart.ts';
import type { PdfFile } from './writers/pdf.ts';

/** Megabytes of heap for a document of some ten thousand pages. */
const HEAP_MB = 900;

/**
 * A document as a PDF file, written in a thread of its own. Null when it has characters that the typeface lacks: then a
 * browser prints its pages (`writePages`) with the computer's own. Errors: `documents.too_long`; the reason of `signal`
 * when aborted.
 */
export function writePdf(
  document: PrintDocument,
  options: {
    readonly signal?: AbortSignal;
    readonly heapMb?: number;
    readonly onProgress?: (done: number, total: number) => void;
  } = {},
): Promise<PdfFile | null> {
  const tooLong = () => new AppError('documents.too_long');
  return writeApart('pdf', document, { heapMb: HEAP_MB, ...options, tooLong });
}
