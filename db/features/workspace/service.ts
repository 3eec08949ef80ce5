import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import { envelopeOf, type Unreadable } from '../../domain/stored-json.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { Reader } from '../../work/reach.ts';
import { lossOf, setAside, toKept, type Kept } from './set-aside.ts';
import * as store from './store.ts';

export { dismissSetAside, listSetAside, saveSetAside, setAside } from './set-aside.ts';
export {
  changeApart,
  changeSettings,
  readApart,
  readSettings,
  zoneOf,
  settingFacts,
  tidySettings,
} from './settings.ts';

/** A draft or preference larger than this is no form. */
const MAX_VALUE_CHARACTERS = 200_000;
/** Drafts, and choices, that one account keeps: more than there are forms and lists. */
const MOST_KEPT = 200;

export function getPreference(ctx: QueryContext, key: string): Kept | null {
  const text = store.getPreference(ctx.reader, ctx.actor.accountId, key);
  return text === undefined ? null : toKept(text);
}

/** Remembered choices are the person's own and no business of the log. */
export function setPreference(ctx: MutationContext, key: string, value: unknown): void {
  const text = toText(value);
  ctx.transaction((db) => {
    expectRoom(ctx, db, 'preference', key);
    keepFromLoss(db, ctx, { source: 'preference', key, stored: storedPreference(db, ctx, key), next: value });
    store.setPreference(db, ctx.actor.accountId, key, text);
  });
}

function storedPreference(db: ReadableDb, { actor }: QueryContext, key: string): string | undefined {
  return store.getPreference(db, actor.accountId, key);
}

export interface Draft extends Kept {
  readonly key: string;
  readonly savedAt: number;
}

export function getDraft(ctx: QueryContext, key: string): Draft | null {
  const row = mayKeep(ctx, key) ? store.getDraft(ctx.reader, ctx.actor.accountId, key) : undefined;
  return row ? { key: row.key, savedAt: row.savedAt, ...toKept(row.value) } : null;
}

export function listDrafts(ctx: QueryContext): Array<Pick<Draft, 'key' | 'savedAt'>> {
  return store
    .listDrafts(ctx.reader, ctx.actor.accountId)
    .flatMap(({ key, savedAt }) => (mayKeep(ctx, key) ? [{ key, savedAt }] : []));
}

/** A draft holds what stood in its record: it is there for a person as long as their role may read that. */
function mayKeep(
  ctx: Pick<QueryContext, 'reader' | 'registries' | 'clock'> & { actor: Reader },
  key: string,
) {
  const { reader: db, registries, clock, actor } = ctx;
  return registries.subjects.every(
    ({ mayKeepDraft }) => mayKeepDraft?.(db, key, actor, clock.today()) ?? true,
  );
}

/** Takes away the drafts of an account over records that its person may not read with the roles given. */
export function dropDrafts(
  db: WritableDb,
  ctx: QueryContext,
  { accountId, ...person }: Reader & { readonly accountId: number },
): void {
  for (const { key } of store.listDrafts(db, accountId))
    if (!mayKeep({ ...ctx, reader: db, actor: person }, key)) store.deleteDraft(db, accountId, key);
}

/** Keeps unsaved input inside the vault, so that a lock or a crash loses nothing. */
export function saveDraft(ctx: MutationContext, key: string, value: unknown): void {
  const draft = { key, value: toText(value), savedAt: ctx.clock.now() };
  ctx.transaction((db) => {
    expectRoom(ctx, db, 'draft', key);
    const stored = store.getDraft(db, ctx.actor.accountId, key)?.value;
    keepFromLoss(db, ctx, { source: 'draft', key, stored, next: value });
    store.saveDraft(db, ctx.actor.accountId, draft);
  });
}

export function discardDraft(ctx: MutationContext, key: string): void {
  ctx.transaction((db) => store.deleteDraft(db, ctx.actor.accountId, key));
}

/** Sets aside what another version of the program stored, or what is no JSON, before it is written over. */
function keepFromLoss(
  db: WritableDb,
  ctx: MutationContext,
  place: { source: 'draft' | 'preference'; key: string; stored: string | undefined; next: unknown },
): void {
  const { source, key, stored, next } = place;
  const why = stored === undefined ? null : lossOf(stored, envelopeOf(next));
  if (stored !== undefined && why) setAside(db, ctx, { source, key, why, value: stored });
}

export interface Moving {
  readonly key: string;
  /** As the window found it. */
  readonly why: Unreadable;
}

/** Moves a draft that the window cannot read out of the way; nothing where there is none. */
export function setDraftAside(ctx: MutationContext, { key, why }: Moving): void {
  ctx.transaction((db) => {
    const row = store.getDraft(db, ctx.actor.accountId, key);
    if (!row) return;
    setAside(db, ctx, { source: 'draft', key, why, value: row.value });
    store.deleteDraft(db, ctx.actor.accountId, key);
  });
}

/** The same for a remembered choice; `kept` is what of it the window goes on with, null for nothing. */
export function setPreferenceAside(ctx: MutationContext, moving: Moving & { readonly kept: unknown }): void {
  const { key, why, kept } = moving;
  const text = kept === null ? null : toText(kept);
  ctx.transaction((db) => {
    const value = storedPreference(db, ctx, key);
    if (value === undefined) return;
    setAside(db, ctx, { source: 'preference', key, why, value });
    if (text === null) store.deletePreference(db, ctx.actor.accountId, key);
    else store.setPreference(db, ctx.actor.accountId, key, text);
  });
}

function expectRoom(
  { actor }: QueryContext,
  db: ReadableDb,
  table: Parameters<typeof store.countOthers>[1],
  key: string,
): void {
  if (store.countOthers(db, table, actor.accountId, key) >= MOST_KEPT)
    throw new AppError('common.too_many_kept', { most: MOST_KEPT });
}

function toText(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  if (text.length > MAX_VALUE_CHARACTERS) throw new AppError('common.value_too_large');
  return text;
}
