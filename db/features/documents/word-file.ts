import type { Block, PrintDocument } from '../../domain/document/model.ts';
import { AppError, unreachable } from '../../domain/errors.ts';
import { writeApart } from './apart.ts';

/**
 * The most that goes into one Word file, for the library has all of it in memory several times over; what is longer
 * is for PDF and xlsx. A line within a cell counts as a cell, and so does one of a QR code; a
 * chart counts as some hundred.
 */
export const WORD_LIMITS = { rows: 5_000, cells: 42_000, characters: 1_500_000 } as const;

/** A picture takes as much as so many cells. */
const PICTURE_CELLS = 400;

/** Megabytes of heap: what a document at the limits takes, with some to spare. */
const HEAP_MB = 440;

/**
 * Refuses a document that is too long for Word, `documents.too_long_for_word` with `WORD_LIMITS`, and sheets of labels,
 * `documents.not_for_word`.
 */
export function expectFitsWord({ blocks, parts = [{ blocks }] }: Sized): void {
  const size = { rows: 0, cells: 0, characters: 0 };
  for (const block of parts.flatMap((part) => part.blocks)) {
    if (block.kind === 'labels') throw new AppError('documents.not_for_word');
    if (block.kind === 'chart') size.cells += PICTURE_CELLS;
    if (block.kind === 'table') size.rows += Math.max(block.rows.length, block.minRows);
    for (const text of textsOf(block)) {
      size.cells += 1;
      size.characters += text.length;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) size.cells += 1;
    }
  }
  const { rows, cells, characters } = WORD_LIMITS;
  if (size.rows > rows || size.cells > cells || size.characters > characters) throw tooLong();
}

interface Sized extends Pick<PrintDocument, 'blocks'> {
  readonly parts?: ReadonlyArray<Pick<PrintDocument, 'blocks'>> | undefined;
}

function tooLong(): AppError {
  return new AppError('documents.too_long_for_word', WORD_LIMITS);
}

/** Every text that is written for a block, the empty cells of a table included. */
function* textsOf(block: Block): Generator<string> {
  switch (block.kind) {
    case 'fields':
      for (const { label, value } of block.items) yield* [label, value];
      break;
    case 'table':
      for (const { title } of block.columns) yield title;
      for (let row = 0; row < Math.max(block.rows.length, block.minRows); row += 1)
        for (let column = 0; column < block.columns.length; column += 1)
          yield block.rows[row]?.[column] ?? '';
      yield* block.notes;
      break;
    case 'chart':
      for (const { label } of block.categories) yield label;
      for (const { name, texts } of block.series) yield* [name, ...texts];
      break;
    case 'paragraphs':
      yield* block.texts;
      break;
    case 'heading':
      yield block.text;
      break;
    case 'signatures':
      for (const { role, name, date, seal } of block.items) yield* [role, name ?? '', date ?? '', seal ?? ''];
      break;
    case 'anchor':
      yield* block.qr;
      break;
    case 'labels':
      break;
    default:
      unreachable(block);
  }
}

/**
 * A document as a Word file, written in a thread of its own: it takes seconds and half a gigabyte, which are given
 * back with the thread. Errors: `documents.too_long_for_word`, also when the thread has no memory left or takes too
 * long; the reason of `signal` when that is aborted, which ends the thread.
 */
export async function writeWord(
  document: PrintDocument,
  { signal, heapMb = HEAP_MB }: { readonly signal?: AbortSignal; readonly heapMb?: number } = {},
): Promise<Uint8Array> {
  signal?.throwIfAborted();
  expectFitsWord(document);
  return writeApart({ kind: 'word', document }, { signal, heapMb, tooLong });
}
