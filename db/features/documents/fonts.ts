import { existsSync, readFileSync } from 'node:fs';
import ranges from '@fontsource/noto-serif-sc/unicode.json' with { type: 'json' };
import type { UsedCharacters } from './writers/html.ts';

/** Where the slices of the typeface lie: beside the built worker, or in its package when run from the sources. */
const FOLDERS = ['./fonts/', '../fonts/', '../../../node_modules/@fontsource/noto-serif-sc/files/'].map(
  (path) => new URL(path, import.meta.url),
);

const WEIGHTS = [400, 700] as const;

interface Slice {
  readonly name: string;
  readonly range: string;
  readonly spans: ReadonlyArray<readonly [first: number, last: number]>;
}

const slices: readonly Slice[] = Object.entries(ranges).map(([key, range]) => ({
  name: key.replace(/[[\]]/g, ''),
  range,
  spans: range.split(',').map((span): [number, number] => {
    const [first = '', last = first] = span.replace('U+', '').split('-');
    return [parseInt(first, 16), parseInt(last, 16)];
  }),
}));

/** Slice by code point, filled as characters come up. */
const sliceByCharacter = new Map<string, Slice | null>();
const encoded = new Map<string, string>();

/** Name of a slice's file in one weight: in the form of which a PDF can take single characters. */
export function fontFile(slice: string, weight: 400 | 700): string {
  return `noto-serif-sc-${slice}-${weight}-normal.woff`;
}

/** Every file that a document may need, for the build to take along. */
export function fontFiles(): string[] {
  return slices.flatMap(({ name }) => WEIGHTS.map((weight) => fontFile(name, weight)));
}

/**
 * `@font-face` rules with those slices of Noto Serif SC inside that hold the characters used: a page of Chinese
 * needs some 20 of the 102, about a megabyte, and then prints alike on every machine.
 */
export function embeddedFonts(used: UsedCharacters): string {
  const rules: string[] = [];
  for (const weight of WEIGHTS)
    for (const slice of slicesFor(used[weight]))
      rules.push(
        `@font-face{font-family:'Noto Serif SC';font-weight:${weight};unicode-range:${slice.range};` +
          `src:url(data:font/woff;base64,${base64Of(fontFile(slice.name, weight))}) format('woff')}`,
      );
  return rules.join('\n');
}

function slicesFor(characters: ReadonlySet<string>): Set<Slice> {
  const needed = new Set<Slice>();
  for (const character of characters) {
    const slice = sliceOf(character);
    if (slice) needed.add(slice);
  }
  return needed;
}

/** A file of the typeface with the characters that are taken from it. */
export interface FaceFile {
  readonly bytes: Uint8Array;
  readonly characters: readonly string[];
}

/** The files that hold the characters; null when one of them is in none. */
export function faceFiles(characters: ReadonlySet<string>, weight: 400 | 700): FaceFile[] | null {
  const files = someFaceFiles(characters, weight);
  const found = files.reduce((sum, { characters: some }) => sum + some.length, 0);
  return found === characters.size ? files : null;
}

/** The files that hold the characters, without those that are in none. */
export function someFaceFiles(characters: ReadonlySet<string>, weight: 400 | 700): FaceFile[] {
  const found = new Map<Slice, string[]>();
  for (const character of characters) {
    const slice = sliceOf(character);
    if (!slice) continue;
    const others = found.get(slice);
    if (others) others.push(character);
    else found.set(slice, [character]);
  }
  return Array.from(found, ([{ name }, some]) => ({
    bytes: bytesOf(fontFile(name, weight)),
    characters: some,
  }));
}

function sliceOf(character: string): Slice | null {
  let slice = sliceByCharacter.get(character);
  if (slice === undefined) {
    slice = findSlice(character.codePointAt(0) ?? 0);
    sliceByCharacter.set(character, slice);
  }
  return slice;
}

/** The later slices hold the commoner characters, and the first rules of the package are the fallbacks. */
function findSlice(codePoint: number): Slice | null {
  return (
    slices.findLast(({ spans }) => spans.some(([first, last]) => codePoint >= first && codePoint <= last)) ??
    null
  );
}

function base64Of(file: string): string {
  let text = encoded.get(file);
  if (text === undefined) {
    text = bytesOf(file).toString('base64');
    encoded.set(file, text);
  }
  return text;
}

function bytesOf(file: string): Buffer {
  const folder = FOLDERS.find((candidate) => existsSync(new URL(file, candidate)));
  if (!folder) throw new Error(`font file missing: ${file}`);
  return readFileSync(new URL(file, folder));
}
