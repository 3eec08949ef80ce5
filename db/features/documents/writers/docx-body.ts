import type { FileChild, Paragraph } from 'docx';
import { AppError, unreachable } from '../../../domain/errors.ts';
import type { Block, PrintDocument } from '../../../domain/document/model.ts';
import { groupsOf, type Row, type RowGroup } from '../layout/rows.ts';
import { paragraph, runs, twoEnds } from './docx-letters.ts';
import { tableOf, type TableLines } from './docx-table.ts';

/** What stands between two other things: a table, or paragraphs that are finished. */
type Segment =
  | {
      readonly kind: 'table';
      readonly head: readonly Row[];
      readonly rows: Row[];
      readonly lines: TableLines;
      /** Room above that Word would not leave by itself. */
      readonly gap: boolean;
    }
  | { readonly kind: 'text'; readonly paragraphs: readonly Paragraph[] };

export interface BodyRoom {
  readonly contentMm: number;
  /** Height for the row that takes what is left of the page; 0 leaves it as it is. */
  readonly fillMm: number;
}

/** The blocks as Word's paragraphs and tables, with the same widths that the pages have. */
export function bodyOf(blocks: readonly Block[], { contentMm, fillMm }: BodyRoom): FileChild[] {
  const groups = withOneFill(groupsOf(blocks, contentMm));
  const segments: Segment[] = [];
  blocks.forEach((block, index) => {
    const group = groups[index];
    if (!group) return;
    const last = segments.at(-1);
    const joins = block.kind === 'fields' && blocks[index - 1]?.kind === 'fields';
    if (joins && last?.kind === 'table') for (const row of group.rows) last.rows.push(row);
    else segments.push(segmentOf(block, group));
  });
  const isRuled = (segment?: Segment) => segment?.kind === 'table' && segment.lines === 'single';
  return segments.flatMap((segment, index): readonly FileChild[] => {
    if (segment.kind === 'text') return segment.paragraphs;
    const [below, above] = [isRuled(segments[index - 1]), isRuled(segments[index + 1])];
    // Word joins tables that touch, and none may be the last thing in a document.
    return [
      ...(segment.gap ? [paragraph('Gap', '')] : []),
      tableOf({ ...segment, below, above, place: index + 1 }, fillMm),
      paragraph('Joint', ''),
    ];
  });
}

/** As on pages, the first row that may take what is left takes all of it. */
function withOneFill(groups: readonly RowGroup[]): RowGroup[] {
  const first = groups.flatMap(({ rows }) => rows).find(({ fill }) => fill);
  return groups.map((group) => ({
    ...group,
    rows: group.rows.map((row) => (row.fill && row !== first ? { ...row, fill: false } : row)),
  }));
}

function segmentOf(block: Block, group: RowGroup): Segment {
  switch (block.kind) {
    case 'fields':
    case 'table':
      return { kind: 'table', head: group.head, rows: [...group.rows], lines: 'single', gap: false };
    case 'signatures':
    case 'anchor':
      return { kind: 'table', head: [], rows: [...group.rows], lines: 'nil', gap: true };
    case 'heading':
      return { kind: 'text', paragraphs: [paragraph('Heading1', block.text)] };
    case 'paragraphs': {
      // Every line of an indented text begins as a paragraph does.
      const texts = block.indent ? block.texts.flatMap((text) => text.split('\n')) : block.texts;
      const look = block.indent ? 'Indented' : 'Value';
      return { kind: 'text', paragraphs: texts.map((text) => paragraph(look, text)) };
    }
    case 'labels':
      // Word moves what stands on a sheet that is cut already.
      throw new AppError('documents.not_for_word');
    default:
      return unreachable(block);
  }
}

/** Letterhead, title, number and date above the first block. */
export function openingOf(
  { company, title, number, date }: Pick<PrintDocument, 'company' | 'title' | 'number' | 'date'>,
  contentMm: number,
): Paragraph[] {
  const told = (part: PrintDocument['number']) =>
    part ? runs(`${part.label}\u3000${part.value}`, 'Numbers') : [];
  const numbers = number || date ? [twoEnds('Numbers', [told(number), told(date)], contentMm)] : [];
  return [paragraph('Letterhead', company), paragraph('Title', title), ...numbers];
}
