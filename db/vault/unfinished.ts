/**
 * Documents on their way to a place that a person chose. Each is made under a name of ours beside it, and as long as it is,
 * a note in the program's own folder says in which folder: what a kill leaves there is taken away at the next start.
 */
import { lstatSync, mkdirSync, opendirSync, rmSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { z } from 'zod';
import { readSmallFile } from './files.ts';

/** More than are ever under way; the rest goes with the starts after. */
const MOST_SWEPT = 1_000;
const LARGEST_NOTE = 16 * 1024;
const NAME = /^[0-9a-f]{24}$/;

const noteSchema = z.strictObject({ pid: z.int().positive(), folder: z.string().max(LARGEST_NOTE) });

/** Where this process keeps its notes; null: nowhere. */
let notes: string | null = null;

/** Of the program's own folder; told once, when the process starts. */
export const unfinishedFolderIn = (programFolder: string): string => join(programFolder, 'unfinished');

export function keepUnfinishedIn(folder: string | null): void {
  notes = folder;
}

/** The name under which a document is made; it tells nothing of the document. */
export const partNamed = (name: string): string => `.kedang-${name}.part`;

/** Notes that a document is made in a folder, until what it returns is called. @param name 24 hex digits */
export function noteUnfinished(name: string, folder: string): () => void {
  if (notes === null) return () => undefined;
  const note = join(notes, name);
  try {
    mkdirSync(notes, { recursive: true, mode: 0o700 });
    writeFileSync(note, JSON.stringify({ pid: process.pid, folder }), { mode: 0o600, flag: 'wx' });
  } catch {
    // Where nothing can be noted the document is made all the same.
  }
  return () => attempt(() => rmSync(note, { force: true }));
}

/**
 * Takes away what processes that are gone have left, and their notes. Only files by a name of ours go, whatever a note
 * says. At the start of a process, before it writes anything.
 */
export function sweepUnfinished(folder: string): void {
  for (const name of namesIn(folder)) {
    if (!NAME.test(name)) continue;
    const note = readNote(join(folder, name));
    if (note && note.pid !== process.pid && isRunning(note.pid)) continue;
    try {
      if (note && isAbsolute(note.folder)) removeFile(join(note.folder, partNamed(name)));
      rmSync(join(folder, name), { force: true });
    } catch {
      // A drive that is not there: the note stays for the next start.
    }
  }
}

/** Small files that the program replaces in one step, beside each its next one. */
export function sweepBeside(folder: string, names: RegExp): void {
  for (const name of namesIn(folder)) if (names.test(name)) attempt(() => removeFile(join(folder, name)));
}

function removeFile(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) rmSync(path);
}

export function namesIn(folder: string): string[] {
  const names: string[] = [];
  attempt(() => {
    using entries = opendirSync(folder);
    for (let entry = entries.readSync(); entry && names.length < MOST_SWEPT; entry = entries.readSync())
      names.push(entry.name);
  });
  return names;
}

function readNote(path: string): z.output<typeof noteSchema> | null {
  try {
    const content = readSmallFile(path, LARGEST_NOTE * 2);
    return noteSchema.parse(JSON.parse(Buffer.from(content ?? []).toString()));
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // What cannot be taken away now is found by the next start.
  }
}
