import { statSync } from 'node:fs';
import program from '../../../package.json' with { type: 'json' };
import { AppError } from '../../domain/errors.ts';
import { expectKeysFit, type Vault } from '../../vault/index.ts';
import type { MutationContext } from '../../work/context.ts';
import { recordAudit, type Recorder } from '../../work/log/recorder.ts';
import { anchorBackup, keepAnchors, type Head } from '../audit/service.ts';
import { changeApart } from '../workspace/service.ts';
import { checking, type Looked } from './check.ts';
import { copying, type CopiedFiles } from './copy.ts';
import { findFallen, keepCounts } from './fallen.ts';
import { lastVerified, MADE, reasonOf } from './list.ts';
import { filesOf, newBody, signManifest } from './manifest.ts';
import { labelOf, placing, type Placed, type PlaceInput } from './places.ts';
import { makePart, nameOf } from './part.ts';
import { keyOf, readPlan, STORED_PLAN, type BackupPlan } from './plan.ts';
import { COPIES, lookAtPlaces, noteState, troubleOf, watchSilence, type PlaceState } from './states.ts';

/** A backup that is whole and in one place at least. */
export interface Made {
  /** Where the first copy is. */
  readonly folder: string;
  readonly label: string;
  readonly places: readonly MadeIn[];
  /** True when every check held and nothing had fallen; one of which that is not so is kept, and does not count. */
  readonly verified: boolean;
  readonly failed: readonly string[];
  /** Tables that had lost rows for no reason in the log. */
  readonly fallen: readonly string[];
  readonly full: boolean;
  readonly head: Head;
  readonly archives: number;
  readonly bytes: number;
  /** Milliseconds UTC. */
  readonly at: number;
  /** All of it is on the drive of the vault itself, which dies with it. */
  readonly sameDrive: boolean;
}

/** One place of a backup: its folder there, or why there is none. */
export interface MadeIn {
  readonly place: string;
  readonly label: string;
  readonly folder: string | null;
  readonly trouble: PlaceState['trouble'];
}

export interface MakeOptions {
  /** A folder that was chosen; null for the places of the plan. */
  readonly place: string | null;
  readonly full: boolean;
}

/** What making a backup takes of a call, or of the program when it makes one by itself. */
export type Maker = Pick<
  MutationContext,
  | 'actor'
  | 'clock'
  | 'emit'
  | 'facts'
  | 'hash'
  | 'outside'
  | 'progress'
  | 'reader'
  | 'readLong'
  | 'transaction'
  | 'whileWanted'
> &
  Pick<Recorder, 'program'>;

/** As its progress is told. */
export const DAILY = 'backup.daily';

type OpenedVault = Pick<Vault, 'path' | 'dataKey'>;

/**
 * Makes a backup, checks it with its own files alone, puts it in each place that takes it, and logs its head. The first
 * folder that is chosen becomes the place of the plan.
 * Errors: `backup.no_place`, `backup.under_way`, those of the jobs and of `expectKeysFit`, `common.cancelled`; that of
 * the first place where none takes it.
 */
export function makeBackup(ctx: Maker, vault: OpenedVault, options: MakeOptions): Promise<Made> {
  // From the copy to the manifest the vault keeps the key that opens the copy.
  return ctx.whileWanted(() => makeWhileWanted(ctx, vault, options));
}

async function makeWhileWanted(ctx: Maker, vault: OpenedVault, options: MakeOptions): Promise<Made> {
  const plan = readPlan(ctx.reader);
  const wanted = options.place === null ? plan.places : [options.place];
  if (wanted.length === 0) throw new AppError('backup.no_place');
  const at = ctx.clock.now();
  const states = await lookAtPlaces(ctx, wanted);
  const open = wanted.filter((place) => states.get(place)?.trouble === null);
  expectOne(open, states);
  using part = makePart(vault.path);
  const tell = phases(ctx, vault.path, open.length);
  const copied = await copyAndLook(ctx, part.folder, options, tell);
  const { files, looked } = copied;
  const manifest = manifestOf(ctx, vault, { ...copied, copy: filesOf(part.folder).archive, at });
  const input = { part: part.folder, name: nameOf(vault.path, at), files, manifest };
  const placed = await placeInEach(ctx, open, input, { states, tell });
  expectOne([...placed.keys()], states);
  const isFirst = options.place !== null && plan.places.length === 0;
  const verified = record(ctx, copied, [...placed.keys()], isFirst ? { ...plan, places: wanted } : null);
  keepAnchors(ctx.reader, ctx.facts);
  const { head, failed, archives } = looked;
  const [first] = [...placed];
  return {
    at,
    head,
    failed,
    verified,
    fallen: copied.fallen,
    full: copied.full,
    bytes: files.archive.bytes,
    archives,
    folder: first?.[1].folder ?? '',
    label: first ? labelOf(first[0]) : '',
    places: wanted.map((place) => ({
      place,
      label: labelOf(place),
      folder: placed.get(place)?.folder ?? null,
      trouble: states.get(place)?.trouble ?? null,
    })),
    sameDrive: [...placed.values()].every(({ sameDrive }) => sameDrive),
  };
}

