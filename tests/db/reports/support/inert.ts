/** Looks through files for whatever would do more than be read. */
import { PDFArray, PDFDict, PDFDocument, PDFName, PDFRawStream, type PDFObject } from '@cantoo/pdf-lib';
import { readXlsx } from 'hucre/xlsx';
import { JSDOM } from 'jsdom';
import { expect } from 'vitest';
import { unzip } from '../../documents/support.ts';
import { FORBIDDEN } from './hostile.ts';

/** A strict parser of XML, which knows nothing of the writers. */
const { DOMParser } = new JSDOM('').window;

const all = (xml: Document | Element, tag: string) => [...xml.getElementsByTagName(tag)];

export const parseHtml = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

function parseXml(text: string, type: DOMParserSupportedType = 'application/xml'): Document {
  expect(FORBIDDEN.exec(text)).toBeNull();
  const xml = new DOMParser().parseFromString(text, type);
  expect(xml.querySelector('parsererror')?.textContent).toBeUndefined();
  return xml;
}

/** Every part of an OOXML file, each parsed; no other part than those that are known, and nothing outside of it named. */
function partsOf(bytes: Uint8Array, known: RegExp): Map<string, Document> {
  const parts = new Map<string, Document>();
  for (const [name, part] of unzip(bytes)) {
    expect(name).toMatch(known);
    if (/\.(?:xml|rels)$/.test(name)) parts.set(name, parseXml(part.toString('utf8')));
  }
  for (const relation of [...parts.values()].flatMap((xml) => all(xml, 'Relationship'))) {
    expect(relation.getAttribute('TargetMode')).not.toBe('External');
    expect(relation.getAttribute('Target')).not.toMatch(/:|^\\/);
  }
  for (const [, xml] of parts)
    for (const type of all(xml, 'Override'))
      expect(type.getAttribute('ContentType')).not.toMatch(/macro|ole/i);
  return parts;
}

const WORD_PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|docProps\/(?:app|core|custom)\.xml|word\/(?:_rels\/\w+\.xml\.rels|(?:document|styles|numbering|settings|fontTable|comments\w*|footnotes|endnotes|header\d|footer\d)\.xml|theme\/theme1\.xml|media\/\w+\.png))$/;
/** What is more than a text in a table: fields, links, objects, parts of other files. */
const WORD_ACTS = /^w:(?:fldSimple|hyperlink|object|altChunk|subDoc|attachedTemplate|control|smartTag|sdt)$/;

/** The text of each cell of a Word file that does nothing but count its pages. */
export function inertWord(bytes: Uint8Array): { readonly cells: string[]; readonly pictures: Buffer[] } {
  const parts = partsOf(bytes, WORD_PARTS);
  for (const xml of parts.values()) {
    expect(all(xml, '*').filter(({ tagName }) => WORD_ACTS.test(tagName))).toEqual([]);
    for (const field of all(xml, 'w:instrText'))
      expect(field.textContent.trim()).toMatch(/^(?:PAGE|NUMPAGES)$/);
  }
  const body = parts.get('word/document.xml');
  const cells = (body ? all(body, 'w:tc') : []).map((cell) =>
    all(cell, '*')
      .map(({ tagName, textContent }) => (tagName === 'w:br' ? '\n' : tagName === 'w:t' ? textContent : ''))
      .join(''),
  );
  const pictures = [...unzip(bytes)].flatMap(([name, part]) => (name.endsWith('.png') ? [part] : []));
  return { cells, pictures };
}

const BOOK_PARTS =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/;
const BOOK_ACTS =
  /^(?:f|hyperlinks?|oleObjects?|controls?|externalReferences|ddeLink|legacyDrawing|drawing)$/;

/** The values of each row of each sheet of a workbook in which no cell is, or could become, a formula. */
export async function inertBook(bytes: Uint8Array): Promise<unknown[][]> {
  for (const xml of partsOf(bytes, BOOK_PARTS).values()) {
    expect(all(xml, '*').filter(({ tagName }) => BOOK_ACTS.test(tagName))).toEqual([]);
    for (const cell of all(xml, 'c')) {
      const isText = cell.getAttribute('t') === 'inlineStr';
      expect(isText || /^-?[\d.]*(?:e[+-]\d+)?$/.test(cell.textContent)).toBe(true);
    }
    for (const name of all(xml, 'definedName')) expect(name.getAttribute('name')).toBe('_xlnm.Print_Titles');
  }
  const { sheets } = await readXlsx(Uint8Array.from(bytes), { readStyles: true });
  for (const { cells } of sheets)
    for (const cell of cells?.values() ?? []) {
      expect(cell.formula).toBeUndefined();
      expect(cell.hyperlink).toBeUndefined();
      if (typeof cell.value === 'string') expect(cell.style?.numFmt).toBe('@');
    }
  return sheets.flatMap(({ rows }) => rows);
}

const DRAWN = new Set(
  ['svg', 'g', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan'].concat([
    'defs',
    'pattern',
    'clipPath',
    'title',
    'desc',
  ]),
);

/** The texts of a picture in which nothing runs, is fetched or is of another language. */
export function inertSvg(svg: string): string[] {
  const xml = parseXml(svg, 'image/svg+xml');
  for (const { tagName, attributes } of all(xml, '*')) {
    expect(DRAWN).toContain(tagName);
    for (const { name, value } of attributes) {
      expect(name).not.toMatch(/^on|href|src/i);
      if (name !== 'aria-label') expect(value).not.toMatch(/url\((?!#)|script:/i);
    }
  }
  return all(xml, 'text').map(({ textContent }) => textContent);
}

/** What makes a reader of PDF act. */
const PDF_ACTS = /^\/(?:AA|OpenAction|JS|JavaScript|EmbeddedFiles?|AcroForm|XFA|RichMedia)$/;
const PDF_ACTIONS = /^\/(?:URI|Launch|JavaScript|GoToR|GoToE|SubmitForm|ImportData)$/;

/** How many pages a PDF has in which nothing can be clicked and nothing happens by itself. */
export async function inertPdf(bytes: Uint8Array): Promise<number> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  for (const [, object] of pdf.context.enumerateIndirectObjects()) look(object);
  return pdf.getPageCount();
}

function look(object: PDFObject): void {
  if (object instanceof PDFArray) return object.asArray().forEach(look);
  const dict = object instanceof PDFRawStream ? object.dict : object;
  if (!(dict instanceof PDFDict)) return;
  for (const [key, value] of dict.entries()) {
    expect(key.asString()).not.toMatch(PDF_ACTS);
    if (key === PDFName.of('S') && value instanceof PDFName)
      expect(value.asString()).not.toMatch(PDF_ACTIONS);
    look(value);
  }
}
