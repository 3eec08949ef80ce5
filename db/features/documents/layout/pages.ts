import { partsOf, type PrintDocument } from '../../../domain/document/model.ts';
import { paperMm, type Paper, type PaperMm } from '../../../domain/document/paper.ts';
import { widthOf } from './advance.ts';
import type { PlacedCode } from './codes.ts';
import { layOutLabels } from './labels.ts';
import { breakLines, cutTo } from './lines.ts';
import { paginate, type PlacedGroup } from './paginate.ts';
import { groupsOf } from './rows.ts';
import { LETTERS, marginsFor, MM_PER_PT, toEm, type LetterName } from './setting.ts';

/** Lines of text outside the rows: letterhead, title, number, head and foot of the page. */
export interface PlacedText {
  readonly xMm: number;
  readonly yMm: number;
  readonly widthMm: number;
  readonly text: string;
  readonly letters: LetterName;
  readonly align: 'left' | 'center' | 'right';
  readonly role?: 'title' | 'mark';
}

export interface Page {
  readonly texts: readonly PlacedText[];
  /** Rows of one block on this page, for readers that are read to. */
  readonly groups: readonly PlacedGroup[];
  /** Those outside the rows: on labels. */
  readonly codes?: readonly PlacedCode[];
}

export interface LaidOut extends PaperMm {
  readonly leftMm: number;
  readonly contentMm: number;
  readonly pages: readonly Page[];
}

/** A sheet of paper with the room round what is printed, in millimetres. */
export interface Sheet extends PaperMm {
  readonly margins: ReturnType<typeof marginsFor>;
  /** Between the margins at the left and right. */
  readonly contentMm: number;
}

/** Below the upper margin of a page after the first, where its rows begin. */
const LATER_MM = 3;

/** Height of what a page after the first can hold. */
export function roomMmOf({ heightMm, margins }: Sheet): number {
  return heightMm - margins.bottom - margins.top - LATER_MM;
}

export function sheetOf(paper: Paper): Sheet {
  const { widthMm, heightMm } = paperMm(paper);
  const margins = marginsFor(widthMm);
  return { widthMm, heightMm, margins, contentMm: widthMm - margins.left - margins.right };
}

/**
 * Divides a document into pages, down to the line. Everything has a fixed place in millimetres afterwards, so what
 * the preview shows is what comes out of the printer, whatever draws it. Several sheets are divided one by one.
 */
export function layOut(document: PrintDocument): LaidOut {
  const [first, ...others] = partsOf(document).map(layOutOne);
  if (!first) throw new TypeError('a document without parts');
  return { ...first, pages: [first, ...others].flatMap(({ pages }) => pages) };
}

function layOutOne(document: PrintDocument): LaidOut {
  const paper = sheetOf(document.paper);
  const { widthMm, heightMm, margins, contentMm } = paper;
  const [labels] = document.blocks;
  if (labels?.kind === 'labels') return layOutLabels(labels, { widthMm, heightMm });
  const bottomMm = heightMm - margins.bottom;
  const opening = openingTexts(document, margins.top, contentMm);
  const laterMm = margins.top + LATER_MM;
  const groups = groupsOf(document.blocks, contentMm, roomMmOf(paper));
  const bodies = paginate(groups, { firstMm: opening.endMm, laterMm, bottomMm });
  const pages = bodies.map((body, index) => ({
    texts: [
      ...(index === 0 ? opening.texts : laterTexts(document, margins.top, contentMm)),
      ...everyPageTexts(document, { index, pages: bodies.length, contentMm, bottomMm, topMm: margins.top }),
    ],
    groups: body,
  }));
  return { widthMm, heightMm, leftMm: margins.left, contentMm, pages };
}

/** Height of the letters of a watermark, in millimetres: one line goes across the shorter side of the sheet. */
export function watermarkMm(text: string, { widthMm, heightMm }: PaperMm): number {
  const length = Math.max(4, [...text].length);
  return Math.min(48, (Math.min(widthMm, heightMm) * 1.1) / length);
}

function openingTexts(document: PrintDocument, topMm: number, widthMm: number) {
  const texts: PlacedText[] = [];
  let yMm = topMm;
  const add = (text: string, letters: LetterName, align: PlacedText['align'], role?: PlacedText['role']) => {
    const style = LETTERS[letters];
    for (const line of breakLines(text, toEm(widthMm, style), style.weight)) {
      texts.push({ xMm: 0, yMm, widthMm, text: line, letters, align, role });
      yMm += style.leadMm;
    }
  };
  add(document.company, 'letterhead', 'center');
  yMm += 1;
  add(spaced(document.title, widthMm), 'title', 'center', 'title');
  yMm += 3;
  const { number, date } = document;
  const numberText = number ? `${number.label}\u3000${number.value}` : '';
  const dateText = date ? `${date.label}\u3000${date.value}` : '';
  if (numberText || dateText) {
    const together = widthOf(numberText + dateText, 400) + 2;
    if (numberText) add(numberText, 'value', 'left');
    if (numberText && dateText && together <= toEm(widthMm, LETTERS.value)) yMm -= LETTERS.value.leadMm;
    if (dateText) add(dateText, 'value', 'right');
    yMm += 1.2;
  }
  return { texts, endMm: yMm };
}

/** A short Chinese title is set with space between its characters, as on official forms. */
function spaced(title: string, widthMm: number): string {
  const wide = [...title].join('\u2002');
  const fits = widthOf(wide, 700) <= toEm(widthMm, LETTERS.title);
  return /^\p{Script=Han}{2,12}$/v.test(title) && fits ? wide : title;
}

/** What a loose later page belongs to, on one line beside the mark. */
export function runningHead(document: PrintDocument, contentMm: number): string {
  const parts = [document.title, document.number?.value, document.subject].filter(Boolean).join('\u3000');
  const { pt, weight } = LETTERS.mark;
  const mark = document.secrecyMark;
  const takenMm = mark === null ? 0 : (widthOf(mark, weight) + 1) * pt * MM_PER_PT;
  return cutTo(parts, contentMm - takenMm, 'small');
}

function laterTexts(document: PrintDocument, topMm: number, widthMm: number): PlacedText[] {
  const text = runningHead(document, widthMm);
  return [{ xMm: 0, yMm: topMm - 4, widthMm, text, letters: 'small', align: 'left' }];
}

interface PagePlace {
  readonly index: number;
  readonly pages: number;
  readonly contentMm: number;
  readonly topMm: number;
  readonly bottomMm: number;
}

function everyPageTexts(document: PrintDocument, place: PagePlace): PlacedText[] {
  const { contentMm: widthMm, index, pages } = place;
  const page = document.pageWords
    .replaceAll('{{page}}', String(index + 1))
    .replaceAll('{{pages}}', String(pages));
  const foot = { xMm: 0, yMm: place.bottomMm + 3.5, widthMm, letters: 'small' as const };
  const left = cutTo(
    [document.printed, document.formNo].filter(Boolean).join('\u3000'),
    widthMm * 0.7,
    'small',
  );
  const texts: PlacedText[] = [
    { ...foot, text: left, align: 'left' },
    { ...foot, text: page, align: 'right' },
  ];
  if (document.secrecyMark !== null) {
    const yMm = place.topMm - 8;
    texts.push({
      xMm: 0,
      yMm,
      widthMm,
      text: document.secrecyMark,
      letters: 'mark',
      align: 'right',
      role: 'mark',
    });
  }
  return texts;
}
