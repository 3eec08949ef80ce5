import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Marks the place in Electron's binary where its fuses are, followed by version, count and one byte each. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const FUSE_COUNT = 9;

/** What packaging needs of an Electron distribution for Linux, without Electron: the files, and the fuses to set. */
export function makeStubElectron(folder: string, version: string): string {
  mkdirSync(join(folder, 'resources'), { recursive: true });
  mkdirSync(join(folder, 'locales'));
  for (const locale of ['zh-CN', 'en-US', 'fr']) writeFileSync(join(folder, 'locales', `${locale}.pak`), '');
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'icudtl.dat']) {
    writeFileSync(join(folder, file), '');
  }
  writeFileSync(join(folder, 'version'), version);
  const wire = Buffer.concat([Buffer.from([1, FUSE_COUNT]), Buffer.from('1'.repeat(FUSE_COUNT))]);
  const binary = Buffer.concat([Buffer.from('\x7fELF'), Buffer.from(SENTINEL), wire, Buffer.alloc(64)]);
  writeFileSync(join(folder, 'electron'), binary, { mode: 0o755 });
  return folder;
}
