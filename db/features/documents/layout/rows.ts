import { inGroups } from '../../../domain/anchor-code.ts';
import { unreachable } from '../../../domain/errors.ts';
import type { Block, BlockOf } from '../../../domain/document/model.ts';
import { cell, group, LONG_ROW_LINES, QR_MM, row, type Cell, type Row, type RowGroup } from './cells.ts';
import { cutTo } from './lines.ts';
import { ROW_MIN_MM } from './setting.ts';
import { tableGroup } from './table-rows.ts';

/** Sets every block into rows for a width in millimetres; no picture is higher than the room of a page. */
export function groupsOf(blocks: readonly Block[], widthMm: number, pageMm: number): RowGroup[] {
  return blocks.map((block, at) => {
    const one = groupOf(block, widthMm, pageMm);
    return endsBare(blocks[at - 1]) ? { ...one, gapMm: Math.max(one.gapMm, GAP_MM) } : one;
  });
}

/** Between what has no frame at its foot and a frame below. */
const GAP_MM = 4;

/** True when the last thing of a block is a picture or a note, which a frame must not touch. */
export function endsBare(block: Block | undefined): boolean {
  return block?.kind === 'chart' || (block?.kind === 'table' && block.notes.length > 0);
}

function groupOf(block: Block, widthMm: number, pageMm: number): RowGroup {
  switch (block.kind) {
    case 'fields':
      return group({ ruled: true, rows: fieldRows(block, widthMm) });
    case 'table':
      return tableGroup(block, widthMm);
    case 'chart':
      return chartGroup(block, widthMm, pageMm);
    case 'heading':
      return group({
        rows: [row([cell(block.text, 0, widthMm, 'heading', { flush: true })], 8)],
        gapMm: 3,
        keepWithNext: true,
      });
    case 'paragraphs':
      return group({ rows: block.texts.map((text) => paragraphRow(block, text, widthMm)), gapMm: 2 });
    case 'signatures':
      return group({ rows: [signatureRow(block, widthMm)], gapMm: 4 });
    case 'anchor':
      return group({ rows: [anchorRow(block, widthMm)], gapMm: 4 });
    case 'labels':
      // Their places are those of the sheet: see `layOutLabels`.
      return group({ rows: [] });
    default:
      return unreachable(block);
  }
}

function fieldRows(block: BlockOf<'fields'>, widthMm: number): Row[] {
  const rows: Row[] = [];
  const columnMm = widthMm / block.columns;
  let at = 0;
  let items: Array<{ item: BlockOf<'fields'>['items'][number]; at: number; span: number }> = [];
  const close = () => {
    const last = items.at(-1);
    if (!last) return;
    last.span = block.columns - last.at;
    const fill = items.some(({ item }) => item.fill);
    const cells = items.flatMap(({ item, at, span }) => {
      const xMm = at * columnMm;
      const value = cell(
        item.value,
        xMm + block.labelMm,
        span * columnMm - block.labelMm,
        item.strong ? 'strong' : 'value',
      );
      return [
        cell(item.label, xMm, block.labelMm, 'label', { align: 'center', role: 'rowheader' }),
        fill || value.lines.length > LONG_ROW_LINES ? { ...value, top: true } : value,
      ];
    });
    rows.push(row(cells, ROW_MIN_MM.fields, { fill }));
    items = [];
    at = 0;
  };
  for (const item of block.items) {
    const span = Math.min(item.span, block.columns);
    if (at + span > block.columns) close();
    items.push({ item, at, span });
    at += span;
    if (at === block.columns) close();
  }
  close();
  return rows;
}

/** Of the title of a picture; longer ones are cut. */
const TITLE_LINES = 2;

/** A picture stays whole, and with its title. */
function chartGroup(block: BlockOf<'chart'>, widthMm: number, pageMm: number): RowGroup {
  const whole = cell(block.title, 0, widthMm, 'label', { align: 'center', flush: true });
  const [first = '', ...more] = whole.lines;
  const lines =
    whole.lines.length > TITLE_LINES ? [first, cutTo(more.join(''), widthMm, 'label')] : whole.lines;
  const head = row([{ ...whole, lines }], 0);
  const heightMm = Math.max(1, Math.min(block.heightMm, pageMm - head.heightMm));
  const picture: Cell = { ...cell('', 0, widthMm, 'value', { flush: true }), chart: { block, heightMm } };
  return group({ label: block.title, head: [head], rows: [row([picture], 0)], gapMm: GAP_MM });
}

function paragraphRow(block: BlockOf<'paragraphs'>, text: string, widthMm: number): Row {
  const indented = block.indent
    ? text
        .split('\n')
        .map((line) => `\u3000\u3000${line}`)
        .join('\n')
    : text;
  return { ...row([cell(indented, 0, widthMm, 'value', { flush: true, top: true })], 0), divisible: true };
}

function signatureRow(block: BlockOf<'signatures'>, widthMm: number): Row {
  const boxMm = widthMm / block.items.length;
  const cells = block.items.map(({ role, name, date, seal }, index) =>
    cell([role, name ?? '', seal ?? '', date ?? ''].join('\n'), index * boxMm, boxMm, 'value', { top: true }),
  );
  return row(cells, 24);
}

function anchorRow(block: BlockOf<'anchor'>, widthMm: number): Row {
  const words = cell(`${block.label}\n${inGroups(block.code)}`, QR_MM + 4, widthMm - QR_MM - 4, 'value', {
    flush: true,
  });
  const qr: Cell = { ...cell('', 0, QR_MM, 'value', { flush: true }), qr: block.qr };
  return row(block.qr.length > 0 ? [qr, words] : [words], QR_MM);
}
