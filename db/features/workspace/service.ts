import type { ReadableDb } from '../../connection/handles.ts';
import { clockDoubt, type ClockDoubt } from '../../domain/clock-doubt.ts';
import { AppError } from '../../domain/errors.ts';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../domain/settings.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { LastUse } from '../../work/host.ts';
import { recordAudit } from '../../work/log/recorder.ts';
import * as store from './store.ts';

/** A draft or preference larger than this is no form. */
const MAX_VALUE_CHARACTERS = 200_000;
/** Drafts, and choices, that one account keeps: more than there are forms and lists. */
const MOST_KEPT = 200;

/** The archive's settings, defaults where nothing was set. */
export function readSettings(db: ReadableDb): Settings {
  const text = store.getSetting(db, 'settings');
  return settingsSchema.parse({ ...DEFAULT_SETTINGS, ...(text === undefined ? {} : JSON.parse(text)) });
}

export function changeSettings(ctx: MutationContext, change: Partial<Settings>): Settings {
  return ctx.transaction((db) => {
    const before = readSettings(db);
    const after = settingsSchema.parse({ ...before, ...change });
    store.setSetting(db, 'settings', JSON.stringify(after));
    recordAudit(db, ctx, { action: 'settings.edit', object: 'settings', before, after });
    return after;
  });
}

export function getPreference(ctx: QueryContext, key: string): unknown {
  const text = store.getPreference(ctx.reader, ctx.actor.accountId, key);
  return text === undefined ? null : JSON.parse(text);
}

/** Remembered choices are the person's own and no business of the log. */
export function setPreference(ctx: MutationContext, key: string, value: unknown): void {
  const text = toText(value);
  ctx.transaction((db) => {
    expectRoom(ctx, db, 'preference', key);
    store.setPreference(db, ctx.actor.accountId, key, text);
  });
}

export interface Draft {
  readonly key: string;
  readonly value: unknown;
  readonly savedAt: number;
}

export function getDraft(ctx: QueryContext, key: string): Draft | null {
  const row = store.getDraft(ctx.reader, ctx.actor.accountId, key);
  return row ? { ...row, value: JSON.parse(row.value) as unknown } : null;
}

export function listDrafts(ctx: QueryContext): Array<Pick<Draft, 'key' | 'savedAt'>> {
  return store.listDrafts(ctx.reader, ctx.actor.accountId).map(({ key, savedAt }) => ({ key, savedAt }));
}

/** Keeps unsaved input inside the archive, so that a lock or a crash loses nothing. */
export function saveDraft(ctx: MutationContext, key: string, value: unknown): void {
  const draft = { key, value: toText(value), savedAt: ctx.clock.now() };
  ctx.transaction((db) => {
    expectRoom(ctx, db, 'draft', key);
    store.saveDraft(db, ctx.actor.accountId, draft);
  });
}

export function discardDraft(ctx: MutationContext, key: string): void {
  ctx.transaction((db) => store.deleteDraft(db, ctx.actor.accountId, key));
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

const VOUCH = 'clock.vouch';

/**
 * Until when the archive was in use, by its newest row and its daily anchors: one day of a wrong clock does not make it
 * right. What lies before the last time that somebody vouched for the date counts no more.
 */
export function readLastUse(db: ReadableDb): LastUse {
  const { seq, at } = store.newestRow(db) ?? { seq: 0, at: 0 };
  const vouched = store.newestRowOf(db, VOUCH)?.seq ?? 0;
  return { seq, at: Math.max(at, store.latestAnchorAfter(db, vouched) ?? 0) };
}

/**
 * What speaks against the computer's date, on which 档号 and every day in the archive depend; null for nothing. It warns
 * and stops nobody: an archive whose clock was once wrong stays in use.
 */
export function checkClock({ clock, reader }: QueryContext, { seq, at }: LastUse): ClockDoubt | null {
  const vouched = store.newestRowOf(reader, VOUCH);
  const reference = vouched && vouched.seq > seq ? vouched.at : at;
  return clockDoubt({ now: clock.now(), today: clock.today() }, reference);
}

/** Somebody has looked at a calendar: the date is right, whatever the log says. */
export function vouchForClock(ctx: MutationContext, lastUse: LastUse): void {
  if (!checkClock(ctx, lastUse)) return;
  ctx.transaction((db) =>
    recordAudit(db, ctx, { action: VOUCH, object: 'archive', reason: ctx.clock.today() }),
  );
}
