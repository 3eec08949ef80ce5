import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { PrintDocument } from '../../db/domain/document/model.ts';
import type { ReportFigures, ReportTable } from '../../db/domain/reports/figures.ts';
import { lookDocument } from '../../db/features/reports/print/look-document.ts';
import { say, type Figure } from './figures.ts';
import { BOOK, PDF, WORD, type FileTimes } from './report-files-process.ts';

/** What a report of so many rows may take as a kind of file. */
interface Limits {
  readonly kind: 'docx' | 'xlsx' | 'pdf';
  readonly size: { readonly rows: number; readonly columns: number };
  /** Seconds, or how many times what it is measured beside. */
  readonly time: { readonly seconds: number } | { readonly times: number };
  /** Of the whole process, or above what it has at rest. */
  readonly memory: { readonly whole: number } | { readonly above: number };
  readonly against: string;
}

const LIMITS: readonly Limits[] = [
  {
    kind: 'docx',
    size: WORD,
    time: { seconds: 4 },
    memory: { whole: 600 },
    against: "(the library's plainest table)",
  },
  {
    kind: 'xlsx',
    size: BOOK,
    time: { seconds: 12 },
    memory: { whole: 300 },
    against: '(a library, all in memory)',
  },
  // As of any long record: see `benchPaper`.
  {
    kind: 'pdf',
    size: PDF,
    time: { times: 1.3 },
    memory: { above: 500 },
    against: '(a browser, slice by slice)',
  },
];

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

/** Long reports as files, written as the program does it, each in a process of its own of which all memory is counted. */
export async function benchReportFiles(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const limits of LIMITS) {
    say(`  a long report as ${limits.kind} …`);
    figures.push(...figuresOf(limits, await timesOf(limits)));
  }
  return figures;
}

function figuresOf({ kind, size, time, memory, against }: Limits, measured: FileTimes): Figure[] {
  const { written, plain, megabytes, atRest, wait } = measured;
  const inSeconds = { unit: 's', measured: written / 1000, baseline: plain / 1000, against };
  const name = `a report of ${size.rows} rows of ${size.columns} columns as ${kind}`;
  return [
    'seconds' in time
      ? { name, limit: time.seconds, ...inSeconds }
      : { name, limit: 0, atLeast: true, ...inSeconds },
    ...('times' in time
      ? [{ name: '  as a multiple of that', limit: time.times, unit: '×', measured: written / plain }]
      : []),
    'whole' in memory
      ? { name: '  its memory, the whole process', limit: memory.whole, unit: 'MB', measured: megabytes }
      : { name: '  memory above rest', limit: memory.above, unit: 'MB', measured: megabytes - atRest },
    { name: '  longest wait of others in this thread', limit: 100, unit: 'ms', measured: wait },
  ];
}

/** The process has the document, as the program's writers do, and the writer: nothing that made it. */
async function timesOf({ kind, size }: Limits): Promise<FileTimes> {
  const child = fork(new URL('./report-files-process.ts', import.meta.url), [kind], {
    serialization: 'advanced',
  });
  child.send(documentOf(aReport(kind === 'xlsx' ? { ...size, rows: 2 } : size)));
  const [times] = (await once(child, 'message')) as [FileTimes];
  await once(child, 'exit');
  return times;
}
