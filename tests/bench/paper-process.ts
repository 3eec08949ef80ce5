/** The process of `benchPaper`: prints a long record, then its slices alone, and sends what it took. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { compactJson } from '../../db/domain/canonical.ts';
import {
  documentSchema,
  type PrintDocument,
  type PrintDocumentInput,
} from '../../db/domain/document/model.ts';
import { writePages, writePdf } from '../../db/features/documents/service.ts';
import { closeBrowsers } from '../../electron/stand-in/browser.ts';
import { bestTimes, timedAsync } from './figures.ts';
import { memoryOf, printBarely } from './plain-paper.ts';

export const PAPER_ROWS = 10_000;
export const FEWER_ROWS = 1_900;

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

if (process.send) {
  const input = recordOf(PAPER_ROWS);
  const [checked = 0] = bestTimes([() => compactJson(documentSchema.parse(input))]);
  const document = documentSchema.parse(input);
  await asPdf(documentSchema.parse(recordOf(10)));
  let record = Infinity;
  const megabytes = await memoryOf(async () => (record = await timedAsync(() => asPdf(document))));
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
