import { LABEL_GRIDS, type LabelGrid, type LabelsASheet } from '../../../domain/document/labels.ts';
import type { BlockOf } from '../../../domain/document/model.ts';
import type { PaperMm } from '../../../domain/document/paper.ts';
import { widthOf } from './advance.ts';
import { CODE_MODULES, inFours, type PlacedCode } from './codes.ts';
import { cutTo } from './lines.ts';
import type { LaidOut, Page, PlacedText } from './pages.ts';
import { LETTERS, toEm, type LetterName } from './setting.ts';

/** How a label is filled. Modules are whole dots of a printer with 300 dots to the inch. */
const FILLINGS = {
  65: { moduleMm: (3 * 25.4) / 300, barsMm: 8.6, insetMm: 1.4, letters: 'labelSmall' },
  40: { moduleMm: (4 * 25.4) / 300, barsMm: 12.5, insetMm: 4.2, letters: 'labelLarge' },
  24: { moduleMm: (5 * 25.4) / 300, barsMm: 15, insetMm: 3, letters: 'labelLarge' },
} as const satisfies Record<LabelsASheet, object>;
/** Between the bars and the digits below. */
const GAP_MM = 0.5;

/** Every label in its place on sheets that are cut already; nothing else stands on them. */
export function layOutLabels(block: BlockOf<'labels'>, { widthMm, heightMm }: PaperMm): LaidOut {
  const grid = LABEL_GRIDS[block.sheet];
  const aSheet = grid.columns * grid.rows;
  const sheets = Math.ceil((block.start + block.items.length) / aSheet);
  const pages = Array.from({ length: sheets }, () => ({
    texts: [] as PlacedText[],
    codes: [] as PlacedCode[],
    groups: [],
  }));
  block.items.forEach((item, index) => {
    const place = block.start + index;
    const page = pages[Math.floor(place / aSheet)];
    const label = labelOf(item, block.sheet, cornerOf(grid, place % aSheet));
    page?.codes.push(label.code);
    page?.texts.push(...label.texts);
  });
  return { widthMm, heightMm, leftMm: 0, contentMm: widthMm, pages: pages satisfies Page[] };
}

interface Corner {
  readonly xMm: number;
  readonly yMm: number;
}

/** Labels are used up row by row. */
function cornerOf({ columns, leftMm, topMm, widthMm, heightMm, gapMm }: LabelGrid, cell: number): Corner {
  return {
    xMm: leftMm + (cell % columns) * (widthMm + gapMm),
    yMm: topMm + Math.floor(cell / columns) * heightMm,
  };
}

function labelOf(item: BlockOf<'labels'>['items'][number], sheet: LabelsASheet, corner: Corner) {
  const grid = LABEL_GRIDS[sheet];
  const { moduleMm, barsMm, insetMm, letters } = FILLINGS[sheet];
  const widthMm = grid.widthMm - 2 * insetMm;
  const lines = [inFours(item.code), item.text, ...(item.second === null ? [] : [item.second])];
  const set = lines.map((text) => setIn(text, widthMm, letters));
  // As much for each label, so that bars stand side by side whatever is below them.
  const textMm = 3 * LETTERS[letters].leadMm;
  let yMm = corner.yMm + (grid.heightMm - barsMm - GAP_MM - textMm) / 2;
  const code: PlacedCode = {
    code: item.code,
    xMm: corner.xMm + (grid.widthMm - CODE_MODULES * moduleMm) / 2,
    yMm,
    heightMm: barsMm,
    moduleMm,
  };
  yMm += barsMm + GAP_MM;
  const texts = set.map((line): PlacedText => {
    const placed = { ...line, xMm: corner.xMm + insetMm, yMm, widthMm, align: 'center' } as const;
    yMm += LETTERS[line.letters].leadMm;
    return placed;
  });
  return { code, texts };
}

/** On one line, in smaller letters where the usual ones are too wide. */
function setIn(text: string, widthMm: number, usual: LetterName): { text: string; letters: LetterName } {
  const fits = widthOf(text, LETTERS[usual].weight) <= toEm(widthMm, LETTERS[usual]);
  const letters = fits ? usual : 'labelSmall';
  return { text: cutTo(text, widthMm, letters), letters };
}
