/** The process of `benchWord`: writes the longest table for Word, then as plainly as can be, and sends what it took. */
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx';
import { documentSchema } from '../../db/domain/document/model.ts';
import { writeWord } from '../../db/features/documents/service.ts';
import { timedAsync, TURNS } from './figures.ts';

export const WORD_ROWS = 5_000;
export const WORD_COLUMNS = 8;

/** Milliseconds of the best turn, and megabytes at the most. */
export interface WordTimes {
  readonly word: number;
  readonly plain: number;
  readonly megabytes: number;
}

const titles = ['序号', '档号', '名称', '省市', '类别', '等级', '柜位', '备注'];
const rows = Array.from({ length: WORD_ROWS }, (_, index) => [
  String(index + 1),
  `KF·2026-D30-${String(index + 1).padStart(4, '0')}`,
  `佛山市第${index + 1}五金制品有限公司`,
  '广东省佛山市',
  '经销商',
  '黄金',
  `A-${(index % 40) + 1}-03`,
  index % 7 === 0 ? '机密' : '',
]);
const document = documentSchema.parse({
  language: 'zh-CN',
  title: '档案索引',
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
  blocks: [{ kind: 'table', columns: titles.map((title) => ({ title, weight: 1 })), rows }],
});

/** The same texts in the library's plainest table: no page, width, face or language. */
function writePlainly(): Promise<Buffer> {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
  const table = new Table({ rows: rows.map((texts) => new TableRow({ children: texts.map(cell) })) });
  return Packer.toBuffer(new Document({ sections: [{ children: [table] }] }));
}

async function bestOf(work: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let turn = 0; turn < TURNS; turn += 1) best = Math.min(best, await timedAsync(work));
  return best;
}

if (process.send) {
  const word = await bestOf(() => writeWord(document));
  // Before anything else takes memory.
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const plain = await bestOf(writePlainly);
  process.send({ word, plain, megabytes } satisfies WordTimes, () => process.disconnect());
}
