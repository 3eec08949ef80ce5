/** How it stands with a place: whether it is there and takes a backup, its room, and the newest good one in it. */
import { readdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import type { FileWork } from '../../work/long-reads.ts';
import { readManifest } from './manifest.ts';
import { expectPlace, isSameDrive } from './places.ts';

export interface LookInput {
  readonly place: string;
  /** Bytes for which there has to be room. */
  readonly needed: number;
}

export interface PlaceFacts {
  /** Bytes. */
  readonly free: number;
  readonly sameDrive: boolean;
  /** When the newest whole backup of the archive there was made, in milliseconds UTC; null for none. */
  readonly newest: number | null;
}

/** Errors: those of `expectPlace`. */
export const looking: FileWork<LookInput, PlaceFacts> = {
  name: 'backup.look',
  runOnFiles({ path, facts, progress }, { place, needed }) {
    // From here on it is the place that is waited for.
    progress(0, 1);
    expectPlace(place, path, needed);
    const { bavail, bsize } = statfsSync(place);
    const times = readdirSync(place)
      .filter((name) => !name.startsWith('.'))
      .flatMap((name) => madeAt(join(place, name), facts.archiveId) ?? []);
    const newest = times.length === 0 ? null : Math.max(...times);
    return { free: bavail * bsize, sameDrive: isSameDrive(place, path), newest };
  },
};

function madeAt(folder: string, archiveId: string): number | undefined {
  try {
    const { archive, madeAt: at, looked } = readManifest(folder);
    return archive === archiveId && looked.failed.length === 0 ? at : undefined;
  } catch {
    // Not a backup, or none that can be read.
    return undefined;
  }
}
