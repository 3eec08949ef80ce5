import type { ReadableDb, WritableDb } from '../../connection/handles.ts';
import { settingsReason } from '../../domain/said-changes.ts';
import { DEFAULT_SETTINGS, STORED_SETTINGS, type Settings } from '../../domain/settings.ts';
import { read, write, type StoredKind } from '../../domain/stored-json.ts';
import type { MutationContext } from '../../work/context.ts';
import { recordAudit, type Recorder } from '../../work/log/recorder.ts';
import { hasRoomAside, setAside } from './set-aside.ts';
import * as store from './store.ts';

const KEY = 'settings';

/** The vault's settings, defaults where nothing was set or what was set cannot be read. */
export function readSettings(db: ReadableDb): Settings {
  const text = store.getSetting(db, KEY);
  if (text === undefined) return DEFAULT_SETTINGS;
  const stored = read(STORED_SETTINGS, text);
  return { ...DEFAULT_SETTINGS, ...(stored.ok ? stored.value : stored.kept) };
}

/**
 * What the log says of the settings: the texts as they are stored, so that a setting that a later program knows changes
 * nothing of it. Undefined while none was set.
 */
export function settingFacts(db: ReadableDb): Readonly<Record<string, string>> | undefined {
  const rows = store.listSettings(db);
  return rows.length === 0 ? undefined : Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}

/** The time zone by whose calendar things fall due. */
export function zoneOf(db: ReadableDb): string {
  return readSettings(db).timeZone;
}

export function changeSettings(ctx: MutationContext, change: Partial<Settings>): Settings {
  return ctx.transaction((db) => {
    setUnreadableAside(db, ctx);
    const before = settingFacts(db);
    const former = readSettings(db);
    const settings = { ...former, ...change };
    store.setSetting(db, KEY, write(STORED_SETTINGS, settings));
    recordAudit(db, ctx, {
      action: 'settings.edit',
      object: 'settings',
      reason: settingsReason(former, settings),
      before,
      after: settingFacts(db),
    });
    // Everybody goes by them: by the limits of a room, by the time zone.
    ctx.emit(() => ({ type: 'changed', kind: 'settings' }));
    return settings;
  });
}

/**
 * A setting that a feature keeps apart, since no window may name its value; null where none was set, or none that can
 * be read.
 */
export function readApart<Value>(db: ReadableDb, kind: StoredKind<Value>): Value | null {
  const text = store.getSetting(db, kind.name);
  const stored = text === undefined ? null : read(kind, text);
  return stored?.ok ? stored.value : null;
}

/** Sets it, with a row in the log, unless it is so already. */
export function changeApart<Value>(
  db: WritableDb,
  recorder: Recorder,
  kind: StoredKind<Value>,
  value: Value,
): void {
  const text = write(kind, value);
  if (store.getSetting(db, kind.name) === text) return;
  const before = settingFacts(db);
  store.setSetting(db, kind.name, text);
  recordAudit(db, recorder, { action: 'settings.edit', object: 'settings', before, after: settingFacts(db) });
}

/** Sets aside what cannot be read of the settings and keeps the rest. The settings in force stay the same. */
function setUnreadableAside(db: WritableDb, recorder: Recorder): void {
  const text = store.getSetting(db, KEY);
  const stored = text === undefined ? null : read(STORED_SETTINGS, text);
  if (text === undefined || stored === null || stored.ok) return;
  const before = settingFacts(db);
  setAside(db, recorder, { source: 'settings', key: KEY, why: stored.why, value: text });
  store.setSetting(db, KEY, write(STORED_SETTINGS, stored.kept ?? {}));
  recordAudit(db, recorder, {
    action: 'settings.set_aside',
    object: 'settings',
    before,
    after: settingFacts(db),
  });
}

/** The same when somebody who may change settings signs in: it never keeps anybody out. */
export function tidySettings(db: WritableDb, recorder: Recorder): void {
  if (hasRoomAside(db, recorder.actor)) setUnreadableAside(db, recorder);
}
