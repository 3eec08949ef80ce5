import { AppError } from '../../../domain/errors.ts';
import type { TableRow } from '../../../wire.ts';
import { LIMITS } from './limits.ts';

/**
 * Counts what a file sends, repeats included: one long text that many cells name is small in the file and here, and as
 * large as all of them once it is sent. Errors: `import.too_large` beyond what a file, or one row, may send.
 */
export class Budget {
  #cells = 0;
  #characters = 0;

  /** Takes a row that is to be sent; returns its characters. */
  take({ cells, shown }: TableRow): number {
    let characters = 0;
    if (shown) for (const text of Object.values(shown)) characters += text.length;
    for (const cell of cells) if (typeof cell === 'string') characters += cell.length;
    this.#cells += cells.length;
    this.#characters += characters;
    if (
      characters > LIMITS.messageCharacters ||
      this.#cells > LIMITS.cells ||
      this.#characters > LIMITS.sentCharacters
    )
      throw new AppError('import.too_large');
    return characters;
  }
}
