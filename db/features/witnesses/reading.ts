/** Asks all that can be reached what it last saw of a vault, at once, each for two seconds at most. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../connection/failures.ts';
import type { Unheard, WitnessKind } from '../../work/witnesses.ts';
import { anchorFacts, LARGEST_ANCHOR_FILE } from '../audit/service.ts';
import {
  folderInPlace,
  LARGEST_SEEN,
  parseManifestFact,
  parseReached,
  parseSeen,
  witnessFiles,
  type Fact,
} from './seen.ts';
import { answerOf, PATIENCE_MS, readTail } from './small-file.ts';

/** Where a witness of a vault may stand. */
export interface WitnessPlace {
  readonly kind: WitnessKind;
  /** Name of the folder; empty for the program's own and for what lies beside the vault. */
  readonly label: string;
  /** The file of anchors beside the vault; else a folder. */
  readonly path: string;
}

/** What a place said. */
export interface Heard {
  readonly place: WitnessPlace;
  readonly state: 'heard' | 'missing' | 'silent' | 'unreadable';
  readonly facts: readonly Fact[];
}

/** The end of a file of anchors is enough: each row names the one before, so a right one vouches for all of them. */
const TAIL_BYTES = 256 * 1024;
const LARGEST_MANIFEST = 1024 * 1024;
/** So many of the newest backups of a place are asked. */
const BACKUPS = 8;

export function hearWitnesses(
  places: readonly WitnessPlace[],
  archiveId: string,
  patience = PATIENCE_MS,
): Promise<Heard[]> {
  return Promise.all(places.map((place) => hear(place, archiveId, patience)));
}

/** A folder may be a place of backups and the chosen one: each is asked for itself. */
export const askedAs = ({ kind, path }: WitnessPlace): string => `${kind} ${path}`;

async function hear(place: WitnessPlace, archiveId: string, patience: number): Promise<Heard> {
  try {
    const said = await answerOf(askedAs(place), () => readPlace(place, archiveId), patience);
    if (said === 'silent' || said === 'missing') return { place, state: said, facts: [] };
    return { place, state: said.unreadable ? 'unreadable' : 'heard', facts: said.facts };
  } catch {
    return { place, state: 'unreadable', facts: [] };
  }
}

interface Said {
  readonly facts: readonly Fact[];
  /** Something there is none of ours, or cannot be read. */
  readonly unreadable: boolean;
}

async function readPlace({ kind, path }: WitnessPlace, archiveId: string): Promise<Said | 'missing'> {
  if (kind === 'beside') return readAnchors(path, archiveId);
  if (kind === 'program') return readFolder(path, archiveId);
  if (!(await isFolder(path))) return 'missing';
  return kind === 'chosen' ? readFolder(folderInPlace(path), archiveId) : readBackups(path, archiveId);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO'].includes(errorCode(error))) return false;
    throw error;
  }
}

async function readFolder(folder: string, archiveId: string): Promise<Said> {
  const files = witnessFiles(folder, archiveId);
  const seen = [files.seen, files.other].map((file) =>
    readFact(file, LARGEST_SEEN, (text) => parseSeen(text, archiveId)),
  );
  return together([...seen, readAnchors(files.anchors, archiveId)]);
}

async function together(parts: readonly Promise<Said>[]): Promise<Said> {
  const said = await Promise.all(parts);
  return {
    facts: said.flatMap(({ facts }) => facts),
    unreadable: said.some(({ unreadable }) => unreadable),
  };
}

const UNREADABLE: Said = { facts: [], unreadable: true };

async function readFact(path: string, largest: number, parse: (text: string) => Fact | null): Promise<Said> {
  try {
    const text = await readTail(path, largest);
    const fact = text === null ? null : parse(text);
    return { facts: fact ? [fact] : [], unreadable: false };
  } catch {
    return UNREADABLE;
  }
}

async function readAnchors(path: string, archiveId: string): Promise<Said> {
  try {
    const text = await readTail(path, TAIL_BYTES, LARGEST_ANCHOR_FILE);
    return { facts: text === null ? [] : anchorFacts(text, archiveId), unreadable: false };
  } catch {
    return UNREADABLE;
  }
}

/** Folders of backups end with their time, and a number where there were two of one second. */
const STAMP = /-(\d{8}-\d{6})(?:-\d+)?$/;

async function readBackups(place: string, archiveId: string): Promise<Said> {
  const stamped = (await readdir(place)).flatMap((name) => {
    const stamp = STAMP.exec(name)?.[1];
    return stamp === undefined || name.startsWith('.') ? [] : [{ name, stamp }];
  });
  const newest = stamped.toSorted((a, b) => (a.stamp < b.stamp ? 1 : -1)).slice(0, BACKUPS);
  return together(
    newest.map(({ name }) =>
      readFact(join(place, name, 'manifest.json'), LARGEST_MANIFEST, (text) =>
        parseManifestFact(text, archiveId),
      ),
    ),
  );
}

/** Those that were not heard and should have been: a place that was chosen and is not there, any that is silent or broken. */
export async function unheardAmong(
  heard: readonly Heard[],
  archiveId: string,
  programFolder: string | null,
): Promise<Unheard[]> {
  const unheard: Unheard[] = [];
  for (const { place, state } of heard) {
    if (state === 'heard' || (state === 'missing' && place.kind !== 'chosen')) continue;
    const { kind, label } = place;
    const since =
      kind === 'chosen' && programFolder !== null ? await lastReached(programFolder, archiveId, label) : null;
    unheard.push({ kind, label, trouble: state, since });
  }
  return unheard;
}

async function lastReached(folder: string, archiveId: string, label: string): Promise<number | null> {
  try {
    const text = await readTail(witnessFiles(folder, archiveId).reached, LARGEST_SEEN);
    return text === null ? null : parseReached(text, label);
  } catch {
    return null;
  }
}
