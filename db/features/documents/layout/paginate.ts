import { contentMmOf, type Cell, type Row, type RowGroup } from './cells.ts';
import { LETTERS, PAD_Y_MM } from './setting.ts';

/** A row in its place; y from the top of the sheet. */
export interface PlacedRow extends Row {
  readonly yMm: number;
}

/** The rows of one block on one page. */
export interface PlacedGroup {
  readonly label: string;
  readonly ruled: boolean;
  readonly rows: readonly PlacedRow[];
}

export interface Limits {
  /** Where the first page's rows begin, and those of the later pages. */
  readonly firstMm: number;
  readonly laterMm: number;
  readonly bottomMm: number;
}

/** Between the frame of a table and its notes. */
export const FOOT_GAP_MM = 1.2;
const NOTES: RowGroup = {
  label: '',
  ruled: false,
  head: [],
  rows: [],
  foot: [],
  gapMm: 0,
  keepWithNext: false,
};

/** Fewest lines of a divided row that may stand on a page. */
const FEWEST_LINES = 3;

/**
 * Puts rows on pages in order: a short row stays whole, a long one goes on over the page, the titles of a table come
 * again on each page, and nothing that announces the next row is left at the foot. At least one page.
 */
export function paginate(groups: readonly RowGroup[], limits: Limits): PlacedGroup[][] {
  const filler = new Filler(limits);
  groups.forEach((group, index) => filler.add(group, groups[index + 1]));
  filler.stretch();
  return filler.pages;
}

class Filler {
  readonly pages: Array<Array<PlacedGroup & { rows: PlacedRow[] }>> = [[]];
  readonly #limits: Limits;
  #yMm: number;
  /** True until a row of the group's own stands on the page, below its repeated head. */
  #fresh = true;

  constructor(limits: Limits) {
    this.#limits = limits;
    this.#yMm = limits.firstMm;
  }

  add(group: RowGroup, next: RowGroup | undefined): void {
    const followingMm = group.keepWithNext && next ? next.gapMm + openingOf(next) : 0;
    const neededMm = openingOf(group) + followingMm;
    if (this.#page.length > 0) {
      this.#yMm += group.gapMm;
      if (this.#roomMm < neededMm) this.#turn();
    }
    this.#begin(group);
    group.rows.forEach((row, at) => {
      if (row.keepWithNext && this.#isToTurn(group, at)) {
        this.#turn();
        this.#begin(group, row);
      }
      this.#putAll(group, row);
    });
    if (group.foot.length > 0) this.#addFoot(group);
  }

  #putAll(group: RowGroup, row: Row): void {
    for (let rest: Row | null = row; rest;) {
      rest = this.#putWhatFits(group, rest);
      if (!rest) return;
      this.#turn();
      this.#begin(group, rest);
    }
  }

  /** True when a row and what must follow it would be parted here, and not on the next page. */
  #isToTurn(group: RowGroup, at: number): boolean {
    if (this.#fresh) return false;
    const neededMm = chainMm(group, at);
    const headMm = heightOf(group.head) + (group.rows[at]?.continued?.heightMm ?? 0);
    return neededMm > this.#roomMm + 1e-6 && neededMm + headMm <= this.#pageMm;
  }

