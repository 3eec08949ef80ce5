import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import {
  documentSchema,
  type PrintDocument,
  type PrintDocumentInput,
} from '../../../db/domain/document/model.ts';

const COLUMNS = [
  '档号',
  '题名',
  '柜位',
  '字迹',
  '破损',
  '霉变',
  '虫蛀',
  '受潮',
  '缺件',
  '书写',
  '排列',
  '密级',
  '处理',
  '责任人',
];
const WEIGHTS = [5.2, 4.2, 2.5, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.4, 1.5];

/** A record of an inspection: short rows of fourteen columns, as many as wanted. */
export function aRecord(rows: number, overrides: Partial<PrintDocumentInput> = {}): PrintDocument {
  return documentSchema.parse({
    language: 'zh-CN',
    title: '客户档案检查记录表',
    formNo: null,
    company: '佛山市测试五金有限公司',
    number: { label: '编号', value: 'JC-2026-H1' },
    date: null,
    subject: '上半年',
    secrecyMark: null,
    watermark: null,
    printed: '打印：刘芳',
    pageWords: '第 {{page}} 页　共 {{pages}} 页',
    paper: { landscape: true },
    blocks: [
      {
        kind: 'table',
        title: '逐卷检查',
        columns: COLUMNS.map((title, at) => ({ title, weight: WEIGHTS[at] ?? 1 })),
        rows: Array.from({ length: rows }, (_, at) => [
          `QZ01-KH·2025-D30-GY-${String(at + 1).padStart(4, '0')}`,
          `佛山市第${at + 1}五金厂`,
          `A1-${(at % 40) + 1}-03`,
          ...Array.from({ length: 9 }, (_value, column) => ((at + column) % 97 === 0 ? '轻微' : '正常')),
          '',
          '刘芳',
        ]),
      },
    ],
    ...overrides,
  });
}

/** Pages of a PDF and their sizes in whole millimetres, and what it says of itself. */
export async function readPdf(bytes: Uint8Array) {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const mm = (points: number) => Math.round((points / 72) * 25.4);
  return {
    title: pdf.getTitle(),
    language: pdf.catalog.get(PDFName.of('Lang'))?.toString(),
    isTagged: pdf.catalog.has(PDFName.of('StructTreeRoot')),
    sizes: pdf.getPages().map((page) => [mm(page.getWidth()), mm(page.getHeight())]),
  };
}
