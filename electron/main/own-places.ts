/** Places that the program proposes by itself: for a new vault, and for the one to try things in. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { trialFolderIn } from '../../db/program-folder.ts';
import { findMisplaced } from '../../db/vault/where.ts';
import { wordsIn } from './words.ts';

const ENDING = '.kda';

/** A path for a new vault under the first of these folders where one may lie, free of a file. */
export function proposePlace(folders: readonly string[], folderName: string, name: string): string {
  const within = folders.find((folder) => findMisplaced(folder) === null) ?? folders[0] ?? '';
  const folder = join(within, folderName);
  for (let copy = 1; ; copy++) {
    const path = join(folder, `${name}${copy === 1 ? '' : ` ${copy}`}${ENDING}`);
    if (!existsSync(path)) return path;
  }
}

/** The one trial vault of this computer, in a folder of its own among the program's files. */
export class TrialPlace {
  readonly #folder: string;
  readonly path: string;

  constructor(home: string) {
    this.#folder = trialFolderIn(home);
    this.path = join(this.#folder, `${wordsIn('zh-CN')['files.trial']}${ENDING}`);
  }

  holds(path: string): boolean {
    return path === this.path;
  }

  get isMade(): boolean {
    return existsSync(this.path);
  }

  /** Deletes all of it. The vault has to be closed. */
  discard(): void {
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}
