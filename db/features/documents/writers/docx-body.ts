import { AlignmentType, Paragraph, type FileChild } from 'docx';
import { chartWords, type ChartBlock } from '../../../domain/document/chart.ts';
import { AppError, unreachable } from '../../../domain/errors.ts';
import type { Block, PrintDocument } from '../../../domain/document/model.ts';
import type { DrawChart } from '../charts/picture.ts';
import type { Cell, Row, RowGroup } from '../layout/cells.ts';
import { groupsOf } from '../layout/rows.ts';
import { paragraph, runs, twoEnds } from './docx-letters.ts';
import { chartPicture } from './docx-picture.ts';
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
      /** Right under it, on the page of its last row. */
      readonly foot: readonly Row[];
    }
  | { readonly kind: 'chart'; readonly block: ChartBlock; readonly head: readonly Row[]; readonly cell: Cell }
  | { readonly kind: 'text'; readonly paragraphs: readonly Paragraph[] };

export interface BodyRoom {
  readonly contentMm: number;
  /** Height for the row that takes what is left of the page; 0 leaves it as it is. */
  readonly fillMm: number;
  /** Height that a page has at the most for a picture. */
  readonly pageMm: number;
  readonly charts: DrawChart;
}

/** The blocks as Word's paragraphs and tables, with the same widths that the pages have. */
export function bodyOf(
  blocks: readonly Block[],
  { contentMm, fillMm, pageMm, charts }: BodyRoom,
): FileChild[] {
  const groups = withOneFill(groupsOf(blocks, contentMm, pageMm));
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
  const isBare = (segment?: Segment) =>
    segment?.kind === 'chart' || (segment?.kind === 'table' && segment.foot.length > 0);
  return segments.flatMap((segment, index): readonly FileChild[] => {
    if (segment.kind === 'text') return segment.paragraphs;
    if (segment.kind === 'chart')
      return [...(index > 0 ? [paragraph('Gap', '')] : []), ...chartParagraphs(segment, index + 1, charts)];
    const below = isRuled(segments[index - 1]) && !isBare(segments[index - 1]);
    const above = isRuled(segments[index + 1]) && !isBare(segment);
    // Word joins tables that touch, and none may be the last thing in a document.
    return [
      ...(segment.gap || isBare(segments[index - 1]) ? [paragraph('Gap', '')] : []),
      tableOf({ ...segment, below, above, place: index + 1 }, fillMm),
      ...(segment.foot.length > 0 ? notesOf(segment.foot) : [paragraph('Joint', '')]),
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
      return {
        kind: 'table',
        head: group.head,
        rows: [...group.rows],
        lines: 'single',
        gap: false,
        foot: group.foot,
      };
    case 'signatures':
    case 'anchor':
      return { kind: 'table', head: [], rows: [...group.rows], lines: 'nil', gap: true, foot: [] };
    case 'heading':
      return { kind: 'text', paragraphs: [paragraph('Heading1', block.text)] };
    case 'paragraphs': {
      // Every line of an indented text begins as a paragraph does.
      const texts = block.indent ? block.texts.flatMap((text) => text.split('\n')) : block.texts;
      const look = block.indent ? 'Indented' : 'Value';
      return { kind: 'text', paragraphs: texts.map((text) => paragraph(look, text)) };
    }
    case 'chart': {
      const [cell] = group.rows.flatMap(({ cells }) => cells);
      return cell ? { kind: 'chart', block, head: group.head, cell } : { kind: 'text', paragraphs: [] };
    }
    case 'labels':
      // Word moves what stands on a sheet that is cut already.
      throw new AppError('documents.not_for_word');
    default:
      return unreachable(block);
  }
}

/** Notes stay together and with the row above, which keeps with them. */
function notesOf(foot: readonly Row[]): Paragraph[] {
  const texts = foot.flatMap(({ cells }) => cells.map(({ text }) => text));
  return texts.map((text, at) => paragraph('Small', text, undefined, at < texts.length - 1));
}

/** A title that stays with its picture, and the picture as a line of its own. */
function chartParagraphs(
  { block, head, cell }: Extract<Segment, { kind: 'chart' }>,
  id: number,
  charts: DrawChart,
): Paragraph[] {
  const heightMm = cell.chart?.heightMm ?? 0;
  const titles = head.flatMap(({ cells }) => cells.map(({ lines }) => lines.join('\n')));
  const picture = charts(block, cell.widthMm, heightMm);
  return [
    ...titles.map((text) => paragraph('Label', text, AlignmentType.CENTER, true)),
    new Paragraph({
      style: 'Value',
      children: [chartPicture(picture, { widthMm: cell.widthMm, heightMm, words: chartWords(block), id })],
    }),
  ];
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
