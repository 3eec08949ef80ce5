/** The backup of the day, which the program makes by itself while nobody asks for anything. */
import { basename, dirname } from 'node:path';
import type { ReadableDb } from '../../connection/handles.ts';
import { AppError } from '../../domain/errors.ts';
import type { MutationContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import { findDoubt } from '../../work/log/clock.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import { listSigningKeys } from '../accounts/service.ts';
import { countCustomers } from '../customers/service.ts';
import { listMade } from './list.ts';
import { DAILY, makeBackup, type Made, type Maker } from './make.ts';
import { readPlan } from './plan.ts';
import { rotating } from './rotate.ts';
import { findFrozen, seriesOf } from './series.ts';
import { COPIES, lookAtPlaces, watchSilence } from './states.ts';

/** Milliseconds without a call after which nobody is at work. */
const IDLE_MS = 2 * 60_000;
/** After one that failed: places come and go. */
const AGAIN_MS = 15 * 60_000;
const WEEK_MS = 7 * 86_400_000;
/** Rows of the log that are gone through for the last one. */
const MOST_LOOKED = 200;

/** The last time of day at or before `now`, by the computer's clock: milliseconds UTC. */
export function lastTimeBefore(now: number, time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const date = new Date(now);
  date.setHours(hours, minutes, 0, 0);
  if (date.getTime() > now) date.setDate(date.getDate() - 1);
  return date.getTime();
}

/** True when none was made since the last time of day that was set; rows from days to come say nothing. */
export function isDailyDue(db: ReadableDb, now: number): boolean {
  const { places, time, daily } = readPlan(db);
  if (!daily || places.length === 0) return false;
  const since = lastTimeBefore(now, time);
  return !listMade(db, MOST_LOOKED).some(
    ({ at, automatic, verified }) => (automatic || verified) && at >= since && at <= now,
  );
}

/** Once a week everything is looked at. */
function isFullDue(db: ReadableDb, now: number): boolean {
  return !listMade(db, MOST_LOOKED).some(
    ({ at, full, verified }) => full && verified && at <= now && now - at < WEEK_MS,
  );
}

/**
 * Makes it with whoever is signed in as the carrier: the row is the program's. A lock of the carrier breaks it off, and
 * nothing of it is left; it begins anew at the next look at which nobody has called for a while.
 */
export class DailyBackup {
  readonly #host: VaultHost;
  #running: Promise<void> | null = null;
  #stop = new AbortController();
  #notBefore = 0;
  /** By the vault that was open: who has signed in since the places were looked at. */
  readonly #looked = new WeakSet<object>();

  constructor(host: VaultHost) {
    this.#host = host;
  }

  /** To be called every few seconds: looks at the places after a sign-in, and begins what is due. */
  look(): void {
    const ctx = this.#carried();
    if (!ctx || this.#running) return;
    this.#lookAtPlaces(ctx);
    const now = this.#host.ports.clock.now();
    const isIdle = Math.abs(now - this.#host.lastCallAt) >= IDLE_MS;
    const mayTry = now >= this.#notBefore || now < this.#notBefore - AGAIN_MS;
    if (isIdle && mayTry && isDailyDue(ctx.reader, now)) this.#begin(ctx);
  }

  /** True while one is under way, or is due and somebody is signed in who can carry it. */
  isWanted(): boolean {
    if (this.#running) return true;
    const ctx = this.#carried();
    return ctx !== null && isDailyDue(ctx.reader, this.#host.ports.clock.now());
  }

  /** Makes it now where it is due, since the program is to end; resolves once none is under way. Never rejects. */
  async finish(): Promise<void> {
    const ctx = this.#carried();
    if (!this.#running && ctx && this.isWanted()) this.#begin(ctx);
    await this.idle();
  }

  /** Breaks off what is under way. */
  stop(): void {
    this.#stop.abort(new AppError('common.cancelled'));
    this.#stop = new AbortController();
  }

  /** Resolves once none is under way. */
  async idle(): Promise<void> {
    await this.#running;
  }

  #carried(): MutationContext | null {
    return this.#host.carried(this.#stop.signal);
  }

  #lookAtPlaces(ctx: MutationContext): void {
    if (this.#looked.has(ctx.held)) return;
    this.#looked.add(ctx.held);
    const { vault } = this.#host.requireVault();
    this.#host.ports.noteVault?.({ path: vault.path, archives: countCustomers(ctx.reader) });
    void lookAtPlaces(ctx)
      .then(() => ctx.emit(() => ({ type: 'changed', kind: 'backup' })))
      .catch((error: unknown) => this.#report(error));
  }

  #begin(ctx: MutationContext): void {
    this.#running = this.#run(asProgram(ctx)).finally(() => {
      this.#running = null;
      // Whoever shows how far it is hears that it is over, however it ended.
      ctx.emit(() => ({ type: 'progress', job: DAILY, done: 1, total: 1 }));
    });
  }

  async #run(ctx: ProgramContext): Promise<void> {
    const now = ctx.clock.now();
    try {
      const { vault } = this.#host.requireVault();
      const made = await makeBackup(ctx, vault, { place: null, full: isFullDue(ctx.reader, now) });
      noteMade(this.#host, vault.path, made);
      await rotate(ctx, made);
    } catch (error) {
      if (!isBrokenOff(error)) this.#notBefore = now + AGAIN_MS;
      this.#report(error);
      ctx.emit(() => ({ type: 'changed', kind: 'backup' }));
    }
  }

  /** A place that is missing is said where the places are; what else goes wrong is a defect. */
  #report(error: unknown): void {
    const isSaid = error instanceof AppError && (isBrokenOff(error) || error.code.startsWith('backup.'));
    if (!isSaid) this.#host.ports.reportDefect?.(error);
  }
}

/** Has the desktop remember where the newest backup of a vault lies. */
export function noteMade(host: Pick<VaultHost, 'ports'>, path: string, { archives, folder, at }: Made): void {
  host.ports.noteVault?.({ path, archives, backup: { folder, at } });
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof AppError && ['common.cancelled', 'vault.locked'].includes(error.code);
}

type ProgramContext = Maker & MutationContext;

/** What the person signed in may do goes for nothing; everybody may see how far it is. */
function asProgram(ctx: MutationContext): ProgramContext {
  return {
    ...ctx,
    actor: { ...ctx.actor, roles: [] },
    program: { reach: PROGRAM_REACH.back_up_daily },
    progress: (job, done, total) => ctx.emit(() => ({ type: 'progress', job, done, total })),
  };
}

/** Clears up where it was put, unless it does not count or the date is in doubt. */
async function rotate(ctx: ProgramContext, { verified, places }: Made): Promise<void> {
  if (!verified || findDoubt(ctx.reader, ctx.clock)) return;
  const signers = listSigningKeys(ctx.reader).map(
    ({ id, signPublic }) => [id, Buffer.from(signPublic).toString('hex')] as const,
  );
  const input = {
    today: ctx.clock.today(),
    series: seriesOf(ctx.reader),
    isReleased: findFrozen(ctx.reader) === null,
    signers: Object.fromEntries(signers),
  };
  for (const { folder } of places) {
    if (folder === null) continue;
    const where = { place: dirname(folder), made: basename(folder) };
    await ctx.readLong(rotating, { ...input, ...where }, watchSilence(COPIES));
  }
}
