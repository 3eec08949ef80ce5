import { AppError } from '../../../domain/errors.ts';

/** `old`: a workbook of Excel 97 or before, or of WPS (.xls, .et). */
export type FileKind = 'zip' | 'old' | 'text';

/** Container of old Office files, and of workbooks with a password. */
const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/** The first record of a workbook of before Excel 97, which needs no container: by version, all of few bytes. */
const BARE_RECORD = new Set([0x00, 0x02, 0x04, 0x08]);
/** How much of the start of a text is looked at. */
const START_BYTES = 2048;

/** Anything that begins with a tag, a comment or a declaration. */
const MARKUP = /^\s*<(?:[a-z][\w:.-]*(?:[\s/>]|$)|!doctype|!--|!\[|\?xml|\/)/i;
const SHEET_XML = /urn:schemas-microsoft-com:office:spreadsheet|progid="Excel\.Sheet"/i;
/** Emphasis alone makes no page: somebody wrote it into a cell. */
const ONLY_EMPHASIS = /^\s*<(?:b|i|u|em|strong|br)\b/i;
const TABLE_TAG = /<(?:t[rdh]|table|html|body|div)\b/i;
/** A page with all that belongs to it in one file: headers of a letter, then its parts. */
const ARCHIVE =
  /^\s*(?:mime-version:|from: |subject: |date: |content-(?:type|location|transfer-encoding):|snapshot-content-location:)/i;
const ARCHIVE_SURE = /^(?:mime-version:|content-type: *(?:multipart|text\/html))/im;

/**
 * What a file is by its first bytes, whatever its name says. Errors: `import.empty`, `import.web_page`,
 * `import.web_archive` and `import.xml_workbook` (tables saved as HTML, MHT or XML).
 */
export function fileKind(head: Uint8Array): FileKind {
  if (head.length === 0) throw new AppError('import.empty');
  if (head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 0) <= 8) return 'zip';
  if (OLE.every((byte, index) => head[index] === byte)) return 'old';
  if (isBareWorkbook(head)) return 'old';
  const start = startOf(head);
  if (ARCHIVE.test(start) && ARCHIVE_SURE.test(start)) throw new AppError('import.web_archive');
  if (!MARKUP.test(start) || (ONLY_EMPHASIS.test(start) && !TABLE_TAG.test(start))) return 'text';
  throw new AppError(SHEET_XML.test(start) ? 'import.xml_workbook' : 'import.web_page');
}

/** 9 alone is a tab: the record's length and what stands in it must be those of a workbook. */
function isBareWorkbook(head: Uint8Array): boolean {
  const [kind, version = 0xff, length = 0xff, high] = head;
  return kind === 0x09 && BARE_RECORD.has(version) && high === 0 && length >= 4 && length <= 16;
}

/** In the letters of ASCII, all that is looked for. */
function startOf(head: Uint8Array): string {
  const wide = head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : 'utf-16be';
  const isWide = wide === 'utf-16le' || (head[0] === 0xfe && head[1] === 0xff);
  const text = new TextDecoder(isWide ? wide : 'latin1').decode(head.subarray(0, START_BYTES));
  return text.replace(/^(?:\u00EF\u00BB\u00BF|\uFEFF)/, '');
}
