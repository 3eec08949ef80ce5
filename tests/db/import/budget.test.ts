/** What a file sends is counted, repeats included, before it leaves the reader. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Budget } from '../../../db/features/import/reading/budget.ts';
import { BATCH_ROWS, LIMITS } from '../../../db/features/import/reading/limits.ts';
import { readTable } from '../../../db/features/import/reading/read-table.ts';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import { FIXTURES, writeCsv } from './support/importing.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-budget-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tooLarge = expect.objectContaining({ code: 'import.too_large' });
const CELL = 'x'.repeat(32_768);
/** So many full cells are one message. */
const FULL = LIMITS.messageCharacters / CELL.length;

/** Sizes of the messages: rows and characters of each. */
async function messagesOf(path: string, sheet?: string) {
  const messages: Array<{ rows: number; characters: number }> = [];
  const summary = await readTable({ path, sheet, maxRows: 100_000 }, async (rows) => {
    const cells = rows.flatMap((row) => row.cells).filter((cell) => typeof cell === 'string');
    messages.push({ rows: rows.length, characters: cells.reduce((sum, cell) => sum + cell.length, 0) });
  });
  return { summary, messages };
}

const csv = (rows: ReadonlyArray<readonly string[]>) =>
  writeCsv(folder, rows.map((row) => row.join(',')).join('\n'));

describe('a budget', () => {
  const row = (cells: readonly CellValue[]) => ({ row: 1, cells: [...cells] });

  test('counts texts by their characters, and numbers and empty cells by none', () => {
    expect(new Budget().take(row(['客户', null, 12, 'ab']))).toBe(4);
  });

  test('lets a row through that is as long as a message, and none that is longer', () => {
    const full = Array.from({ length: FULL }, () => CELL);
    expect(new Budget().take(row(full))).toBe(LIMITS.messageCharacters);
    expect(() => new Budget().take(row([...full, 'x']))).toThrow(tooLarge);
  });

  test('ends where all rows together are more than a file may send', () => {
    const budget = new Budget();
    const full = row(Array.from({ length: FULL }, () => CELL));
    for (let sent = 0; sent < LIMITS.sentCharacters; sent += LIMITS.messageCharacters) budget.take(full);
    expect(budget.take(row(['']))).toBe(0);
    expect(() => budget.take(row(['x']))).toThrow(tooLarge);
  });

  test('ends where there are more cells than a file may have', () => {
    const budget = new Budget();
    const wide = row(Array.from({ length: 20_000 }, () => null));
    for (let sent = 0; sent < LIMITS.cells; sent += 20_000) budget.take(wide);
    expect(() => budget.take(row([null]))).toThrow(tooLarge);
  });
});

test('long rows go in more messages, none of them longer than one may be', async () => {
  const path = csv(
    Array.from({ length: 40 }, (_, n) => [String(n), ...Array.from({ length: 7 }, () => CELL)]),
  );
  const { messages } = await messagesOf(path, '');
  expect(messages.reduce((sum, { rows }) => sum + rows, 0)).toBe(40);
  expect(messages.length).toBe(10);
  for (const { characters } of messages) expect(characters).toBeLessThanOrEqual(LIMITS.messageCharacters);
});

test('short rows go by so many', async () => {
  const { messages } = await messagesOf(csv(Array.from({ length: BATCH_ROWS + 1 }, (_, n) => [`${n}`])), '');
  expect(messages.map(({ rows }) => rows)).toEqual([BATCH_ROWS, 1]);
});

test('one long text that many cells name is as long as all of them', async () => {
  const path = join(FIXTURES, 'bad', 'repeated-long-text.xlsx');
  await expect(messagesOf(path)).rejects.toEqual(tooLarge);
  await expect(messagesOf(path, '供应商0')).rejects.toEqual(tooLarge);
});

test('the first rows of a text are counted as well', async () => {
  const long = Array.from({ length: FULL + 1 }, () => CELL);
  await expect(messagesOf(csv([['name'], long]))).rejects.toEqual(tooLarge);
});
