/** Reports in files, read by programs that did not write them and compared figure by figure. */
import { readXlsx } from 'hucre/xlsx';
import { expect } from 'vitest';
import type { ReportTable } from '../../../../db/domain/reports/figures.ts';
import { textsOf } from '../../../e2e/support/pdf-text.ts';
import { unzip } from '../../documents/support.ts';
import { linesOf } from './lines.ts';

/** What of a table has to stand in a file: each line as texts, its label and its figures. */
export interface Shown {
  readonly key: string;
  readonly title: string;
  /** A head by which its columns are known; null where only the lines are known. */
  readonly head: string | null;
  readonly lines: readonly string[][];
}

export function shownOf(table: ReportTable): Shown {
  const { key, title, columns } = table;
  return { key, title, head: columns.at(-1)?.title ?? null, lines: linesOf(table) };
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

export function expectWord(bytes: Buffer, tables: readonly Shown[]): void {
  const found = tablesOfWord(bytes);
  for (const table of tables) {
    const { key, head, lines } = table;
    const same = found.filter((rows) => head === null || JSON.stringify(rows).includes(JSON.stringify(head)));
    const isThere = same.some((rows) => lines.every((line) => rows.some((row) => isLine(row, line))));
    expect([key, isThere]).toEqual([key, true]);
  }
}

const isLine = (row: readonly string[], line: readonly string[]): boolean =>
  row.length === line.length && row.every((text, at) => text === line[at]);

export async function expectBook(bytes: Buffer, tables: readonly Shown[]): Promise<void> {
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
    for (const line of table.lines) {
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

export async function expectPages(bytes: Buffer, tables: readonly Shown[]): Promise<void> {
  const text = (await textsOf(bytes)).join('').replaceAll(/\s/g, '');
  for (const table of tables)
    for (const line of table.lines) {
      // A long name may stand on two lines; the figures beside it follow one another.
      const figures = line.slice(1).join('').replaceAll(/\s/g, '');
      expect([table.key, line, text.includes(figures)]).toEqual([table.key, line, true]);
    }
}
