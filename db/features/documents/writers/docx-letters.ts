import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  ParagraphProperties,
  Run,
  RunProperties,
  Tab,
  TabStopType,
  TextRun,
  XmlComponent,
  type IContext,
  type IParagraphOptions,
  type IParagraphStyleOptions,
  type IRunPropertiesOptions,
  type IStylesOptions,
  type IXmlableObject,
} from 'docx';

const TWIPS_PER_MM = 1440 / 25.4;

/** Length in twentieths of a point, as Word counts. */
export function twips(mm: number): number {
  return Math.round(mm * TWIPS_PER_MM);
}

/** 宋体 and 黑体 are on every computer of a Chinese office; Latin letters and figures go with it as in print. */
export const BODY_FACE = 'SimSun';
const TITLE_FACE = 'SimHei';
const LATIN_FACE = 'Times New Roman';

/** What every style says. */
function styleIn(eastAsia: string): IRunPropertiesOptions {
  return {
    font: { ascii: LATIN_FACE, hAnsi: LATIN_FACE, cs: LATIN_FACE, eastAsia },
    language: { value: 'en-US', eastAsia: 'zh-CN' },
  };
}

/** What every run says again for its Chinese: some programs look for face and language nowhere else. */
function lettersIn(eastAsia: string): IRunPropertiesOptions {
  return { font: { eastAsia }, language: { eastAsia: 'zh-CN' } };
}

interface Look {
  readonly name: string;
  /** Letters in points. */
  readonly pt: number;
  readonly bold?: boolean;
  readonly title?: boolean;
  readonly color?: string;
  readonly paragraph?: IParagraphStyleOptions['paragraph'];
}

const LOOKS = {
  Title: {
    name: 'Title',
    pt: 22,
    bold: true,
    title: true,
    paragraph: { spacing: { after: 160 }, alignment: AlignmentType.CENTER },
  },
  Letterhead: {
    name: 'Letterhead',
    pt: 12,
    paragraph: { spacing: { after: 60 }, alignment: AlignmentType.CENTER },
  },
  Numbers: { name: 'Numbers', pt: 10.5, paragraph: { spacing: { after: 60 } } },
  Heading1: {
    name: 'heading 1',
    pt: 12,
    bold: true,
    title: true,
    paragraph: { keepNext: true, spacing: { before: 160, after: 80 }, outlineLevel: 0 },
  },
  Label: { name: 'Label', pt: 10.5 },
  Value: { name: 'Value', pt: 10.5 },
  Strong: { name: 'Strong value', pt: 12, bold: true },
  Head: { name: 'Table head', pt: 9, bold: true },
  Cell: { name: 'Table cell', pt: 9 },
  Indented: {
    name: 'Indented',
    pt: 10.5,
    paragraph: {
      spacing: { line: 312, lineRule: LineRuleType.AUTO },
      indent: { firstLineChars: 200, firstLine: 420 },
    },
  },
  Small: { name: 'Small', pt: 8 },
  Mark: {
    name: 'Secrecy mark',
    pt: 14,
    bold: true,
    title: true,
    color: 'B3261E',
    paragraph: { alignment: AlignmentType.RIGHT },
  },
  Gap: { name: 'Gap', pt: 1, paragraph: { spacing: { line: 227, lineRule: LineRuleType.EXACT } } },
  Joint: { name: 'Joint', pt: 1, paragraph: { spacing: { line: 10, lineRule: LineRuleType.EXACT } } },
} as const satisfies Record<string, Look>;
/** Name of a style of paragraphs. */
export type LookName = keyof typeof LOOKS;

const looks: Readonly<Record<LookName, Look>> = LOOKS;

/** Styles of the file: Chinese faces in every one, so that no part falls to what Word takes for Latin. */
export const STYLES: IStylesOptions = {
  default: { document: { run: { ...styleIn(BODY_FACE), size: 21 } } },
  paragraphStyles: Object.entries(looks).map(([id, { name, pt, bold, title, color, paragraph }]) => ({
    id,
    name,
    basedOn: 'Normal',
    quickFormat: true,
    paragraph,
    run: { ...styleIn(title ? TITLE_FACE : BODY_FACE), bold, color, size: pt * 2 },
  })),
};

/** What a run of this look says for itself. */
export function lettersOf(look: LookName): IRunPropertiesOptions {
  return lettersIn(looks[look].title ? TITLE_FACE : BODY_FACE);
}

/**
 * A part that is alike wherever it stands and is made and written once: a long table is half properties, which would
 * else fill the memory.
 */
export class Shared extends XmlComponent {
  readonly #part: XmlComponent;
  #written: IXmlableObject | undefined;

  constructor(name: string, part: XmlComponent) {
    super(name);
    this.#part = part;
  }

  override prepForXml(context: IContext): IXmlableObject | undefined {
    return (this.#written ??= this.#part.prepForXml(context));
  }
}

/** Shared parts by what they say. */
export class SharedParts {
  readonly #parts = new Map<string, Shared>();

  /** The part of this key; `make` makes an element called `name` when there is none yet. */
  get(key: string, name: string, make: () => XmlComponent): Shared {
    let part = this.#parts.get(key);
    if (!part) {
      part = new Shared(name, make());
      this.#parts.set(key, part);
    }
    return part;
  }
}

const parts = new SharedParts();

/** As `lettersOf`, for the many runs that say no more. */
export function sharedLetters(look: LookName): XmlComponent {
  const face = looks[look].title ? TITLE_FACE : BODY_FACE;
  return parts.get(face, 'w:rPr', () => new RunProperties(lettersIn(face)));
}

/** Text without breaks. It is no child of the run: of those the library takes some, such as `SECTION`, for fields. */
class LettersRun extends Run {
  constructor(text: string, breaks: boolean, look: LookName) {
    super(breaks ? { text, break: 1 } : { text });
    this.root.unshift(sharedLetters(look));
  }
}

/** Ends after a brace: the library has names in braces of its own, for which it would put in numbers. */
const PARTS = /(?<=\{)/;

/** Text with its line breaks. */
export function runs(text: string, look: LookName): Run[] {
  return text
    .split('\n')
    .flatMap((line, at) =>
      line.split(PARTS).map((part, index) => new LettersRun(part, at > 0 && index === 0, look)),
    );
}

/** A paragraph of one text, which may be empty. */
export function paragraph(
  look: LookName,
  text: string,
  alignment?: IParagraphOptions['alignment'],
  keepNext = false,
): Paragraph {
  const properties = parts.get(
    `${look} ${alignment} ${keepNext}`,
    'w:pPr',
    () => new ParagraphProperties({ style: look, alignment, ...(keepNext && { keepNext }) }),
  );
  return new SharedParagraph(text === '' ? [] : runs(text, look), properties);
}

class SharedParagraph extends Paragraph {
  constructor(children: readonly Run[], properties: Shared) {
    super({ children });
    this.root.unshift(properties);
  }
}

/** Two texts on one line, at its two ends. */
export function twoEnds(
  look: LookName,
  [left, right]: readonly [left: readonly Run[], right: readonly Run[]],
  widthMm: number,
): Paragraph {
  return new Paragraph({
    style: look,
    tabStops: [{ type: TabStopType.RIGHT, position: twips(widthMm) }],
    children: [...left, new TextRun({ ...lettersOf(look), children: [new Tab()] }), ...right],
  });
}
