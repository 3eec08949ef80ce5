import { unreachable } from '../../../domain/errors.ts';
import type { Block, BlockOf } from '../../../domain/document/model.ts';
import { groupsOf, QR_MM, type Row, type RowGroup } from '../layout/rows.ts';
import { paragraph, run, twips } from './docx-parts.ts';
import { tableOf, type TableLines } from './docx-table.ts';

const EMU_PER_MM = 36_000;

/** What stands between two other things: a table, or paragraphs that are finished. */
type Segment =
  | {
      readonly kind: 'table';
      readonly head: readonly Row[];
      readonly rows: Row[];
      readonly lines: TableLines;
    }
  | { kind: 'text'; xml: string };

export interface BodyRoom {
  readonly contentMm: number;
  /** Height for the row that takes what is left of the page; 0 leaves it as it is. */
  readonly fillMm: number;
}

/** The blocks as Word's paragraphs and tables, with the same widths that the pages have. */
export function bodyOf(blocks: readonly Block[], { contentMm, fillMm }: BodyRoom): string {
  const groups = groupsOf(blocks, contentMm);
  const segments: Segment[] = [];
  blocks.forEach((block, index) => {
    const group = groups[index];
    if (!group) return;
    const last = segments.at(-1);
    const joins = block.kind === 'fields' && blocks[index - 1]?.kind === 'fields';
    if (joins && last?.kind === 'table') last.rows.push(...group.rows);
    else segments.push(segmentOf(block, group));
  });
  // Word joins tables that touch, and none may be the last thing in a document.
  const joint = paragraph('Joint', '');
  const isRuled = (segment?: Segment) => segment?.kind === 'table' && segment.lines === 'single';
  return segments
    .map((segment, index) => {
      if (segment.kind === 'text') return segment.xml;
      const [below, above] = [isRuled(segments[index - 1]), isRuled(segments[index + 1])];
      return tableOf({ ...segment, below, above }, fillMm) + joint;
    })
    .join('');
}

function segmentOf(block: Block, group: RowGroup): Segment {
  switch (block.kind) {
    case 'fields':
    case 'table':
      return { kind: 'table', head: group.head, rows: [...group.rows], lines: 'single' };
    case 'signatures':
      return { kind: 'table', head: [], rows: [...group.rows], lines: 'nil' };
    case 'heading':
      return { kind: 'text', xml: paragraph('Heading1', run(block.text)) };
    case 'paragraphs': {
      const style = block.indent ? 'Indented' : 'Value';
      return { kind: 'text', xml: block.texts.map((text) => paragraph(style, run(text))).join('') };
    }
    case 'anchor':
      return { kind: 'text', xml: anchorOf(block) };
    default:
      return unreachable(block);
  }
}

/** Name of the relation under which the package holds the QR code. */
export const QR_RELATION = 'rIdQr';

function anchorOf({ label, code, qr }: BlockOf<'anchor'>): string {
  const words = `${label}\n${(code.match(/.{5}/g) ?? []).join(' ')}`;
  return (qr.length > 0 ? paragraph('Value', qrPicture()) : '') + paragraph('Value', run(words));
}

function qrPicture(): string {
  const side = QR_MM * EMU_PER_MM;
  const extent = `cx="${side}" cy="${side}"`;
  return [
    `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/>`,
    '<wp:docPr id="1" name="QR"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">',
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="qr.png"/><pic:cNvPicPr/></pic:nvPicPr>',
    `<pic:blipFill><a:blip r:embed="${QR_RELATION}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`,
    `<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>`,
    '</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
  ].join('');
}

/** Letterhead, title, number and date above the first block. */
export function openingOf(
  document: Pick<BlockOwner, 'company' | 'title' | 'number' | 'date'>,
  contentMm: number,
): string {
  const { company, title, number, date } = document;
  const tab = `<w:tabs><w:tab w:val="right" w:pos="${twips(contentMm)}"/></w:tabs>`;
  const [left, right] = [number, date].map((part) => (part ? run(`${part.label}\u3000${part.value}`) : ''));
  const numbers = left || right ? paragraph('Numbers', `${left}<w:r><w:tab/></w:r>${right}`, tab) : '';
  return paragraph('Letterhead', run(company)) + paragraph('Title', run(title)) + numbers;
}

interface BlockOwner {
  readonly company: string;
  readonly title: string;
  readonly number: { readonly label: string; readonly value: string } | null;
  readonly date: { readonly label: string; readonly value: string } | null;
}
