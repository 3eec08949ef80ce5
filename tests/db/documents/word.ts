import { expect } from 'vitest';
import { documentSchema, type PrintDocumentInput } from '../../../db/domain/document/model.ts';
import { toDocx } from '../../../db/features/documents/writers/docx.ts';
import { aDocument, unzip } from './support.ts';

export interface WordFile {
  readonly files: ReadonlyMap<string, Buffer>;
  /** A part parsed as XML. */
  readonly part: (name: string) => Document;
  readonly body: Document;
}

/** Writes a document for Word and opens it; a part that is no XML fails the test. */
export async function openWord(overrides: Partial<PrintDocumentInput>): Promise<WordFile> {
  const files = unzip(await toDocx(documentSchema.parse(aDocument(overrides))));
  const parts = new Map<string, Document>();
  for (const [name, bytes] of files) {
    if (!/\.(?:xml|rels)$/.test(name)) continue;
    const xml = new DOMParser().parseFromString(bytes.toString('utf8'), 'application/xml');
    expect(xml.querySelector('parsererror')?.textContent).toBeUndefined();
    parts.set(name, xml);
  }
  const part = (name: string) => {
    const found = parts.get(name);
    if (!found) throw new Error(`no ${name}`);
    return found;
  };
  return { files, part, body: part('word/document.xml') };
}

export const all = (xml: Document | Element, tag: string) => Array.from(xml.getElementsByTagName(tag));
/** A value of the first element of this name. */
export const valueOf = (xml: Document | Element | undefined, tag: string, name = 'w:val') =>
  xml ? (all(xml, tag)[0]?.getAttribute(name) ?? null) : null;

/** Every text, with its line breaks. */
export const textOf = (xml: Document | Element) =>
  all(xml, '*')
    .map(({ tagName, textContent }) => (tagName === 'w:br' ? '\n' : tagName === 'w:t' ? textContent : ''))
    .join('');

/** Parts in which something is written. */
export const WRITTEN = ['document', 'header1', 'header2', 'footer1', 'footer2'].map(
  (name) => `word/${name}.xml`,
);

/** Millimetres of twips, to a hundredth. */
const mm = (twips: string | number | null) => Math.round((Number(twips) * 2540) / 1440) / 100;

function paragraphLine(paragraph: Element): string {
  const shown = all(paragraph, '*').map(({ tagName, textContent, parentElement }) => {
    if (tagName === 'w:t') return textContent;
    if (tagName === 'w:instrText') return `<${textContent.trim()}>`;
    if (tagName === 'w:drawing') return '<picture>';
    if (tagName === 'w:tab') return parentElement?.tagName === 'w:r' ? '<tab>' : '';
    return tagName === 'w:br' ? '|' : '';
  });
  const mark = all(paragraph, 'v:textpath').at(-1)?.getAttribute('string');
  const align = valueOf(paragraph, 'w:jc');
  return [valueOf(paragraph, 'w:pStyle'), align, mark && `<watermark ${mark}>`, shown.join('')]
    .filter(Boolean)
    .join(' ');
}

function tableLines(table: Element): string[] {
  const grid = all(table, 'w:gridCol').map((column) => mm(column.getAttribute('w:w')));
  const rows = all(table, 'w:tr').flatMap((row) => {
    const facts = [
      all(row, 'w:tblHeader').length > 0 && 'head',
      all(row, 'w:cantSplit').length > 0 && 'whole',
      valueOf(row, 'w:trHeight') && `from ${mm(valueOf(row, 'w:trHeight'))}`,
    ];
    const cells = all(row, 'w:tc').map((cell) => {
      const [width, span] = [valueOf(cell, 'w:tcW', 'w:w'), valueOf(cell, 'w:gridSpan')];
      const place = `${mm(width)}${span ? `/${span}` : ''} ${valueOf(cell, 'w:vAlign')}`;
      return `    ${place} ${all(cell, 'w:p').map(paragraphLine).join(' ¶ ')}`;
    });
    return [`  row ${facts.filter(Boolean).join(' ')}`, ...cells];
  });
  const lines = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map((side) => {
    const [border] = all(table, 'w:tblBorders').flatMap((borders) => all(borders, `w:${side}`));
    return `${border?.getAttribute('w:val')}${border?.getAttribute('w:sz')}`;
  });
  const room = ['top', 'left', 'bottom', 'right'].map((side) => {
    const [margins] = all(table, 'w:tblCellMar');
    return mm(valueOf(margins, `w:${side}`, 'w:w'));
  });
  return [
    `table ${mm(valueOf(table, 'w:tblW', 'w:w'))} = ${grid.join(' + ')}`,
    `  lines ${lines.join(' ')}, room ${room.join(' ')}`,
    ...rows,
  ];
}

/** What stands in a file, for people: every paragraph with its style, every table with widths in millimetres. */
export function outlineOf({ part, body }: WordFile): string {
  const page = all(body, 'w:pgSz')[0];
  const margins = all(body, 'w:pgMar')[0];
  const sides = ['top', 'right', 'bottom', 'left', 'header', 'footer'].map((side) =>
    mm(margins?.getAttribute(`w:${side}`) ?? null),
  );
  const size = [mm(page?.getAttribute('w:w') ?? null), mm(page?.getAttribute('w:h') ?? null)].join(' x ');
  const told = [`page ${size} ${page?.getAttribute('w:orient') ?? 'portrait'}, margins ${sides.join(' ')}`];
  for (const name of WRITTEN) {
    told.push(`== ${name}`);
    const root = all(part(name), 'w:body')[0] ?? part(name).documentElement;
    for (const child of Array.from(root.children)) {
      if (child.tagName === 'w:p') told.push(paragraphLine(child));
      if (child.tagName === 'w:tbl') told.push(...tableLines(child));
    }
  }
  return `${told.join('\n')}\n`;
}
