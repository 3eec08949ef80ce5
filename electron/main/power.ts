import { powerMonitor } from 'electron';
import type { LockReason } from '../../db/wire.ts';
import { IdleWatch } from './idle.ts';

const CHECK_MS = 5_000;

export interface AutoLock {
  /** Begins to watch a window, whether or not it ever says that somebody uses it. */
  watch(connection: string): void;
  activity(connection: string): void;
  setIdleMinutes(connection: string, minutes: number): void;
  forget(connection: string): void;
}

/**
 * Locks everything when the screen locks, the computer sleeps or shuts down, and one window when nobody uses it, which
 * is warned before.
 * Wall-clock time, so that hours asleep count.
 */
export function setupAutoLock(
  lock: (connection: string | null, reason: LockReason) => void,
  warn: (connection: string, seconds: number) => void,
): AutoLock {
  powerMonitor.on('lock-screen', () => lock(null, 'screen'));
  powerMonitor.on('suspend', () => lock(null, 'suspend'));
  powerMonitor.on('shutdown', () => lock(null, 'closed'));

  const watches = new Map<string, IdleWatch>();
  const watchOf = (connection: string): IdleWatch => {
    const watch = watches.get(connection) ?? new IdleWatch(Date.now);
    watches.set(connection, watch);
    return watch;
  };
  setInterval(() => {
    for (const [connection, watch] of watches) {
      if (watch.isDue()) lock(connection, 'idle');
      const seconds = watch.warning();
      if (seconds !== null) warn(connection, seconds);
    }
  }, CHECK_MS).unref();

  return {
    watch: (connection) => void watchOf(connection),
    activity: (connection) => watchOf(connection).activity(),
    setIdleMinutes: (connection, minutes) => watchOf(connection).setLimit(minutes),
    forget: (connection) => watches.delete(connection),
  };
}
