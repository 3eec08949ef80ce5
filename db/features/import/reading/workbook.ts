import { AppError } from '../../../domain/errors.ts';
import { LIMITS } from './limits.ts';
import { GENERAL, numberStyle, type NumberStyle } from '../../../domain/cells/number-format.ts';
import { attribute, xmlScanner, type XmlHandler } from './xml.ts';
import { unpack, type Zip } from './zip.ts';

export interface WorkbookSheet {
  readonly name: string;
  readonly hidden: boolean;
  /** Path of its part in the zip. */
  readonly part: string;
}

export interface Workbook {
  readonly sheets: readonly WorkbookSheet[];
  /** Days are counted from 1904 (old Mac workbooks). */
  readonly date1904: boolean;
  readonly sharedStringsPart: string | null;
  readonly stylesPart: string | null;
}

const notAWorkbook = () => new AppError('import.not_a_workbook');
const ignore = () => undefined;

/** Runs the pieces of a part through a scanner. A part that is not there or not UTF-8 is damage. */
export async function scanPart(
  zip: Zip,
  name: string,
  handler: Partial<XmlHandler>,
  limit: number,
): Promise<void> {
  const scanner = xmlScanner({
    open: ignore,
    close: ignore,
    text: ignore,
    wantsText: () => false,
    ...handler,
  });
  for await (const piece of partText(zip, name, limit)) scanner(piece);
  scanner(null);
}

/** The text of a part, piece by piece, by its byte order mark or as UTF-8. */
export async function* partText(zip: Zip, name: string, limit: number): AsyncGenerator<string> {
  const entry = zip.find(name);
  if (!entry) throw new AppError('import.damaged');
  let decoder: TextDecoder | undefined;
  for await (const bytes of unpack(zip, entry, limit)) {
    decoder ??= new TextDecoder(bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8');
    yield decoder.decode(bytes, { stream: true });
  }
  if (decoder) yield decoder.decode();
}

/**
 * Finds the sheets of a workbook and the parts that go with them. Errors: `import.not_a_workbook` for a zip
 * that is something else, `import.binary_workbook` for .xlsb.
 */
export async function openWorkbook(zip: Zip): Promise<Workbook> {
  const path = await workbookPath(zip);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const relations = await readRelations(zip, `${folder}_rels/${path.slice(folder.length)}.rels`);
  const resolve = (target: string) => resolvePath(folder, target);
  const named: Array<{ name: string; hidden: boolean; id: string }> = [];
  let date1904 = false;
  await scanPart(
    zip,
    path,
    {
      open(name, tag) {
        if (name === 'workbookPr') date1904 = /^(?:1|true)$/.test(attribute(tag, 'date1904') ?? '');
        if (name !== 'sheet') return;
        const state = attribute(tag, 'state') ?? 'visible';
        named.push({
          name: attribute(tag, 'name') ?? '',
          hidden: state !== 'visible',
          id: attribute(tag, 'id') ?? '',
        });
      },
    },
    LIMITS.smallPartBytes,
  );
  if (named.length > LIMITS.sheets) throw new AppError('import.too_large');
  const sheets = named.flatMap(({ name, hidden, id }) => {
    const relation = relations.get(id);
    return relation?.type === 'worksheet' ? [{ name, hidden, part: resolve(relation.target) }] : [];
  });
  if (sheets.length === 0) throw notAWorkbook();
  const partOf = (type: string) => {
    const relation = [...relations.values()].find((candidate) => candidate.type === type);
    const part = relation ? resolve(relation.target) : null;
    return part !== null && zip.find(part) ? part : null;
  };
  return { sheets, date1904, sharedStringsPart: partOf('sharedStrings'), stylesPart: partOf('styles') };
}

async function workbookPath(zip: Zip): Promise<string> {
  const roots = zip.find('_rels/.rels')
    ? await readRelations(zip, '_rels/.rels')
    : new Map<string, Relation>();
  const root = [...roots.values()].find(({ type }) => type === 'officeDocument');
  const path = root ? resolvePath('', root.target) : 'xl/workbook.xml';
  if (/\.bin$/i.test(path) || zip.find('xl/workbook.bin')) throw new AppError('import.binary_workbook');
  if (!zip.find(path)) throw notAWorkbook();
  return path;
}

interface Relation {
  /** Last word of its type's address, the same in both editions of the standard. */
  readonly type: string;
  readonly target: string;
}

async function readRelations(zip: Zip, part: string): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>();
  const open = (name: string, tag: string) => {
    if (name !== 'Relationship' || attribute(tag, 'TargetMode') === 'External') return;
    const type = attribute(tag, 'Type') ?? '';
    const target = attribute(tag, 'Target') ?? '';
    relations.set(attribute(tag, 'Id') ?? '', { type: type.slice(type.lastIndexOf('/') + 1), target });
  };
  await scanPart(zip, part, { open }, LIMITS.smallPartBytes);
  return relations;
}

function resolvePath(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** Text of each shared string; what is only there to say how it is pronounced is left out. */
export async function readSharedStrings(zip: Zip, part: string): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  let text = '';
  let inText = false;
  let inReading = false;
  await scanPart(
    zip,
    part,
    {
      wantsText: () => inText,
      text(piece) {
        if (text.length < LIMITS.cellCharacters) text += piece;
      },
      open(name) {
        if (name === 'si') text = '';
        else if (name === 'rPh') inReading = true;
        else if (name === 't') inText = !inReading;
      },
      close(name) {
        if (name === 't') inText = false;
        else if (name === 'rPh') inReading = false;
        else if (name === 'si') {
          characters += text.length;
          strings.push(unescapeCell(text));
          if (strings.length > LIMITS.sharedStrings || characters > LIMITS.sharedCharacters) {
            throw new AppError('import.too_large');
          }
        }
      },
    },
    LIMITS.entryBytes,
  );
  return strings;
}

/** Characters that XML cannot hold are written _x000D_; an underscore before one as _x005F_. */
export function unescapeCell(text: string): string {
  const cut = text.slice(0, LIMITS.cellCharacters);
  return cut.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** For each cell style how its numbers are shown. */
export async function readNumberStyles(zip: Zip, part: string): Promise<NumberStyle[]> {
  const custom = new Map<number, string>();
  const byId = new Map<number, NumberStyle>();
  const styles: NumberStyle[] = [];
  let inCellStyles = false;
  const styleOf = (id: number) => {
    const style = byId.get(id) ?? numberStyle(custom.get(id), id);
    byId.set(id, style);
    return style;
  };
  const open = (name: string, tag: string) => {
    if (name === 'numFmt') custom.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '');
    else if (name === 'cellXfs') inCellStyles = true;
    else if (name === 'xf' && inCellStyles) {
      const id = attribute(tag, 'numFmtId');
      styles.push(id === null ? GENERAL : styleOf(Number(id)));
    }
  };
  const close = (name: string) => {
    if (name === 'cellXfs') inCellStyles = false;
  };
  await scanPart(zip, part, { open, close }, LIMITS.smallPartBytes);
  return styles;
}
