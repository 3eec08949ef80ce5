import {
  AlignmentType,
  BorderStyle,
  BuilderElement,
  createTableWidthElement,
  createVerticalAlign,
  GridSpan,
  HeightRule,
  Paragraph,
  Table,
  TableCell,
  TableCellBorders,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
  type IContext,
  type IXmlableObject,
} from 'docx';
import type { Cell, Row } from '../layout/cells.ts';
import { paragraph, SharedParts, twips, type LookName, type Shared } from './docx-letters.ts';
import { qrPicture } from './docx-picture.ts';

export type TableLines = 'single' | 'nil';

export interface TableParts {
  /** Comes again on every page. */
  readonly head: readonly Row[];
  readonly rows: readonly Row[];
  readonly lines: TableLines;
  /** Which part of the document it is, from 1: a number for the picture in it, at most one. */
  readonly place: number;
  /** Stands right below or above another ruled table: no thick rule between them. */
  readonly below?: boolean;
  readonly above?: boolean;
}

/** Space above and below the text of a cell, in millimetres. */
const ROOM_Y_MM = 0.7;

/** Rows of cells as one Word table; every cell goes over as many columns of the common grid as it covers. */
export function tableOf(table: TableParts, fillMm: number): Table {
  const { place } = table;
  const [head, rows] = [table.head.map(withoutGaps), table.rows.map(withoutGaps)];
  const edges = edgesOf([...head, ...rows]);
  const room = twips(rows[0]?.cells[0]?.insetMm ?? 0);
  const common = { edges, place, parts: new SharedParts() };
  return new Table({
    width: dxa((edges.at(-1) ?? 0) - (edges[0] ?? 0)),
    columnWidths: edges.slice(1).map((edge, index) => edge - (edges[index] ?? 0)),
    indent: dxa(0),
    layout: TableLayoutType.FIXED,
    margins: {
      marginUnitType: WidthType.DXA,
      top: twips(ROOM_Y_MM),
      left: room,
      bottom: twips(ROOM_Y_MM),
      right: room,
    },
    borders: bordersOf(table),
    rows: [
      ...head.map((row) => new LateRow(() => rowOf(row, { ...common, repeats: true, fillMm: 0 }))),
      ...rows.map((row) => new LateRow(() => rowOf(row, { ...common, repeats: false, fillMm }))),
    ],
  });
}

/** A row whose cells are made when it is written: those of a long table never stand in memory all at once. */
class LateRow extends TableRow {
  readonly #make: () => TableRow;

  constructor(make: () => TableRow) {
    super({ children: [] });
    this.#make = make;
  }

  override prepForXml(context: IContext): IXmlableObject | undefined {
    return this.#make().prepForXml(context);
  }
}

/** Each cell up to the next: in Word no room is left between them. */
function withoutGaps(row: Row): Row {
  const cells = row.cells.map((cell, index) => {
    const next = row.cells[index + 1];
    return next ? { ...cell, widthMm: next.xMm - cell.xMm } : cell;
  });
  return { ...row, cells };
}

/** Every place at which some cell begins or ends, in twips from the left. */
function edgesOf(rows: readonly Row[]): number[] {
  const edges = new Set<number>();
  for (const { cells } of rows)
    for (const { xMm, widthMm } of cells) edges.add(twips(xMm)).add(twips(xMm + widthMm));
  return [...edges].sort((a, b) => a - b);
}

const dxa = (size: number) => ({ size, type: WidthType.DXA });

function bordersOf({ lines, below, above }: TableParts) {
  const style = lines === 'single' ? BorderStyle.SINGLE : BorderStyle.NIL;
  const border = (size: number) => ({ style, size, color: '000000' });
  return {
    top: border(below ? 4 : 12),
    left: border(12),
    bottom: border(above ? 4 : 12),
    right: border(12),
    insideHorizontal: border(4),
    insideVertical: border(4),
  };
}

interface RowPlace {
  readonly edges: readonly number[];
  readonly place: number;
  readonly parts: SharedParts;
  readonly repeats: boolean;
  readonly fillMm: number;
}

function rowOf(row: Row, { repeats, fillMm, ...cells }: RowPlace): TableRow {
  const least = twips(Math.max(row.fill ? fillMm : 0, heightOf(row)));
  return new TableRow({
    ...(!row.divisible && { cantSplit: true }),
    ...(repeats && { tableHeader: true }),
    ...(least > 0 && { height: { value: least, rule: HeightRule.ATLEAST } }),
    children: row.cells.map((cell) => cellOf(cell, row, cells)),
  });
}

/** Rows that their text makes high are left to Word, whose letters may be others. */
function heightOf(row: Row): number {
  const oneLine = row.cells.every((cell) => cell.lines.length <= 1);
  return oneLine ? row.heightMm : 0;
}

const LOOKS: Readonly<Partial<Record<Cell['letters'], LookName>>> = {
  label: 'Label',
  strong: 'Strong',
  head: 'Head',
  cell: 'Cell',
  labelSmall: 'Cell',
};
const ALIGNMENTS = { left: undefined, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

function cellOf(
  cell: Cell,
  row: Row,
  { edges, place, parts }: Pick<RowPlace, 'edges' | 'place' | 'parts'>,
): TableCell {
  const first = edges.indexOf(twips(cell.xMm));
  const last = edges.indexOf(twips(cell.xMm + cell.widthMm));
  const isTotal = row.mark === 'total';
  const properties = parts.get(`${first} ${last} ${cell.top} ${isTotal}`, 'w:tcPr', () =>
    cellProperties((edges[last] ?? 0) - (edges[first] ?? 0), {
      columns: last - first,
      top: cell.top ?? false,
      isTotal,
    }),
  );
  const content = cell.qr
    ? new Paragraph({ style: 'Value', children: [qrPicture(cell.qr, place)] })
    : paragraph(LOOKS[cell.letters] ?? 'Value', cell.text, ALIGNMENTS[cell.align], row.keepWithNext);
  return new SharedCell(content, properties);
}

class SharedCell extends TableCell {
  constructor(content: Paragraph, properties: Shared) {
    super({ children: [content] });
    this.root.unshift(properties);
  }
}

interface CellLook {
  readonly columns: number;
  readonly top: boolean;
  readonly isTotal: boolean;
}

/** Between a total and what it adds up, as thick as the frame. */
const ABOVE_TOTAL = { style: BorderStyle.SINGLE, size: 12, color: '000000' } as const;

function cellProperties(width: number, { columns, top, isTotal }: CellLook): BuilderElement {
  return new BuilderElement({
    name: 'w:tcPr',
    children: [
      createTableWidthElement('w:tcW', dxa(width)),
      ...(columns > 1 ? [new GridSpan(columns)] : []),
      ...(isTotal ? [new TableCellBorders({ top: ABOVE_TOTAL })] : []),
      createVerticalAlign(top ? VerticalAlignTable.TOP : VerticalAlignTable.CENTER),
    ],
  });
}
