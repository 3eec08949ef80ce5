import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** A refusal of the command line itself, with a sentence of `cli.json`: exit 1. */
export class Refusal extends Error {
  readonly key: string;
  readonly data: object;

  constructor(key: string, data: object = {}) {
    super(key);
    this.key = key;
    this.data = data;
  }
}

/** True when something has the name, be it a link that leads nowhere. */
export function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

/** Refuses where a new file could not be written: one is there, or its folder is missing or closed. */
export function expectNewFile(file: string): void {
  const folder = dirname(resolve(file));
  if (!isFolder(folder)) throw new Refusal('folder_missing', { folder });
  if (isUnreadable(file)) throw new Refusal('folder_closed', { folder });
  if (isThere(file)) throw new Refusal('file_in_way', { file });
  if (!isOpenTo(folder, constants.W_OK | constants.X_OK)) throw new Refusal('folder_closed', { folder });
}

/** A name too long, or in a folder that may not be looked into. */
function isUnreadable(file: string): boolean {
  try {
    isThere(file);
    return false;
  } catch {
    return true;
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function isOpenTo(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}
