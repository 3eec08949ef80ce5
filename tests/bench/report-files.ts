import { fork } from 'node:child_process';
import { once } from 'node:events';
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

/** Long reports as files, written as the program does it, each in a process of its own of which all memory is counted. */
export async function benchReportFiles(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const limits of LIMITS) {
    say(`  a long report as ${limits.kind} …`);
    figures.push(...figuresOf(limits, await timesOf(limits.kind)));
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

async function timesOf(kind: string): Promise<FileTimes> {
  const child = fork(new URL('./report-files-process.ts', import.meta.url), [kind], {
    serialization: 'advanced',
  });
  const [times] = (await once(child, 'message')) as [FileTimes];
  await once(child, 'exit');
  return times;
}
