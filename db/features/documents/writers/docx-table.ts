import type { Cell, Row } from '../layout/rows.ts';
import { PAD_X_MM } from '../layout/setting.ts';
import { paragraph, run, twips } from './docx-parts.ts';

export type TableLines = 'single' | 'nil';

export interface TableParts {
  /** Comes again on every page. */
  readonly head: readonly Row[];
  readonly rows: readonly Row[];
  readonly lines: TableLines;
  /** Stands right below or above another ruled table: no thick rule between them. */
  readonly below?: boolean;
  readonly above?: boolean;
}

/** Rows of cells as one Word table; every cell goes over as many columns of the common grid as it covers. */
export function tableOf(table: TableParts, fillMm: number): string {
  const { head, rows } = table;
  const edges = edgesOf([...head, ...rows]);
  return [
    `<w:tbl>${setupOf(edges, table)}`,
    ...head.map((row) => rowOf(row, edges, '<w:tblHeader/>', 0)),
    ...rows.map((row) => rowOf(row, edges, '', row.fill ? fillMm : 0)),
    '</w:tbl>',
  ].join('');
}

/** Every place at which some cell begins or ends, in twips from the left. */
function edgesOf(rows: readonly Row[]): number[] {
  const edges = new Set<number>();
  for (const { cells } of rows)
    for (const { xMm, widthMm } of cells) edges.add(twips(xMm)).add(twips(xMm + widthMm));
  return [...edges].sort((a, b) => a - b);
}

function setupOf(edges: readonly number[], { lines, below, above }: TableParts): string {
  const width = (edges.at(-1) ?? 0) - (edges[0] ?? 0);
  const border = (side: string, size: number) =>
    `<w:${side} w:val="${lines}" w:sz="${size}" w:space="0" w:color="000000"/>`;
  const sides = [
    border('top', below ? 4 : 12),
    border('left', 12),
    border('bottom', above ? 4 : 12),
    border('right', 12),
  ];
  const inside = ['insideH', 'insideV'].map((side) => border(side, 4));
  const room = (side: string, mm: number) => `<w:${side} w:w="${twips(mm)}" w:type="dxa"/>`;
  const grid = edges.slice(1).map((edge, index) => `<w:gridCol w:w="${edge - (edges[index] ?? 0)}"/>`);
  return [
    `<w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/>`,
    `<w:tblBorders>${[...sides, ...inside].join('')}</w:tblBorders><w:tblLayout w:type="fixed"/>`,
    `<w:tblCellMar>${room('top', 0.7)}${room('left', PAD_X_MM)}${room('bottom', 0.7)}${room('right', PAD_X_MM)}</w:tblCellMar>`,
    `</w:tblPr><w:tblGrid>${grid.join('')}</w:tblGrid>`,
  ].join('');
}

function rowOf(row: Row, edges: readonly number[], repeats: string, fillMm: number): string {
  const whole = row.divisible ? '' : '<w:cantSplit/>';
  const height = `<w:trHeight w:val="${twips(Math.max(fillMm, heightOf(row)))}" w:hRule="atLeast"/>`;
  const cells = row.cells.map((cell) => cellOf(cell, edges)).join('');
  return `<w:tr><w:trPr>${whole}${height}${repeats}</w:trPr>${cells}</w:tr>`;
}

/** Rows that their text makes high are left to Word, whose letters may be others. */
function heightOf(row: Row): number {
  const oneLine = row.cells.every((cell) => cell.lines.length <= 1);
  return oneLine ? row.heightMm : 0;
}

/** Styles that say how letters are set in a cell; the rest of the names are styles of their own. */
const STYLES = { label: 'Label', value: 'Value', strong: 'Strong', head: 'Head', cell: 'Cell' } as const;

function cellOf(cell: Cell, edges: readonly number[]): string {
  const first = edges.indexOf(twips(cell.xMm));
  const last = edges.indexOf(twips(cell.xMm + cell.widthMm));
  const span = last - first > 1 ? `<w:gridSpan w:val="${last - first}"/>` : '';
  const width = (edges[last] ?? 0) - (edges[first] ?? 0);
  const align = cell.align === 'left' ? '' : `<w:jc w:val="${cell.align}"/>`;
  const style = Object.hasOwn(STYLES, cell.letters) ? STYLES[cell.letters as keyof typeof STYLES] : 'Value';
  return [
    `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}`,
    `<w:vAlign w:val="${cell.top ? 'top' : 'center'}"/></w:tcPr>`,
    `${paragraph(style, cell.text === '' ? '' : run(cell.text), align)}</w:tc>`,
  ].join('');
}
