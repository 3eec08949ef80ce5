import { inflateRawSync } from 'node:zlib';
import type { PrintDocumentInput } from '../../../db/domain/document/model.ts';

/** A document without blocks; every part of the frame is there. */
export function aDocument(overrides: Partial<PrintDocumentInput> = {}): PrintDocumentInput {
  return {
    language: 'zh-CN',
    title: '测试表',
    formNo: '表号 T-01',
    company: '佛山市测试五金有限公司',
    number: { label: '编号', value: 'T-2026-001' },
    date: { label: '日期', value: '2026-03-02' },
    subject: '测试对象',
    secrecyMark: '机密★30年',
    watermark: null,
    printed: '打印：刘芳　2026-03-02 09:00',
    pageWords: '第 {{page}} 页　共 {{pages}} 页',
    blocks: [],
    ...overrides,
  };
}

/** Names and contents of a zip file's entries, found by its directory as Word finds them. */
export function unzip(bytes: Uint8Array): Map<string, Buffer> {
  const file = Buffer.from(bytes);
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  const entries = new Map<string, Buffer>();
  let at = file.readUInt32LE(end + 16);
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const packed = file.readUInt32LE(at + 20);
    const nameLength = file.readUInt16LE(at + 28);
    const local = file.readUInt32LE(at + 42);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    entries.set(name, inflateRawSync(file.subarray(start, start + packed)));
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

/** What somebody might type to make a form do something. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; --",
  '</style><style>*{display:none}',
  '&lt;b&gt; &amp; &#60;',
  '{{page}} ${pages}',
  ']]>',
  '𠮷野家',
  '\u202Eexe.cod',
  '\u0000\u0007\uFFFF\uD800',
  'مرحبا',
];
