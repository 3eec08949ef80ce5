/** Whether the program's own files are those that were packaged. */
import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { PropertyCheck } from '../../domain/properties.ts';
import { security } from './checks.ts';

/** Made when the program is packaged: SHA-256 of each file, by its path from the folder of the list. */
export const PROGRAM_LIST = 'program-files.json';
const listSchema = z.record(z.string().max(400), z.string().regex(/^[0-9a-f]{64}$/));

/** Folders that are gone up from this file: a bundle lies less deep than the sources. */
const MOST_UP = 5;

/** Against the list of the package; of the sources, which have none, one hash of all is noted. */
export function checkProgramFiles(from = import.meta.dirname): PropertyCheck {
  const folders = [...upwards(from)];
  const packaged = folders.find((folder) => existsSync(join(folder, PROGRAM_LIST)));
  if (packaged !== undefined) return againstList(packaged);
  const sources = folders.find((folder) => existsSync(join(folder, 'package.json')));
  const files = sources === undefined ? [] : filesIn(join(sources, 'db'));
  const whole = hash('sha256', files.map((path) => hashOf(path)).join('\n'));
  return security({
    name: 'program_files',
    scope: files.length,
    ok: files.length > 0,
    note: 'development',
    detail: { files: files.length, hash: whole.slice(0, 16) },
  });
}

function* upwards(from: string): Generator<string> {
  let folder = from;
  for (let up = 0; up < MOST_UP; up += 1) {
    yield folder;
    folder = dirname(folder);
  }
}

function againstList(folder: string): PropertyCheck {
  const listed = Object.entries(readList(folder));
  const wrong = listed.filter(([path, wanted]) => hashOf(join(folder, path)) !== wanted);
  const ok = listed.length > 0 && wrong.length === 0;
  const first = wrong[0]?.[0].slice(-80) ?? '';
  return security({
    name: 'program_files',
    scope: listed.length,
    ok,
    detail: { files: listed.length, problems: wrong.length, first },
  });
}

/** One that cannot be read lists nothing, which is no proof. */
function readList(folder: string): Record<string, string> {
  try {
    return listSchema.parse(JSON.parse(readFileSync(join(folder, PROGRAM_LIST), 'utf8')));
  } catch {
    return {};
  }
}

/** Empty for a file that is not there. */
function hashOf(path: string): string {
  return existsSync(path) ? hash('sha256', readFileSync(path)) : '';
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
