/** The process of `benchPaper`: prints a long record, then its slices alone, and sends what it took. */
import { readdirSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { compactJson } from '../../db/domain/canonical.ts';
import { wholeSlice, type HtmlPages } from '../../db/domain/document/html-pages.ts';
import {
  documentSchema,
  type PrintDocument,
  type PrintDocumentInput,
} from '../../db/domain/document/model.ts';
import { writePages, writePdf } from '../../db/features/documents/service.ts';
import { closeBrowsers, hiddenBrowser } from '../../electron/stand-in/browser.ts';
import { toPdf } from '../../electron/stand-in/paper.ts';
import { bestTimes, timedAsync } from './figures.ts';

export const PAPER_ROWS = 10_000;
export const FEWER_ROWS = 1_900;
const LOOK_MS = 100;

/** Milliseconds, and megabytes at the most; null where this system does not tell. */
export interface PaperTimes {
  readonly record: number;
  readonly bare: number;
  readonly fewer: number;
  readonly wait: number;
  readonly checked: number;
  readonly megabytes: number | null;
}

const KINDS = ['字迹', '破损', '霉变', '虫蛀', '受潮', '缺件', '书写', '排列', '密级'];
const NAMES = [...'金艺华盛恒昌泰安信诚永顺利达鑫隆宏远博雅精工卓越创新联合协和众邦鼎铭瑞祥福源'];

function recordOf(count: number): PrintDocumentInput {
  const name = (at: number) => `佛山市${NAMES[at % NAMES.length]}${NAMES[(at * 7) % NAMES.length]}五金厂`;
  const rows = Array.from({ length: count }, (_, at) => [
    `QZ01-KH·2025-D30-GY-${String(at + 1).padStart(4, '0')}`,
    name(at),
    `A1-${(at % 40) + 1}-03`,
    ...KINDS.map((_kind, column) => ((at + column) % 97 === 0 ? '轻微' : '正常')),
    at % 50 === 0 ? '修复' : '',
    '刘芳',
  ]);
  const column = (title: string, weight: number) => ({ title, weight });
  const columns = [
    column('档号', 5.2),
    column('题名', 4.2),
    column('柜位', 2.5),
    ...KINDS.map((title) => column(title, 1.3)),
    column('处理', 1.4),
    column('责任人', 1.5),
  ];
  return {
    language: 'zh-CN',
    title: '客户档案检查记录表',
    formNo: null,
    company: '佛山市五金有限公司',
    number: null,
    date: null,
    subject: null,
    secrecyMark: null,
    watermark: null,
    printed: '',
    pageWords: '{{page}} / {{pages}}',
    paper: { landscape: true },
    blocks: [{ kind: 'table', title: '逐卷检查', columns, rows }],
  };
}

async function asPdf(document: PrintDocument): Promise<void> {
  if (!(await writePdf(document))) throw new Error('a character of another typeface');
}

/** Every slice by itself, as a browser prints a page. */
async function printBarely(written: HtmlPages): Promise<void> {
  const browser = await hiddenBrowser();
  for (const slice of written.slices) {
    const page = await browser.newPage({ javaScriptEnabled: false });
    await page.setContent(wholeSlice(written, slice), { waitUntil: 'load' });
    await toPdf(page, { preferCSSPageSize: true, printBackground: true });
    await page.close();
  }
}

/** Megabytes that this process and all that it started hold, what they share counted once; null where not told. */
function memoryOfAll(): number | null {
  const children = new Map<number, number[]>();
  try {
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      const stat = readIfThere(`/proc/${name}/stat`);
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
      children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
    }
  } catch {
    return null;
  }
  const sum = (pid: number): number => {
    const kib = Number(/^Pss:\s+(\d+)/m.exec(readIfThere(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
    return (children.get(pid) ?? []).reduce((all, child) => all + sum(child), kib / 1024);
  };
  return sum(process.pid);
}

/** Empty for a process that has ended meanwhile. */
function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

if (process.send) {
  const input = recordOf(PAPER_ROWS);
  const [checked = 0] = bestTimes([() => compactJson(documentSchema.parse(input))]);
  const document = documentSchema.parse(input);
  await asPdf(documentSchema.parse(recordOf(10)));
  const rest = memoryOfAll();
  let most = rest ?? 0;
  const looking = setInterval(() => (most = Math.max(most, memoryOfAll() ?? 0)), LOOK_MS);
  const record = await timedAsync(() => asPdf(document));
  clearInterval(looking);
  const megabytes = rest === null ? null : most - rest;
  // Without the looks at memory, which keep this thread too.
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const again = await timedAsync(() => asPdf(document));
  const wait = delay.max / 1e6;
  const written = await writePages(document);
  const bare = await timedAsync(() => printBarely(written));
  const few = documentSchema.parse(recordOf(FEWER_ROWS));
  const fewer = Math.min(await timedAsync(() => asPdf(few)), await timedAsync(() => asPdf(few)));
  await closeBrowsers();
  const times: PaperTimes = { record: Math.min(record, again), bare, fewer, wait, checked, megabytes };
  process.send(times, () => process.disconnect());
}
