import { mkdirSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import program from '../../../package.json' with { type: 'json' };
import { errorCode } from '../../connection/failures.ts';
import { AppError } from '../../domain/errors.ts';
import type { StoredKind } from '../../domain/stored-json.ts';
import { expectKeysFit, pathsOf, type Vault } from '../../vault/index.ts';
import type { MutationContext } from '../../work/context.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import { anchorBackup, keepAnchors, type Head } from '../audit/service.ts';
import { changeApart, readApart } from '../workspace/service.ts';
import { checking, type Looked } from './check.ts';
import { copying, type CopiedFiles } from './copy.ts';
import { lastVerified, MADE, reasonOf } from './list.ts';
import { filesOf, newBody, signManifest } from './manifest.ts';
import { labelOf, placing } from './places.ts';

/** Where backups go when nobody says otherwise: a path of this computer, chosen in a dialog. */
export const STORED_PLACE: StoredKind<{ place: string }> = {
  name: 'backup',
  version: 1,
  schema: z.strictObject({ place: z.string().min(1).max(4_000) }),
};

/** A backup that is whole and in its place. */
export interface Made {
  readonly folder: string;
  readonly label: string;
  /** True when every check held; one that does not hold is kept, and does not count. */
  readonly verified: boolean;
  readonly failed: readonly string[];
  readonly full: boolean;
  readonly head: Head;
  readonly archives: number;
  readonly bytes: number;
  /** Milliseconds UTC. */
  readonly at: number;
  /** On the drive of the vault itself, which dies with it. */
  readonly sameDrive: boolean;
}

/**
 * Makes a backup in a folder, checks it with its own files alone, and logs its head. `place` null is the last one.
 * Errors: `backup.no_place`, `backup.under_way`, those of the jobs and of `expectKeysFit`, `common.cancelled`.
 */
export function makeBackup(
  ctx: MutationContext,
  vault: Pick<Vault, 'path' | 'dataKey'>,
  options: { readonly place: string | null; readonly full: boolean },
): Promise<Made> {
  // From the copy to the manifest the vault keeps the key that opens the copy.
  return ctx.whileWanted(() => makeWhileWanted(ctx, vault, options));
}

async function makeWhileWanted(
  ctx: MutationContext,
  vault: Pick<Vault, 'path' | 'dataKey'>,
  { place: chosen, full: asked }: { readonly place: string | null; readonly full: boolean },
): Promise<Made> {
  const place = chosen ?? readApart(ctx.reader, STORED_PLACE)?.place;
  if (place === undefined) throw new AppError('backup.no_place');
  const last = lastVerified(ctx.reader);
  const full = asked || last === null;
  const at = ctx.clock.now();
  using part = makePart(vault.path);
  const tell = phases(ctx, vault.path);
  const copy = filesOf(part.folder);
  const files = await ctx.readLong(
    copying,
    { part: part.folder, place },
    { onProgress: () => {}, onLook: () => tell(0, 1)(sizeOf(copy.archive), null) },
  );
  const looked = await ctx.readLong(
    checking,
    { full, since: full ? null : (last?.head ?? null) },
    {
      on: { path: copy.archive, facts: { ...ctx.facts, anchorFile: copy.anchors } },
      onProgress: tell(1, 1),
    },
  );
  const manifest = manifestOf(ctx, vault, { copy: copy.archive, files, looked, full, at });
  const input = { part: part.folder, place, name: nameOf(vault.path, at), files, manifest };
  const { folder, sameDrive } = await ctx.readLong(placing, input, { onProgress: tell(2, 2) });
  const made = {
    head: looked.head,
    bytes: files.archive.bytes,
    verified: looked.failed.length === 0,
    full,
    label: labelOf(place),
  };
  ctx.transaction((db) => {
    changeApart(db, ctx, STORED_PLACE, { place });
    recordAudit(db, ctx, { action: MADE, object: 'archive', reason: reasonOf(made), after: looked.head });
    anchorBackup(db, ctx);
    ctx.emit(() => ({ type: 'changed', kind: 'backup' }));
  });
  keepAnchors(ctx.reader, ctx.facts);
  const { failed, tables } = looked;
  return { ...made, folder, failed, at, sameDrive, archives: tables['customer'] ?? 0 };
}

function manifestOf(
  ctx: MutationContext,
  { dataKey }: Pick<Vault, 'dataKey'>,
  {
    copy,
    files,
    looked,
    full,
    at,
  }: { copy: string; files: CopiedFiles; looked: Looked; full: boolean; at: number },
): string {
  const { archive, salt, seq, recovery } = expectKeysFit(copy, dataKey, looked.keysSeq);
  const { head, rows, tables, schema, failed } = looked;
  const body = newBody({
    archive,
    keys: { salt, seq },
    recovery,
    head,
    rows,
    tables,
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

/**
 * A folder beside the vault for its owner alone, which goes with all that is in it. Errors: `backup.under_way`,
 * `vault.cannot_write`.
 */
function makePart(vaultPath: string): Disposable & { readonly folder: string } {
  const folder = pathsOf(vaultPath).backupPart;
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    const reason = errorCode(error);
    throw reason === 'EEXIST'
      ? new AppError('backup.under_way')
      : new AppError('vault.cannot_write', { reason });
  }
  return { folder, [Symbol.dispose]: () => clearUnfinished(vaultPath) };
}

/** Takes away what a backup that was cut off left beside a vault; nobody else has that open. */
export function clearUnfinished(vaultPath: string): void {
  try {
    rmSync(pathsOf(vaultPath).backupPart, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // A process that is being ended may still have a file open; the next opening finds it.
  }
}

/** Progress of the steps in bytes: the copy counts once, the look at it once, its place twice, for it is read back. */
function phases(ctx: MutationContext, vaultPath: string) {
  const size = sizeOf(vaultPath) + sizeOf(`${vaultPath}-wal`);
  return (before: number, weight: number) =>
    (done: number, total: number | null): void => {
      const share = Math.min(1, done / Math.max(1, total ?? size));
      ctx.progress(MADE, Math.floor(size * (before + weight * share)), size * 4);
    };
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** `NAME-20261122-093005`, by the computer's clock; no letter that a file system elsewhere refuses. */
function nameOf(vaultPath: string, at: number): string {
  const name = basename(vaultPath)
    .replace(/\.kda$/i, '')
    .replaceAll(/[<>:"|?*\p{Cc}]/gu, '_');
  return `${[...name].slice(0, 60).join('')}-${stampOf(at)}`;
}

/** `20261122-093005`, by the computer's clock. */
export function stampOf(at: number): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
