import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const PROGRAMS = ['soffice', 'libreoffice', 'soffice.exe'];
/** Where macOS and Windows keep it. */
const PLACES = [
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
  join(process.env['ProgramFiles'] ?? 'C:\\Program Files', 'LibreOffice', 'program', 'soffice.exe'),
];
/** It makes a profile first, on a machine that does other things too. */
const PATIENCE_MS = 100_000;

/** LibreOffice on this computer; undefined where it is not installed. */
export function findOffice(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const onPath = folders.flatMap((folder) => PROGRAMS.map((name) => join(folder, name)));
  return [...onPath, ...PLACES].find((path) => existsSync(path));
}

/** A Word file as LibreOffice prints it, with a profile of its own in `folder`: nobody's settings, and none are left. */
export async function printedByOffice(office: string, word: Uint8Array, folder: string): Promise<Uint8Array> {
  const profile = join(folder, 'office-profile');
  await mkdir(profile, { recursive: true });
  const file = join(folder, 'opened.docx');
  await writeFile(file, word);
  const own = `-env:UserInstallation=${pathToFileURL(profile).href}`;
  const options = [own, '--headless', '--norestore', '--convert-to', 'pdf', '--outdir', folder, file];
  await promisify(execFile)(office, options, { timeout: PATIENCE_MS });
  return Uint8Array.from(await readFile(join(folder, 'opened.pdf')));
}
