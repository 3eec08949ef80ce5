/** Every figure of a report is the same on the screen, on paper, in Word and in a workbook. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { expect, inject, test } from 'vitest';
import type { ReportName } from '../../../db/domain/reports/choices.ts';
import { expectFitsWord, WORD_LIMITS } from '../../../db/features/documents/service.ts';
import { lookDocument } from '../../../db/features/reports/print/look-document.ts';
import { errorWords } from '../../../db/words.ts';
import type { ReportFigures } from '../../../db/domain/reports/figures.ts';
import { unzip } from '../documents/support.ts';
import { textsOf } from '../../e2e/support/pdf-text.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aReport, aTable, FRAME } from './support/figures.ts';
import { livePast } from './support/history.ts';
import { linesOf, openRowsOf } from './support/lines.ts';

const REPORTS: readonly ReportName[] = [
  'customer_statistics',
  'customer_profile',
  'grade_changes',
  'filing_timeliness',
];
const PERIOD = '2027';
const choices = { before: false, lastYear: true };

async function saved(vault: TestVault, name: ReportName, format: 'xlsx' | 'docx' | 'pdf'): Promise<Buffer> {
  const path = join(vault.folder, `${name}.${format}`);
  const token = vault.grant('service_manager', path, 'write');
  await vault.as('service_manager').reports.save({ asked: { name, period: PERIOD, choices }, format, token });
  return readFileSync(path);
}

/** Tables of a Word file as another program finds them in its XML. */
function tablesOfWord(bytes: Buffer): string[][][] {
  const xml = unzip(bytes).get('word/document.xml')?.toString('utf8') ?? '';
  const inside = (text: string, tag: string) =>
    [...text.matchAll(new RegExp(`<w:${tag}(?: [^>]*)?>(.*?)</w:${tag}>`, 'gs'))].map(
      ([, body = '']) => body,
    );
  return inside(xml, 'tbl').map((table) =>
    inside(table, 'tr').map((row) =>
      inside(row, 'tc').map((cell) => inside(cell, 't').map(unescaped).join('')),
    ),
  );
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

function expectWord(bytes: Buffer, { tables }: ReportFigures): void {
  const found = tablesOfWord(bytes);
  for (const table of tables) {
    const lines = linesOf(table);
    const same = found.filter((rows) =>
      JSON.stringify(rows).includes(JSON.stringify(table.columns.at(-1)?.title)),
    );
    expect(same.some((rows) => lines.every((line) => rows.some((row) => isLine(row, line))))).toBe(true);
  }
}

const isLine = (row: readonly string[], line: readonly string[]): boolean =>
  row.length === line.length && row.every((text, at) => text === line[at]);

async function expectBook(bytes: Buffer, { tables }: ReportFigures): Promise<void> {
  const { sheets } = await readXlsx(bytes, { readStyles: true });
  expect(sheets.map(({ name }) => name)).toEqual(tables.map(({ title }) => title));
  for (const [at, table] of tables.entries()) {
    const rows = sheets[at]?.rows.map((row) => row.map((cell) => String(cell ?? ''))) ?? [];
    const formats = [...(sheets[at]?.cells?.entries() ?? [])].map(
      ([place, cell]) => [place, cell.style?.numFmt] as const,
    );
    const decimals = new Map(
      formats.map(([place, format]) => [place, /^#?,?#*0\.(0+)$/.exec(format ?? '')?.[1]?.length ?? 0]),
    );
    for (const line of linesOf(table)) {
      const wanted = line.map((text) => text.replaceAll(',', ''));
      const found = rows.findIndex(
        (row) => row.length >= line.length && row[0] === line[0] && sameNumbers(row, wanted),
      );
      expect([table.key, line, found >= 0]).toEqual([table.key, line, true]);
      // What is shown has as many decimals as on paper.
      const shown = wanted.flatMap((text, column) =>
        isDecimal(text) ? [{ text, decimals: decimals.get(`${found},${column}`) }] : [],
      );
      expect([line, shown]).toEqual([
        line,
        shown.map(({ text }) => ({ text, decimals: text.split('.')[1]?.length })),
      ]);
    }
  }
}

const isDecimal = (text: string): boolean => /^-?\d+\.\d+$/.test(text);

const sameNumbers = (row: readonly string[], line: readonly string[]): boolean =>
  line.every((text, at) => text === row[at] || (text !== '' && Number(text) === Number(row[at])));

async function expectPages(bytes: Buffer, { tables }: ReportFigures): Promise<void> {
  const text = (await textsOf(bytes)).join('').replaceAll(/\s/g, '');
  for (const table of tables)
    for (const line of linesOf(table)) {
      // A long name may stand on two lines; the figures beside it follow one another.
      const figures = line.slice(1).join('').replaceAll(/\s/g, '');
      expect([table.key, line, text.includes(figures)]).toEqual([table.key, line, true]);
    }
}

test('all figures of four reports, in three kinds of files', async () => {
  await using vault = await openTestVault({ as: 'service_manager' });
  livePast(vault, inject('seed'));
  const { reports } = vault.as('service_manager');
  for (const name of REPORTS) {
    const figures = await reports.run({ name, period: PERIOD, choices });
    expect(figures.tables.length).toBeGreaterThan(0);
    // Names of what is closed to others stay in the vault: those of everything else are compared.
    expectWord(await saved(vault, name, 'docx'), openRowsOf(figures));
    await expectBook(await saved(vault, name, 'xlsx'), openRowsOf(figures));
    await expectPages(await saved(vault, name, 'pdf'), openRowsOf(figures));
  }
});

test('a report of more rows than Word takes is refused with a word of what takes it', () => {
  const documentOf = (rows: number) =>
    lookDocument(aReport([aTable(Array.from({ length: rows }, (_, at) => `第${at}户`))]), FRAME);
  // The total is a row too.
  expectFitsWord(documentOf(4_999));
  const code = 'documents.too_long_for_word';
  const refusal = expect.objectContaining({ code, data: WORD_LIMITS });
  expect(() => expectFitsWord(documentOf(5_000))).toThrow(refusal);
  for (const language of ['zh-CN', 'en'] as const)
    expect(errorWords(language, code, WORD_LIMITS)).toMatch(/5000.*PDF.*\.xlsx/);
});
