import { escapeHtml } from '../../../domain/text/escape-html.ts';
import type { BookFrame } from './book.ts';

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Excel takes no wider column. */
const WIDEST = 255;
/** Rows above the data: title and heads of the columns. */
const HEAD_ROWS = 2;

/** Every part that is neither a sheet nor the styles. */
export function partsAround(names: readonly string[]): Array<[name: string, xml: string]> {
  const overrides = names
    .map(
      (_, at) =>
        `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${TYPE}.worksheet+xml"/>`,
    )
    .join('');
  const sheets = names
    .map((name, at) => `<sheet name="${escapeHtml(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join('');
  const heads = names
    .map((name, at) => {
      const quoted = escapeHtml(`'${name.replaceAll("'", "''")}'`);
      return `<definedName name="_xlnm.Print_Titles" localSheetId="${at}">${quoted}!$1:$${HEAD_ROWS}</definedName>`;
    })
    .join('');
  const links = names
    .map(
      (_, at) =>
        `<Relationship Id="rId${at + 1}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
    )
    .join('');
  const styles = `<Relationship Id="rId${names.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return [
    [
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>${overrides}</Types>`,
    ],
    [
      '_rels/.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${sheets}</sheets><definedNames>${heads}</definedNames></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">${links}${styles}</Relationships>`,
    ],
  ];
}

/** What stands before and after the rows of a sheet: its columns' widths, its heads that stay, its look on paper. */
export function sheetPart({ columns }: BookFrame): { readonly head: string; readonly foot: string } {
  const widths = columns
    .map(({ width = 12 }) => Math.min(WIDEST, Math.max(1, width)))
    .map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`)
    .join('');
  const below = `A${HEAD_ROWS + 1}`;
  const head = [
    `${XML}<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`,
    `<sheetViews><sheetView workbookViewId="0"><pane ySplit="${HEAD_ROWS}" topLeftCell="${below}" activePane="bottomLeft" state="frozen"/>`,
    `<selection pane="bottomLeft" activeCell="${below}" sqref="${below}"/></sheetView></sheetViews>`,
    columns.length > 0 ? `<cols>${widths}</cols>` : '',
    '<sheetData>',
  ];
  const foot =
    '</sheetData><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/></worksheet>';
  return { head: head.join(''), foot };
}

type Kind = 'plain' | 'group' | 'total' | 'title' | 'head' | 'note';

const KINDS: readonly Kind[] = ['plain', 'group', 'total', 'title', 'head', 'note'];
const MOST_DECIMALS = 10;
/** Texts in each kind of row, then numbers by decimals in those rows that have some. */
const NUMBER_KINDS: readonly Kind[] = ['plain', 'group', 'total'];

/** Number of the format of a cell: of text, or of a number with so many decimals. */
export function styleOf(kind: Kind, decimals?: number): number {
  const text = 1 + KINDS.indexOf(kind);
  if (decimals === undefined) return text;
  const row = Math.max(0, NUMBER_KINDS.indexOf(kind));
  return 1 + KINDS.length + row * (MOST_DECIMALS + 1) + shownDecimals(decimals);
}

/** As many as there is a format for. */
export function shownDecimals(decimals: number): number {
  return Math.min(MOST_DECIMALS, Math.max(0, Math.trunc(decimals) || 0));
}

/** Of the library of formats: text. */
const TEXT_FORMAT = 49;
const FIRST_FORMAT = 164;
const FONT = { plain: 0, bold: 1, title: 2, note: 3 } as const;
const LOOKS: Readonly<Record<Kind, { readonly font: keyof typeof FONT; readonly border: 0 | 1 | 2 }>> = {
  plain: { font: 'plain', border: 0 },
  group: { font: 'bold', border: 0 },
  total: { font: 'bold', border: 1 },
  title: { font: 'title', border: 0 },
  head: { font: 'bold', border: 2 },
  note: { font: 'note', border: 0 },
};

function formatXml(kind: Kind, format: number): string {
  const { font, border } = LOOKS[kind];
  const align = kind === 'head' ? '<alignment horizontal="center" vertical="center" wrapText="1"/>' : '';
  const facts = `numFmtId="${format}" fontId="${FONT[font]}" fillId="0" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1"`;
  return align ? `<xf ${facts} applyAlignment="1">${align}</xf>` : `<xf ${facts}/>`;
}

const decimalsUpTo = Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => decimals);
const formats = decimalsUpTo
  .map(
    (decimals) =>
      `<numFmt numFmtId="${FIRST_FORMAT + decimals}" formatCode="0${decimals > 0 ? `.${'0'.repeat(decimals)}` : ''}"/>`,
  )
  .join('');
const cellFormats = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  ...KINDS.map((kind) => formatXml(kind, TEXT_FORMAT)),
  ...NUMBER_KINDS.flatMap((kind) => decimalsUpTo.map((decimals) => formatXml(kind, FIRST_FORMAT + decimals))),
];
const font = (size: number, bold: boolean) =>
  `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="SimSun"/><charset val="134"/></font>`;
const border = (sides: string) => `<border><left/><right/>${sides}<diagonal/></border>`;
const THIN = '<color rgb="FF1D2430"/>';

/** Every format that a cell can have. */
export const STYLES_XML = [
  `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="${decimalsUpTo.length}">${formats}</numFmts>`,
  `<fonts count="4">${font(11, false)}${font(11, true)}${font(14, true)}${font(9, false)}</fonts>`,
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
  `<borders count="3">${border('<top/><bottom/>')}${border(`<top style="thin">${THIN}</top><bottom/>`)}${border(`<top/><bottom style="thin">${THIN}</bottom>`)}</borders>`,
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
  `<cellXfs count="${cellFormats.length}">${cellFormats.join('')}</cellXfs>`,
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
].join('');