/** A copy beside the vault, and what stands in it. */
interface Copied {
  readonly files: CopiedFiles;
  readonly looked: Looked;
  readonly fallen: readonly string[];
  readonly full: boolean;
}

type Tell = ReturnType<typeof phases>;

async function copyAndLook(
  ctx: Maker,
  part: string,
  { full: asked }: MakeOptions,
  tell: Tell,
): Promise<Copied> {
  const last = lastVerified(ctx.reader);
  const full = asked || last === null;
  const copy = filesOf(part);
  const onLook = () => tell(0, 1)(sizeOf(copy.archive), null);
  const files = await ctx.readLong(copying, { part }, { onProgress: () => {}, onLook });
  const since = full ? null : (last?.head ?? null);
  const on = { path: copy.archive, facts: { ...ctx.facts, anchorFile: copy.anchors } };
  const looked = await ctx.readLong(checking, { full, since }, { on, onProgress: tell(1, 1) });
  return { files, looked, full, fallen: findFallen(ctx.reader, looked) };
}

/** One place after another; one that fails keeps the others from nothing. */
async function placeInEach(
  ctx: Maker,
  places: readonly string[],
  input: Omit<PlaceInput, 'place'>,
  { states, tell }: { readonly states: Map<string, PlaceState>; readonly tell: Tell },
): Promise<Map<string, Placed>> {
  const placed = new Map<string, Placed>();
  for (const [number, place] of places.entries()) {
    try {
      const watch = watchSilence(COPIES, tell(2 + 2 * number, 2));
      placed.set(place, await ctx.readLong(placing, { ...input, place }, watch));
    } catch (error) {
      const state = { lookedAt: ctx.clock.now(), facts: null, trouble: troubleOf(error) };
      noteState(ctx, place, state);
      states.set(place, state);
    }
  }
  return placed;
}

/** The row of the log; `plan` where the place is to be kept. Returns whether the backup counts. */
function record(
  ctx: Maker,
  { files, looked, full, fallen }: Copied,
  places: readonly string[],
  plan: BackupPlan | null,
): boolean {
  const { head, failed, tables } = looked;
  const isApart = fallen.length > 0;
  const verified = failed.length === 0 && !isApart;
  const reason = reasonOf({
    head,
    full,
    bytes: files.archive.bytes,
    state: verified ? 'verified' : isApart ? 'apart' : 'unverified',
    places: places.map((place) => ({ key: keyOf(place), label: labelOf(place) })),
  });
  ctx.transaction((db) => {
    if (plan) changeApart(db, ctx, STORED_PLAN, plan);
    recordAudit(db, ctx, { action: MADE, object: 'archive', reason, after: head });
    if (failed.length === 0) keepCounts(db, { seq: head.seq, tables }, isApart);
    anchorBackup(db, ctx);
    ctx.emit(() => ({ type: 'changed', kind: 'backup' }));
  });
  return verified;
}

/** Where no place takes it, the first says why. */
function expectOne(taken: readonly string[], states: ReadonlyMap<string, PlaceState>): void {
  if (taken.length > 0) return;
  for (const { trouble } of states.values()) if (trouble) throw new AppError(trouble.code, trouble.data);
}

function manifestOf(
  ctx: Maker,
  { dataKey }: Pick<Vault, 'dataKey'>,
  { copy, files, looked, fallen, full, at }: Copied & { readonly copy: string; readonly at: number },
): string {
  const { archive, salt, seq, recovery } = expectKeysFit(copy, dataKey, looked.keysSeq);
  const { head, rows, tables, schema, failed, series, anchor, recoverySet } = looked;
  const body = newBody({
    archive,
    keys: { salt, seq },
    recovery,
    recoverySet,
    head,
    anchor,
    series,
    automatic: ctx.program !== undefined,
    rows,
    tables,
    fallen: [...fallen],
    program: program.version,
    schema,
    madeAt: at,
    day: ctx.clock.today(),
    looked: { full, failed: [...failed] },
    files,
    accountKeyId: ctx.actor.accountKeyId,
  });
  return signManifest(body, (message) => ctx.actor.signer.sign(message));
}

/** Progress of the steps in bytes: the copy counts once, the look at it once, a place twice, for it is read back. */
function phases(ctx: Maker, vaultPath: string, places: number) {
  const size = sizeOf(vaultPath) + sizeOf(`${vaultPath}-wal`);
  return (before: number, weight: number) =>
    (done: number, total: number | null): void => {
      const share = Math.min(1, done / Math.max(1, total ?? size));
      const job = ctx.program ? DAILY : MADE;
      ctx.progress(job, Math.floor(size * (before + weight * share)), size * (2 + 2 * places));
    };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
