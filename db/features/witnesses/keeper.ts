/** Writes what was last seen of the open vault: at most every five seconds, and when it closes. */
import { closeSync, constants, lstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReadableDb } from '../../connection/handles.ts';
import type { Clock } from '../../domain/dates.ts';
import type { Unheard, WitnessKeeper } from '../../work/witnesses.ts';
import {
  keepOutside,
  linesToAdd,
  LARGEST_ANCHOR_FILE,
  listAccepted,
  newestAnchorMark,
  readAnchors,
} from '../audit/service.ts';
import { headOf, judge } from './judging.ts';
import { askedAs, hearWitnesses, type WitnessPlace } from './reading.ts';
import {
  folderInPlace,
  LARGEST_SEEN,
  parseSeen,
  reachedText,
  seenText,
  witnessFiles,
  type Fact,
} from './seen.ts';
import { readSmallFile } from '../../vault/index.ts';
import { answerOf, appendText, ensureFolder, readTail, replaceText } from './small-file.ts';

const EVERY_MS = 5_000;

export interface KeeperOptions {
  readonly db: ReadableDb;
  readonly archiveId: string;
  readonly clock: Pick<Clock, 'now'>;
  /** The program's own folder of witnesses; null for none. */
  readonly folder: string | null;
  /** The place that the department chose, as it is now; null for none. */
  readonly chosen: () => WitnessPlace | null;
  /** Path of the chosen place where it was heard when the vault was opened; null where it was not. */
  readonly heard: string | null;
  /** What was not heard when the vault was opened. */
  readonly unheard: readonly Unheard[];
  /** The vault differs from what was seen: nothing is written over that before the log says who accepted it. */
  readonly isHeldBack: boolean;
}

/** A folder, and what was written there last. */
interface Kept {
  head: number;
  anchors: string | null;
  written: Written;
}

const nothingKept = (): Kept => ({ head: 0, anchors: null, written: 'written' });

/**
 * The head is read after its commit, which is durable: what was seen never runs ahead of the vault, so that neither a
 * kill nor a power cut alarms. Nobody waits for a disk but at the close, for one small file in the program's folder.
 */
