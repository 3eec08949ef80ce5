import { AppError } from '../../../domain/errors.ts';
import { LIMITS } from './limits.ts';

/** What a scanner tells of: names without their namespace prefix. */
export interface XmlHandler {
  open(name: string, tag: string): void;
  close(name: string): void;
  /** Text between tags with entities resolved; only when `wantsText` says so. */
  text(text: string): void;
  wantsText(): boolean;
}

const refuse = () => new AppError('import.damaged');

/**
 * Scans the XML of a workbook part a piece at a time. No declarations of types, no entities but the five and
 * numbers, so nothing can grow; attributes are looked up only where a part is interested in them.
 * Returns a function for the pieces; `null` ends the part. Errors: `import.damaged`, `import.too_large`.
 */
export function xmlScanner(handler: XmlHandler): (piece: string | null) => void {
  let rest = '';
  return (piece) => {
    if (piece === null) {
      if (rest.trim() !== '') throw refuse();
      return;
    }
    const source = rest + piece;
    rest = source.slice(scan(source, handler));
    if (rest.length <= LIMITS.xmlToken) return;
    // Text without end is what fills a bomb; a tag without end is no XML.
    throw rest.startsWith('<') ? refuse() : new AppError('import.too_large');
  };
}

/** Handles whole tokens and returns where the first unfinished one starts. */
function scan(source: string, handler: XmlHandler): number {
  let at = 0;
  for (;;) {
    const start = source.indexOf('<', at);
    if (start < 0) return at;
    const end = tokenEnd(source, start);
    if (end < 0) return at;
    if (start > at && handler.wantsText()) handler.text(decodeEntities(source.slice(at, start)));
    handleTag(source, start, end, handler);
    at = end;
  }
}

function handleTag(source: string, start: number, end: number, handler: XmlHandler): void {
  const second = source.charCodeAt(start + 1);
  if (second === 0x21) {
    // Else a comment, which says nothing: `tokenEnd` refuses any other.
    if (source.startsWith('<![CDATA[', start) && handler.wantsText())
      handler.text(source.slice(start + 9, end - 3));
    return;
  }
  if (second === 0x3f) return;
  if (second === 0x2f) {
    handler.close(localName(source, start + 2));
    return;
  }
  const name = localName(source, start + 1);
  handler.open(name, source.slice(start, end));
  if (source.charCodeAt(end - 2) === 0x2f) handler.close(name);
}

/** Index behind the token that starts at `start`, -1 when it is not all there. */
function tokenEnd(source: string, start: number): number {
  const second = source.charCodeAt(start + 1);
  if (second === 0x21) {
    const [opening, closing] = source.startsWith('<!--', start) ? ['<!--', '-->'] : ['<![CDATA[', ']]>'];
    if (!source.startsWith(opening, start)) {
      if (source.length - start < opening.length) return -1;
      throw refuse();
    }
    const end = source.indexOf(closing, start + opening.length);
    return end < 0 ? -1 : end + closing.length;
  }
  return tagEnd(source, start);
}

/** Behind the > of a tag; one inside quotes belongs to an attribute. */
function tagEnd(source: string, start: number): number {
  let quote = 0;
  for (let at = start + 1; at < source.length; at++) {
    const code = source.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x3e) return at + 1;
  }
  return -1;
}

function localName(source: string, start: number): string {
  let end = start;
  let from = start;
  for (; end < source.length; end++) {
    const code = source.charCodeAt(end);
    if (code === 0x3a) from = end + 1;
    else if (code <= 0x20 || code === 0x2f || code === 0x3e) break;
  }
  return source.slice(from, end);
}

/**
 * The value of an attribute in the text of a tag, any namespace prefix; null when it is not there. What stands in
 * quotes is a value, whatever it looks like.
 */
export function attribute(tag: string, name: string): string | null {
  let equals = tag.indexOf('=');
  while (equals > 0) {
    let start = equals + 1;
    while (tag.charCodeAt(start) <= 0x20) start++;
    const quote = tag.charCodeAt(start);
    let next = start;
    if (quote === 0x22 || quote === 0x27) {
      const end = tag.indexOf(tag.charAt(start), start + 1);
      if (end < 0) return null;
      if (isNamed(tag, name, equals)) return decodeEntities(tag.slice(start + 1, end));
      next = end + 1;
    }
    equals = tag.indexOf('=', next);
  }
  return null;
}

/** True when the attribute whose sign of equality is at `equals` has this name. */
function isNamed(tag: string, name: string, equals: number): boolean {
  let end = equals;
  while (tag.charCodeAt(end - 1) <= 0x20) end--;
  const before = tag.charCodeAt(end - name.length - 1);
  return (before <= 0x20 || before === 0x3a) && tag.startsWith(name, end - name.length);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED[name] ?? whole;
    const code = typeof hex === 'string' ? parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}