  #addFoot({ foot }: RowGroup): void {
    const under: RowGroup = { ...NOTES, rows: foot };
    this.#yMm += FOOT_GAP_MM;
    this.#begin(under);
    // Rows stand above, so there is a page to turn from.
    this.#fresh = false;
    for (const row of foot) this.#putAll(under, row);
  }

  /** Gives the row that may grow what is left of the page, when there is only one. */
  stretch(): void {
    if (this.pages.length > 1) return;
    const leftMm = this.#roomMm;
    let downMm = 0;
    for (const { rows } of this.#page)
      rows.forEach((row, index) => {
        const growMm = row.fill && downMm === 0 ? leftMm : 0;
        rows[index] = { ...row, yMm: row.yMm + downMm, heightMm: row.heightMm + growMm };
        downMm += growMm;
      });
  }

  get #page() {
    return this.pages[this.pages.length - 1] ?? [];
  }

  get #roomMm(): number {
    return this.#limits.bottomMm - this.#yMm;
  }

  get #pageMm(): number {
    return this.#limits.bottomMm - this.#limits.laterMm;
  }

  #turn(): void {
    this.pages.push([]);
    this.#yMm = this.#limits.laterMm;
  }

  /** On a later page than its first with the row that goes on there. */
  #begin({ label, ruled, head }: RowGroup, row?: Row): void {
    this.#page.push({ label, ruled, rows: [] });
    for (const one of head) this.#put(one);
    if (row?.continued) this.#put(row.continued);
    this.#fresh = true;
  }

  #put(row: Row): void {
    this.#page.at(-1)?.rows.push({ ...row, yMm: this.#yMm });
    this.#yMm += row.heightMm;
    this.#fresh = false;
  }

  /** Returns what has to go on the next page. */
  #putWhatFits(group: RowGroup, row: Row): Row | null {
    if (row.heightMm <= this.#roomMm + 1e-6) {
      this.#put(row);
      return null;
    }
    const pageMm = this.#pageMm - heightOf(group.head) - (row.continued?.heightMm ?? 0);
    const parts = row.divisible || row.heightMm > pageMm ? divide(row, this.#roomMm) : null;
    if (parts) {
      this.#put(parts[0]);
      return parts[1];
    }
    // On a page of its own it stands as it is: no further page would have more room.
    if (this.#fresh && this.#page.length === 1 && this.pages.length > 1) {
      this.#put(row);
      return null;
    }
    return row;
  }
}

function heightOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + row.heightMm, 0);
}

/** What a group needs at the least to begin on a page. */
function openingOf(group: RowGroup): number {
  return heightOf(group.head) + chainMm(group, 0);
}

/** Height of a row with all that may not be parted from it. */
function chainMm({ rows, foot }: RowGroup, at: number): number {
  let neededMm = 0;
  let last = at;
  for (; rows[last]?.keepWithNext && last < rows.length - 1; last += 1) neededMm += rows[last]?.heightMm ?? 0;
  const hasFoot = foot.length > 0 && last >= rows.length - 1;
  return neededMm + leastOf(rows[last]) + (hasFoot ? FOOT_GAP_MM + heightOf(foot) : 0);
}

function linesMm(cell: Cell): number {
  return contentMmOf(cell) + 2 * PAD_Y_MM;
}

function leastOf(row: Row | undefined): number {
  if (!row) return 0;
  const leadMm = Math.max(0, ...row.cells.map(({ letters }) => LETTERS[letters].leadMm));
  return row.divisible ? Math.min(row.heightMm, FEWEST_LINES * leadMm + 2 * PAD_Y_MM) : row.heightMm;
}

/** The part of a long row that fits and the rest; null when fewer than three lines of a cell would fit. */
function divide(row: Row, roomMm: number): [Row, Row] | null {
  const now: Cell[] = [];
  const later: Cell[] = [];
  for (const cell of row.cells) {
    const fit = Math.floor((roomMm - 2 * PAD_Y_MM) / LETTERS[cell.letters].leadMm + 1e-6);
    // A label stands beside both parts.
    const whole = cell.role === 'rowheader' || cell.lines.length <= fit;
    if (!whole && fit < FEWEST_LINES) return null;
    const most = Math.max(FEWEST_LINES, cell.lines.length - FEWEST_LINES);
    const taken = whole ? cell.lines.length : Math.min(fit, most);
    now.push({ ...cell, lines: cell.lines.slice(0, taken) });
    later.push(cell.role === 'rowheader' ? cell : { ...cell, lines: cell.lines.slice(taken) });
  }
  return [
    { ...row, cells: now, heightMm: Math.min(roomMm, Math.max(...now.map(linesMm))) },
    { ...row, cells: later, heightMm: Math.max(...later.map(linesMm)) },
  ];
}
