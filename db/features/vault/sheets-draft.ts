/** Recovery sheets that are being made: parts of them are typed back from the paper before they count. */
import { randomInt, randomUUID } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import * as vault from '../../vault/index.ts';

export interface SheetAnswer {
  readonly sheet: number;
  readonly line: number;
  readonly text: string;
}

/** Wiped when it is finished, given up, or begun anew. */
export class SheetsDraft implements Disposable {
  readonly id = randomUUID();
  readonly #shares: readonly vault.Share[];
  readonly quiz: ReadonlyArray<{ sheet: number; line: number }>;

  constructor(shares: readonly vault.Share[]) {
    this.#shares = shares;
    const skipped = randomInt(shares.length);
    this.quiz = shares
      .filter((_, index) => index !== skipped)
      .map((share) => ({ sheet: share.sheet, line: randomInt(vault.sheetLines(share).length) + 1 }));
  }

  /** As they are printed. */
  get sheets(): Array<{ readonly number: number; readonly lines: string[] }> {
    return this.#shares.map((share) => ({ number: share.sheet, lines: vault.sheetLines(share) }));
  }

  /** Errors: `vault.sheet_not_typed` {sheet, line}. */
  expectAnswers(answers: readonly SheetAnswer[]): void {
    for (const { sheet, line } of this.quiz) {
      const share = this.#shares.find((candidate) => candidate.sheet === sheet);
      const answer = answers.find((candidate) => candidate.sheet === sheet && candidate.line === line);
      if (!share || !answer || !vault.isSheetLine(share, line, answer.text))
        throw new AppError('vault.sheet_not_typed', { sheet, line });
    }
  }

  [Symbol.dispose](): void {
    vault.wipeSheets({ sheets: this.#shares });
  }
}
