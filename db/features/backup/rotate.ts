/** Clears up the automatic backups of a place, in a process of its own. */
import { randomBytes } from 'node:crypto';
import { readdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StepHook } from '../../vault/index.ts';
import type { FileWork } from '../../work/long-reads.ts';
import * as log from '../../work/log/store.ts';
import { namesToRemove, type FoundBackup } from './keep.ts';
import { DATA_FILES, filesOf, isSigned, readManifest, type Manifest, type Series } from './manifest.ts';
import { naming, removeStrays, strayMark } from './places.ts';
import { isOfSeries } from './series.ts';
import type { Day } from '../../domain/dates.ts';

export interface RotateInput {
  readonly place: string;
  /** Name of the folder that was just made there. */
  readonly made: string;
  readonly today: Day;
  readonly series: Series;
  /** Those of former series were released. */
  readonly isReleased: boolean;
  /** Public signing keys, hexadecimal, by their ids. */
  readonly signers: Readonly<Record<number, string>>;
}

export const rotating: FileWork<RotateInput, { readonly removed: readonly string[] }> = {
  name: 'backup.rotate',
  runOnFiles: ({ facts, path, reading }, input) => ({
    removed: reading(path, (db) =>
      rotatePlace(facts.archiveId, input, ({ seq, hash }) => {
        const found = log.auditHash(db, seq);
        return found !== undefined && Buffer.from(found).toString('hex') === hash;
      }),
    ),
  }),
};

/** True for a head that is a row of the vault's log. */
type OnChain = (head: Manifest['head']) => boolean;

/** Each takes a stray's name before it is removed: cut off on the way it is whole, or it is none. */
export function rotatePlace(
  archiveId: string,
  input: RotateInput,
  isOnChain: OnChain,
  step: StepHook = () => {},
): string[] {
  const { place } = input;
  return naming(() => {
    const found = readdirSync(place).flatMap((folder) => findIn(archiveId, folder, input, isOnChain) ?? []);
    const mark = strayMark(archiveId);
    const names = namesToRemove(found, input);
    for (const folder of names) {
      renameSync(join(place, folder), join(place, `${mark}${randomBytes(6).toString('hex')}.part`));
      step('renamed');
      removeStrays(place, mark);
      step('removed');
    }
    return names;
  });
}

/**
 * What is no backup of the archive, cannot be read or is not signed by somebody whom the archive knows is left alone. So is
 * one with rows that the log has not, where no restore parted them: of a copy, or of what an old file put back has lost.
 */
function findIn(
  archiveId: string,
  folder: string,
  { place, series, isReleased, signers }: RotateInput,
  isOnChain: OnChain,
): FoundBackup | undefined {
  const path = join(place, folder);
  const manifest = readIfAny(path);
  if (manifest?.version !== 2 || manifest.archive !== archiveId) return undefined;
  const signer = signers[manifest.accountKeyId];
  if (signer === undefined || !isSigned(manifest, Buffer.from(signer, 'hex'))) return undefined;
  const { madeAt, day, automatic, looked, fallen } = manifest;
  const isGood = looked.failed.length === 0 && fallen.length === 0 && isWhole(path, manifest);
  const isOurs = isOfSeries(manifest, series) ? isOnChain(manifest.head) : isReleased;
  return { folder, madeAt, day, automatic, isGood, isOfSeries: isOurs };
}

function readIfAny(path: string): Manifest | undefined {
  try {
    return readManifest(path);
  } catch {
    return undefined;
  }
}

/** Its files are as long as it says; an empty one is no backup. */
function isWhole(path: string, { files }: Manifest): boolean {
  return DATA_FILES.every((file) => {
    const stats = statSync(filesOf(path)[file], { throwIfNoEntry: false });
    return stats?.isFile() === true && stats.size === files[file].bytes;
  });
}
