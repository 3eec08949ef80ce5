import {
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
  type ISectionOptions,
} from 'docx';
import { TextWatermark } from 'docx/watermarks';
import { unzipSync, zipSync, strFromU8, strToU8 } from 'fflate';
import { partsOf, type PrintDocument } from '../../../domain/document/model.ts';
import { widthOf } from '../layout/advance.ts';
import { noCharts, type DrawChart } from '../charts/picture.ts';
import { layOut, roomMmOf, runningHead, sheetOf, watermarkMm, type Sheet } from '../layout/pages.ts';
import { MM_PER_PT } from '../layout/setting.ts';
import { bodyOf, openingOf } from './docx-body.ts';
import {
  BODY_FACE,
  lettersOf,
  paragraph,
  runs,
  sharedLetters,
  STYLES,
  twips,
  twoEnds,
} from './docx-letters.ts';

/** Word sets its own letters a little higher than ours; a row that fills the page leaves it this much. */
const SPARE_MM = 14;

/**
 * The document as a Word file: the same model with the same widths, divided into pages by Word itself. Titles of
 * tables come again on every page, page numbers are fields, the watermark is Word's own. The same document is the
 * same file.
 */
export async function toDocx(
  document: PrintDocument,
  { charts = noCharts }: { readonly charts?: DrawChart | undefined } = {},
): Promise<Uint8Array> {
  const { title, number, company } = document;
  const file = new Document({
    title: [title, number?.value].filter(Boolean).join(' '),
    creator: company,
    lastModifiedBy: company,
    styles: STYLES,
    defaultTabStop: 420,
    sections: partsOf(document).map((part, _at, { length }) => sectionOf(part, charts, length > 1)),
  });
  return withoutChance(await Packer.toBuffer(file));
}

/** One document, or one of several whose pages are counted apart. */
function sectionOf(document: PrintDocument, charts: DrawChart, isPart: boolean): ISectionOptions {
  const sheet = sheetOf(document.paper);
  const { contentMm } = sheet;
  const page = { ...pageOf(sheet, document), ...(isPart && { pageNumbers: { start: 1 } }) };
  const foot = () => new Footer({ children: [footOf(document, contentMm, isPart)] });
  return {
    properties: { page, titlePage: true },
    headers: {
      first: new Header({ children: headOf(document, sheet, true) }),
      default: new Header({ children: headOf(document, sheet, false) }),
    },
    footers: { first: foot(), default: foot() },
    children: [
      ...openingOf(document, contentMm),
      ...bodyOf(document.blocks, {
        contentMm,
        fillMm: fillOf(document),
        pageMm: roomMmOf(sheet) - SPARE_MM,
        charts,
      }),
    ],
  };
}

/** Height for the row that takes what is left of the only page; 0 when there is no such row. */
function fillOf(document: PrintDocument): number {
  const fills = document.blocks.some(
    (block) => block.kind === 'fields' && block.items.some(({ fill }) => fill),
  );
  if (!fills) return 0;
  const { pages } = layOut(document);
  if (pages.length > 1) return 0;
  const rows = pages.flatMap((page) => page.groups.flatMap((group) => group.rows));
  return (rows.find((row) => row.fill)?.heightMm ?? 0) - SPARE_MM;
}

function pageOf({ widthMm, heightMm, margins }: Sheet, { paper }: PrintDocument) {
  const { left, right, top, bottom } = margins;
  const edge = twips(Math.min(9, top));
  // The library turns the sheet itself.
  const [short, long] = paper.landscape ? [heightMm, widthMm] : [widthMm, heightMm];
  return {
    size: {
      width: twips(short),
      height: twips(long),
      ...(paper.landscape && { orientation: PageOrientation.LANDSCAPE }),
    },
    margin: {
      top: twips(top),
      right: twips(right),
      bottom: twips(bottom),
      left: twips(left),
      header: edge,
      footer: edge,
      gutter: 0,
    },
  };
}

/** The first page has the title below; later pages say at the head what they belong to. */
function headOf(document: PrintDocument, sheet: Sheet, first: boolean): Paragraph[] {
  const { secrecyMark, watermark } = document;
  const behind = watermark ? [new Watermark(watermark, watermarkMm(watermark, sheet))] : [];
  const line = first ? [] : runs(runningHead(document, sheet.contentMm), 'Small');
  return [
    ...(secrecyMark === null ? [] : [paragraph('Mark', secrecyMark)]),
    new Paragraph({ style: 'Small', children: [...behind, ...line] }),
  ];
}

/** Words behind the text, as Word's own watermark command makes them. */
class Watermark extends TextWatermark {
  constructor(text: string, letterMm: number) {
    const height = letterMm / MM_PER_PT;
    super({
      text,
      font: BODY_FACE,
      color: 'E4E4E4',
      opacity: 0.6,
      rotation: 328,
      width: Math.round(height * widthOf(text, 700)),
      height: Math.round(height),
    });
    this.root.unshift(sharedLetters('Small'));
  }
}

function footOf(
  { printed, formNo, pageWords }: PrintDocument,
  contentMm: number,
  isPart: boolean,
): Paragraph {
  const total = isPart ? PageNumber.TOTAL_PAGES_IN_SECTION : PageNumber.TOTAL_PAGES;
  const left = [printed, formNo].filter(Boolean).join('\u3000');
  const field = (code: (typeof PageNumber)[keyof typeof PageNumber]) =>
    new TextRun({ ...lettersOf('Small'), children: [code] });
  const page = pageWords.split(/(\{\{pages?\}\})/).flatMap((part) => {
    if (part === '{{page}}') return [field(PageNumber.CURRENT)];
    return part === '{{pages}}' ? [field(total)] : runs(part, 'Small');
  });
  return twoEnds('Small', [runs(left, 'Small'), page], contentMm);
}

/** The first day that zip knows, in local time as it counts. */
const DAY_ONE = new Date(1980, 0, 1);
const TIMES = /<dcterms:(created|modified)\b[^>]*>[^<]*<\/dcterms:\1>/g;
const MARK_ID = /(?<= id="PowerPlusWaterMarkObject)[\w-]+(?=")/g;

/**
 * Takes out what the library puts in by the clock and by chance, the time of writing and the watermark's id: a file
 * says no more than the document, and the same each time.
 */
function withoutChance(file: Uint8Array): Uint8Array {
  const parts = unzipSync(file);
  for (const [name, bytes] of Object.entries(parts)) {
    if (name === 'docProps/core.xml') parts[name] = strToU8(strFromU8(bytes).replace(TIMES, ''));
    const [, header] = /^word\/header(\d+)\.xml$/.exec(name) ?? [];
    if (header) parts[name] = strToU8(strFromU8(bytes).replace(MARK_ID, header));
  }
  return zipSync(parts, { mtime: DAY_ONE });
}
