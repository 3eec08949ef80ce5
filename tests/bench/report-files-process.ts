/** The process of `benchReportFiles`: writes one long report as one kind of file, then plainly, and sends what it took. */
import { createWriteStream } from 'node:fs';
import { devNull } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PrintDocument } from '../../db/domain/document/model.ts';
import type { ReportFigures, ReportTable } from '../../db/domain/reports/figures.ts';
import {
  writeBookApart,
  writePages,
  writePdf,
  writeWord,
  type Book,
} from '../../db/features/documents/service.ts';
import { bookOf } from '../../db/features/reports/print/book.ts';
import { lookDocument } from '../../db/features/reports/print/look-document.ts';
import { timedAsync, TURNS } from './figures.ts';

export const WORD = { rows: 5_000, columns: 8 } as const;
export const BOOK = { rows: 100_000, columns: 10 } as const;
export const PDF = { rows: 10_000, columns: 8 } as const;

/** In milliseconds of the best turn, and megabytes. */
export interface FileTimes {
  readonly written: number;
  readonly plain: number;
  /** The whole process at its largest, and before it wrote anything. */
  readonly megabytes: number;
  readonly atRest: number;
  /** The longest that anything else in the thread had to wait. */
  readonly wait: number;
}

/** A list of customers with a picture; the first column is that of the names, the last row the total. */
function aReport({ rows, columns }: { readonly rows: number; readonly columns: number }): ReportFigures {
  const kinds = ['count', 'percent', 'wan'] as const;
  const figureOf = (row: number, column: number) =>
    column % 3 === 0 ? (row * 7 + column) % 9_000 : `${(row * 13) % 100}.${column % 3 === 1 ? '3' : '25'}`;
  const table: ReportTable = {
    key: 'customers',
    title: '客户业务量',
    head: '客户名称',
    columns: Array.from({ length: columns - 1 }, (_, at) => ({
      key: `c${at}`,
      title: `第${at + 1}项`,
      kind: kinds[at % 3] ?? 'count',
      base: null,
    })),
    rows: Array.from({ length: rows - 1 }, (_, row) => ({
      key: String(row),
      label: `佛山市第${row + 1}五金制品有限公司`,
      figures: Array.from({ length: columns - 1 }, (_value, column) => figureOf(row, column)),
      group: null,
      archive: null,
    })),
    totals: Array.from({ length: columns - 1 }, (_, column) => figureOf(rows, column)),
    notes: ['四舍五入使各项之和与合计相差 0.01。'],
    chart: { kind: 'bar', column: 'c0' },
  };
  const days = { from: '2026-01-01', to: '2026-12-31', asOf: '2026-12-31' };
  const named = { name: 'customer_statistics', title: '客户信息统计表', asked: ['统计期：2026年'] };
  return { ...named, ...days, period: '2026', tables: [table], amended: [] };
}

const documentOf = (report: ReportFigures): PrintDocument =>
  lookDocument(report, {
    company: '佛山市五金有限公司',
    trial: false,
    printedBy: '刘芳',
    printedAt: 0,
    zone: 'Asia/Shanghai',
    paper: { size: 'A4', landscape: false },
  });

/** A workbook of as many rows, made one by one as a reader of the vault would have them: no report is so long. */
function aBook({ rows, columns }: { readonly rows: number; readonly columns: number }): Book {
  const [sheet] = bookOf(aReport({ rows: 2, columns }), '未审查').sheets;
  if (!sheet) throw new Error('a report without a sheet');
  function* many() {
    for (let row = 0; row < rows; row += 1)
      yield {
        cells: [
          `佛山市第${row + 1}五金制品有限公司`,
          ...Array.from({ length: columns - 1 }, (_, at) => ({
            value: (row * 7 + at) / 100,
            decimals: at % 3,
          })),
        ],
      };
  }
  return { sheets: [{ ...sheet, rows: { [Symbol.iterator]: many } }] };
}

const textsOf = ({ tables }: ReportFigures): string[][] =>
  tables.flatMap(({ rows }) => rows.map(({ label, figures }) => [label, ...figures.map(String)]));

/** How the program writes it, and how the same is done as plainly as can be, by what is loaded only then. */
interface Kind {
  write(): () => Promise<unknown>;
  plain(): Promise<() => Promise<unknown>>;
}

const KINDS: Readonly<Record<string, Kind>> = {
  /** Beside the library's plainest table. */
  docx: {
    write() {
      const document = documentOf(aReport(WORD));
      return () => writeWord(document);
    },
    async plain() {
      const { Document, Packer, Paragraph, Table, TableCell, TableRow } = await import('docx');
      const texts = textsOf(aReport(WORD));
      const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
      return () => {
        const rows = texts.map((line) => new TableRow({ children: line.map(cell) }));
        return Packer.toBuffer(new Document({ sections: [{ children: [new Table({ rows })] }] }));
      };
    },
  },
  /** Beside a library that has the whole of it in memory. */
  xlsx: {
    write() {
      const book = aBook(BOOK);
      return () => pipeline(Readable.from(writeBookApart(book)), createWriteStream(devNull));
    },
    async plain() {
      const { writeXlsx } = await import('hucre/xlsx');
      const rows = textsOf(aReport(BOOK));
      return () => writeXlsx({ stringMode: 'inline', sheets: [{ name: 'x', rows }] });
    },
  },
  /** Beside a browser that prints the same pages slice by slice. */
  pdf: {
    write() {
      const document = documentOf(aReport(PDF));
      return async () => {
        if (!(await writePdf(document))) throw new Error('a character of another typeface');
      };
    },
    async plain() {
      const { printBarely } = await import('./plain-paper.ts');
      const document = documentOf(aReport(PDF));
      return async () => printBarely(await writePages(document));
    },
  },
};

async function bestOf(work: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let turn = 0; turn < TURNS; turn += 1) best = Math.min(best, await timedAsync(work));
  return best;
}

async function measure({ write, plain }: Kind): Promise<FileTimes> {
  const work = write();
  const atRest = process.memoryUsage.rss() / 2 ** 20;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const written = await bestOf(work);
  const wait = delay.max / 1e6;
  delay.disable();
  // Before anything else takes memory.
  const megabytes = process.resourceUsage().maxRSS / 1024;
  return { written, wait, megabytes, atRest, plain: await bestOf(await plain()) };
}

if (process.send) {
  const kind = KINDS[process.argv[2] ?? ''];
  if (!kind) throw new Error('a kind of file that no report is written as');
  const times = await measure(kind);
  const { closeBrowsers } = await import('../../electron/stand-in/browser.ts');
  await closeBrowsers();
  process.send(times, () => process.disconnect());
}
