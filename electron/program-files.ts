/** Made when the program is packaged: the SHA-256 of each built file, which the program holds itself against. */
import { hash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { PROGRAM_LIST } from '../db/features/properties/program-files.ts';

/** Lists all that stands in a folder of the built program, but the list itself. */
export function listProgramFiles(folder: string): void {
  const files = readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name !== PROGRAM_LIST)
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const listed = files.map((path) => [
    relative(folder, path).split(sep).join('/'),
    hash('sha256', readFileSync(path)),
  ]);
  writeFileSync(join(folder, PROGRAM_LIST), `${JSON.stringify(Object.fromEntries(listed), null, 1)}\n`);
}
