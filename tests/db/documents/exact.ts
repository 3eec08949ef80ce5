/** Documents that show, between them, everything a document can have. */
import type { BlockInput, PrintDocumentInput } from '../../../db/domain/document/model.ts';

const lines = (count: number) => Array.from({ length: count }, (_, at) => `第${at + 1}行`).join('\n');
const anchor = (...qr: string[]): BlockInput => ({
  kind: 'anchor',
  label: '审计锚点',
  code: '012345678901234567890123456789012345',
  qr,
});
const table = (rows: number, change: object = {}): BlockInput => ({
  kind: 'table',
  title: '清单',
  columns: [
    { title: '序号', weight: 1, align: 'center' },
    { title: '题名', weight: 5 },
    { title: '金额', weight: 2, align: 'right' },
  ],
  rows: Array.from({ length: rows }, (_, at) => [String(at + 1), `第${at + 1}件`]),
  ...change,
});
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => [String(at + 1), `第${at + 1}市`, '1']);
const fields = (
  columns: number,
  ...items: Array<[label: string, value: string, facts?: object]>
): BlockInput => ({
  kind: 'fields',
  columns,
  items: items.map(([label, value, facts = {}]) => ({ label, value, ...facts })),
});

const EVERYTHING: Partial<PrintDocumentInput> = {
  watermark: '未经审查，仅供试用',
  blocks: [
    fields(
      2,
      ['名称', '金艺五金厂', { strong: true }],
      ['等级', '黄金'],
      ['地址', '禅城区汾江中路 1 号', { span: 2 }],
    ),
    fields(3, ['甲', '1'], ['乙', '2', { span: 2 }], ['丙', '3', { span: 4 }], ['丁', '4'], ['戊', '']),
    { kind: 'heading', text: '联系人' },
    table(2, { minRows: 4 }),
    table(1, { title: null, minRows: 1 }),
    { kind: 'paragraphs', texts: ['第一段\n第二行', ''] },
    { kind: 'paragraphs', texts: ['不缩进'], indent: false },
    {
      kind: 'signatures',
      items: [{ role: '编制', name: '刘芳', date: '2026-03-02', seal: '（盖章）' }, { role: '审查' }],
    },
    anchor('101', '010', '111'),
  ],
};

export const DOCUMENTS: ReadonlyArray<readonly [name: string, parts: Partial<PrintDocumentInput>]> = [
  ['everything', EVERYTHING],
  [
    'bare',
    {
      language: 'en',
      title: 'A title that is not Chinese',
      number: null,
      date: null,
      subject: null,
      formNo: null,
      secrecyMark: null,
      paper: { size: 'A5', landscape: true },
      blocks: [anchor(), fields(4, ['a', 'b', { span: 3 }], ['c', 'd', { span: 2 }], ['e', 'f'])],
    },
  ],
  ['number-alone', { date: null, title: '字'.repeat(12) }],
  ['date-alone', { number: null, title: '字'.repeat(13) }],
  [
    'too-long-for-a-line',
    {
      title: '很长的标题'.repeat(9),
      number: { label: '编号', value: '0123456789'.repeat(6) },
      subject: '名称'.repeat(60),
      printed: '打印'.repeat(60),
      company: '公司'.repeat(30),
      blocks: [table(40)],
    },
  ],
  [
    'filled',
    { blocks: [fields(1, ['名称', '厂'], ['备注', '短', { fill: true }], ['再', '短', { fill: true }])] },
  ],
  ['filled-over-pages', { blocks: [fields(1, ['备注', lines(60), { fill: true }])] }],
  [
    'divided',
    {
      blocks: [
        table(20),
        fields(2, ['备注', lines(50)], ['说明', lines(14)]),
        { kind: 'heading', text: '尾' },
        table(3),
      ],
    },
  ],
  [
    'divided-paragraph',
    {
      blocks: [
        { kind: 'paragraphs', texts: [lines(39), lines(5)] },
        { kind: 'heading', text: '尾' },
      ],
    },
  ],
  [
    'higher-than-a-page',
    {
      paper: { size: 'A5', landscape: true },
      blocks: [
        table(2, {
          title: '题'.repeat(900),
          rows: [
            ['1', lines(13)],
            ['2', '乙'],
          ],
        }),
      ],
    },
  ],
  [
    'row-under-a-high-title',
    {
      paper: { size: 'A5', landscape: true },
      blocks: [table(0, { title: '题'.repeat(550), rows: [['1', lines(12)]] })],
    },
  ],
  [
    'twelve-lines',
    { blocks: [fields(1, ['a', lines(12)], ['b', lines(13)], ['c', lines(12)], ['d', lines(12)])] },
  ],
  [
    'grouped',
    {
      paper: { size: 'A5', landscape: true },
      blocks: [
        table(0, {
          rows: [
            ['华南地区'],
            ...rowsOf(9),
            ['', '小计', '9'],
            ['华东地区'],
            ...rowsOf(2),
            ['', '合计', '11'],
          ],
          marks: [
            { at: 0, kind: 'group' },
            { at: 10, kind: 'total' },
            { at: 11, kind: 'group' },
            { at: 14, kind: 'total' },
          ],
          continued: '（续）',
          notes: ['注：合计含未填写的。', '二'],
        }),
        table(1),
      ],
    },
  ],
  ['cover', { paper: { size: 'cover' }, blocks: [{ kind: 'heading', text: '封面' }] }],
  [
    'spine',
    {
      paper: { size: 'spine15' },
      title: '脊',
      number: null,
      date: null,
      formNo: null,
      blocks: [{ kind: 'paragraphs', texts: ['客户档案'], indent: false }],
    },
  ],
];
