/** The anchors as they stand outside the file: JSON lines that are only ever added to. */
import { appendFileSync, closeSync, constants, lstatSync, openSync, readFileSync } from 'node:fs';
import type { ReadableDb } from '../../connection/handles.ts';
import type { VaultFacts } from '../../work/context.ts';
import { parseAnchor, readInside, type AnchorLine } from './anchors.ts';

/** More than a line a day makes in centuries; a longer file is none of ours and is not read. */
export const LARGEST_ANCHOR_FILE = 64 * 1024 * 1024;

/**
 * Keeps the anchors outside the file that are not there yet: the new one, and any whose copy failed or was taken away.
 * A folder that cannot be written to costs the copy, not the work.
 */
export function keepOutside(file: string, anchors: readonly AnchorLine[]): void {
  try {
    const lines = linesToAdd(readText(file), anchors);
    if (lines !== '') append(file, lines);
  } catch {
    // Verify says which are not outside, and the next day's anchor brings them.
  }
}

/** What is to be written on to a file with a text, so that all of these are in it. */
export function linesToAdd(text: string, anchors: readonly AnchorLine[]): string {
  const known = new Set(linesOf(text).flatMap((line) => parseAnchor(line)?.signature ?? []));
  const missing = anchors.filter(({ signature }) => !known.has(signature));
  const lines = missing.map(lineOf).join('');
  // A power cut may have left the last line unfinished: nothing is written on to it.
  return lines === '' || text === '' || text.endsWith('\n') ? lines : `\n${lines}`;
}

const lineOf = (anchor: AnchorLine): string => `${JSON.stringify(anchor)}\n`;

/** Writes on to the file itself: a link that somebody laid in its place would lead elsewhere. */
function append(file: string, lines: string): void {
  const { O_WRONLY, O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const opened = openSync(file, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    appendFileSync(opened, lines, { flush: true });
  } finally {
    closeSync(opened);
  }
}

/** The file's text; empty where there is none. Throws for one that cannot be read, and for a link. */
function readText(file: string): string {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (!stats) return '';
  if (!stats.isFile() || stats.size > LARGEST_ANCHOR_FILE) throw new RangeError('anchors');
  return readFileSync(file, 'utf8');
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** What is kept outside the file. */
export interface Outside {
  readonly anchors: readonly AnchorLine[];
  readonly unreadable: number;
}

/** Anchors of this vault that are kept outside; lines that are no anchors are counted, not trusted. */
export function readOutside(file: string, archiveId: string): Outside {
  try {
    return parseOutside(readText(file), archiveId);
  } catch {
    return { anchors: [], unreadable: 1 };
  }
}

/** The same of the text of such a file. */
export function parseOutside(text: string, archiveId: string): Outside {
  const parsed = linesOf(text).map(parseAnchor);
  const anchors = parsed.filter((anchor) => anchor !== undefined);
  return {
    anchors: anchors.filter((anchor) => anchor.archiveId === archiveId),
    unreadable: parsed.length - anchors.length,
  };
}

/** The lines of the vault's anchors outside the file that are of rows up to one. */
export function linesUpTo(file: string, archiveId: string, seq: number): string {
  return readOutside(file, archiveId)
    .anchors.filter((anchor) => anchor.seq <= seq)
    .map(lineOf)
    .join('');
}

/** Anchors of the file that are not kept outside it: the copy was taken away, or the file came without it. */
export function listMissingOutside(db: ReadableDb, facts: VaultFacts): AnchorLine[] {
  const outside = readOutside(facts.anchorFile, facts.archiveId).anchors;
  const known = new Set(outside.map(({ signature }) => signature));
  return readInside(db, facts).filter(({ signature }) => !known.has(signature));
}
