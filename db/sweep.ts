/** What a program that was killed has left half written is taken away when the next one starts. */
import { join } from 'node:path';
import {
  keepUnfinishedIn,
  namesIn,
  sweepBeside,
  sweepUnfinished,
  unfinishedFolderIn,
} from './vault/unfinished.ts';
import { witnessFolderIn } from './program-folder.ts';

/** Settings of the windows, each written beside itself first. */
const SETTINGS = /^(?:preferences\.json|recent-archives)\.new$/;
const WITNESSES = /^(?:seen(?:-other)?\.json|anchors|reached\.json|tries)\.(?:part|closing|tmp)$/;
const ARCHIVE = /^[0-9a-f]{32}$/;

/** @param folder the program's own */
export function sweepAtStart(folder: string): void {
  sweepUnfinished(unfinishedFolderIn(folder));
  sweepBeside(folder, SETTINGS);
  const witnesses = witnessFolderIn(folder);
  for (const name of namesIn(witnesses))
    if (ARCHIVE.test(name)) sweepBeside(join(witnesses, name), WITNESSES);
  keepUnfinishedIn(unfinishedFolderIn(folder));
}