export class Keeper implements WitnessKeeper {
  readonly #options: KeeperOptions;
  readonly #own = nothingKept();
  #unheard: readonly Unheard[];
  /** The chosen place to which is written, once it was held against the vault. */
  #chosen: (Kept & { readonly path: string }) | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** What is being written meanwhile. */
  #writing: Promise<void> | null = null;
  #isClosed = false;
  /** How often the log says so at the opening; -1 where it need not. */
  readonly #acceptedBefore: number;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#unheard = options.unheard;
    if (options.heard !== null) this.#chosen = { path: options.heard, ...nothingKept() };
    this.#acceptedBefore = options.isHeldBack ? listAccepted(options.db).length : -1;
  }

  unheard(): readonly Unheard[] {
    return this.#unheard;
  }

  noted(): void {
    if (this.#timer || this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#writing ??= this.#write().finally(() => (this.#writing = null));
    }, EVERY_MS).unref();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer);
    const { folder } = this.#options;
    try {
      const now = this.#now();
      if (folder !== null) writeNow(folder, now, this.#own);
      const place = this.#chosenNow();
      const kept = this.#chosen;
      if (place && kept?.path === place.path) void this.#writeLast(place, now, kept).catch(() => undefined);
    } catch {
      // What was seen before stands there still, and alarms nobody.
    }
  }

  /** After what is on its way there: a place that owes an answer is asked nothing. The vault is closed by then. */
  async #writeLast(place: WitnessPlace, now: Now, kept: Kept): Promise<void> {
    const anchors = kept.anchors === now.anchorsMark ? [] : now.anchors();
    await this.#writing;
    await writeTo(place, { ...now, anchors: () => anchors }, kept);
  }

  async #write(): Promise<void> {
    if (this.#isClosed) return;
    try {
      const now = this.#now();
      const { folder } = this.#options;
      if (folder !== null) await writeFolder(folder, now, this.#own, true).catch(() => undefined);
      await this.#writeChosen(now);
    } catch {
      // The next commit asks again.
    }
  }

  /** A place that was not heard at the opening may know a newer vault: nothing is written over that. */
  async #writeChosen(now: Now): Promise<void> {
    const place = this.#chosenNow();
    if (!place) return;
    if (this.#chosen?.path !== place.path) {
      const [heard] = await hearWitnesses([place], now.archiveId);
      if (this.#isClosed || !heard) return;
      if (heard.state === 'missing' || heard.state === 'silent') return;
      if (judge(this.#options.db, [heard])) return this.#tell(place, 'differs');
      this.#chosen = { path: place.path, ...nothingKept() };
    }
    const written = await writeTo(place, now, this.#chosen);
    if (written === 'differs') return this.#tell(place, 'differs');
    if (written !== 'written') return;
    this.#unheard = this.#unheard.filter(({ kind }) => kind !== 'chosen');
    const { folder, clock } = this.#options;
    if (folder === null) return;
    await replaceText(
      witnessFiles(folder, now.archiveId).reached,
      reachedText(place.label, clock.now()),
    ).catch(() => undefined);
  }

  #tell({ kind, label }: WitnessPlace, trouble: Unheard['trouble']): void {
    const others = this.#unheard.filter((one) => one.kind !== kind);
    this.#unheard = [...others, { kind, label, trouble, since: null }];
  }

  #chosenNow(): WitnessPlace | null {
    return this.#options.chosen();
  }

  #now(): Now {
    const { db, archiveId, clock } = this.#options;
    if (listAccepted(db).length <= this.#acceptedBefore) throw new Error('not accepted yet');
    const head = headOf(db);
    return {
      archiveId,
      seen: { ...head, at: clock.now() },
      anchorsMark: newestAnchorMark(db),
      anchors: () => readAnchors(db, archiveId),
      isAgainst: (fact) => judge(db, [{ place: NOWHERE, state: 'heard', facts: [fact] }]) !== null,
    };
  }
}

const NOWHERE: WitnessPlace = { kind: 'program', label: '', path: '' };

/** What is to stand outside now. */
interface Now {
  readonly archiveId: string;
  readonly seen: Fact;
  /** Tells whether there are other anchors than before. */
  readonly anchorsMark: string;
  readonly anchors: () => ReturnType<typeof readAnchors>;
  /** True for what speaks against the vault. */
  readonly isAgainst: (fact: Fact) => boolean;
}

/** `differs`: it is written beside what speaks against the vault. */
type Written = 'written' | 'differs';

async function writeTo(place: WitnessPlace, now: Now, kept: Kept): Promise<Written | 'silent' | 'failed'> {
  const { path } = place;
  const anchors = kept.anchors === now.anchorsMark ? null : now.anchors();
  return answerOf(askedAs(place), async () => {
    await ensureFolder(folderInPlace(path));
    return writeFolder(folderInPlace(path), { ...now, anchors: () => anchors ?? [] }, kept, false);
  }).catch(() => 'failed' as const);
}

async function writeFolder(folder: string, now: Now, kept: Kept, recursive: boolean): Promise<Written> {
  const files = witnessFiles(folder, now.archiveId);
  const anchors = kept.anchors === now.anchorsMark ? null : now.anchors();
  await ensureFolder(files.folder, recursive);
  if (anchors) {
    const text = (await readTail(files.anchors, LARGEST_ANCHOR_FILE)) ?? '';
    const lines = linesToAdd(text, anchors);
    if (lines !== '') await appendText(files.anchors, lines);
    kept.anchors = now.anchorsMark;
  }
  if (kept.head === now.seen.seq) return kept.written;
  const there = await Promise.all(
    [files.seen, files.other].map((file) => readTail(file, LARGEST_SEEN).catch(() => null)),
  );
  const free = firstFree(files, there, now);
  if (free !== null) await replaceText(free, seenText(now.archiveId, now.seen));
  kept.head = now.seen.seq;
  kept.written = free === files.seen ? 'written' : 'differs';
  return kept.written;
}

/**
 * Where it is written: over nothing that speaks against the vault, which may be a copy or an old one. Null where both
 * files do, of which each speaks against the other then. What cannot be read is written over.
 */
function firstFree(
  { seen, other }: Pick<ReturnType<typeof witnessFiles>, 'seen' | 'other'>,
  there: ReadonlyArray<string | null>,
  now: Now,
): string | null {
  const isFree = (text: string | null | undefined) => {
    try {
      const fact = parseSeen(text ?? '', now.archiveId);
      return fact === null || !now.isAgainst(fact);
    } catch {
      return true;
    }
  };
  if (isFree(there[0])) return seen;
  return isFree(there[1]) ? other : null;
}

function readNow(file: string): string | null {
  const bytes = readSmallFile(file, LARGEST_SEEN);
  return bytes ? Buffer.from(bytes).toString('utf8') : null;
}

/** The same at once, without a word to the disk that it should hurry. */
function writeNow(folder: string, now: Now, kept: Kept): void {
  const files = witnessFiles(folder, now.archiveId);
  mkdirSync(dirname(files.folder), { recursive: true, mode: 0o700 });
  if (!lstatSync(files.folder, { throwIfNoEntry: false })) mkdirSync(files.folder, { mode: 0o700 });
  if (!lstatSync(files.folder).isDirectory()) return;
  if (kept.anchors !== now.anchorsMark) keepOutside(files.anchors, now.anchors());
  if (kept.head === now.seen.seq) return;
  const there = [files.seen, files.other].map((file) => readNow(file));
  const free = firstFree(files, there, now);
  if (free === null) return;
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  const part = join(files.folder, 'seen.json.closing');
  const file = openSync(part, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_NONBLOCK, 0o600);
  try {
    writeSync(file, seenText(now.archiveId, now.seen));
  } finally {
    closeSync(file);
  }
  renameSync(part, free);
}
