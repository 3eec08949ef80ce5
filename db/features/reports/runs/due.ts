/**
 * Reports on their due dates (rules.md B2). They are compiled by the program, whoever is signed in: computed away from
 * the vault's thread, then written in a short transaction.
 */
import { AppError } from '../../../domain/errors.ts';
import { spanOf } from '../../../domain/figures/periods.ts';
import type { MutationContext } from '../../../work/context.ts';
import { takeProgramStep } from '../../../work/flow/engine.ts';
import type { VaultHost } from '../../../work/host.ts';
import { PROGRAM_REACH } from '../../../work/log/program-reach.ts';
import type { Recorder } from '../../../work/log/recorder.ts';
import { findRequest } from '../requests/store.ts';
import { reports } from './flow.ts';
import { askedOf, compiledOf, freeze, keepContent, type Frozen } from './freeze.ts';
import { listMissing, type MissingRun } from './missing.ts';
import { hasRun, insertReport } from './store.ts';

type ByProgram = MutationContext & Pick<Recorder, 'program'>;

/** Looks every few seconds for what fell due; a lock breaks it off, and it is found again. */
export class DueReports {
  readonly #host: VaultHost;
  #running: Promise<void> | null = null;
  #stop = new AbortController();
  /** What could not be compiled is left until the vault is opened anew or the day is another. */
  readonly #failed = new Set<string>();

  constructor(host: VaultHost) {
    this.#host = host;
  }

  /** To be called every few seconds. */
  look(): void {
    const carried = this.#host.carried(this.#stop.signal);
    if (!carried || this.#running) return;
    const ctx = asProgram(carried);
    this.#running = this.#compile(ctx).finally(() => {
      this.#running = null;
    });
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

  async #compile(ctx: ByProgram): Promise<void> {
    const today = ctx.clock.today();
    try {
      for (const missing of listMissing(ctx.reader, today)) {
        const key = `${ctx.facts.archiveId} ${today} ${missing.request.id} ${missing.period}`;
        if (!this.#failed.has(key)) await this.#compileOne(ctx, missing, key);
      }
    } catch (error) {
      if (!isBrokenOff(error)) this.#host.ports.reportDefect?.(error);
    }
  }

  async #compileOne(ctx: ByProgram, missing: MissingRun, key: string): Promise<void> {
    try {
      const { name, asked, scope } = missing.request;
      const frozen = await freeze(ctx, askedOf({ name, asked, scope, period: missing.period }));
      ctx.transaction((db) => keepRun(db, ctx, missing, frozen));
    } catch (error) {
      if (isBrokenOff(error)) throw error;
      // One that cannot be compiled keeps no other from it.
      this.#failed.add(key);
      this.#host.ports.reportDefect?.(error);
    }
  }
}

const BROKEN_OFF: readonly string[] = ['common.cancelled', 'vault.locked', 'clock.in_doubt'];

const isBrokenOff = (error: unknown): boolean => error instanceof AppError && BROKEN_OFF.includes(error.code);

/** What the person signed in may do goes for nothing. */
function asProgram(ctx: MutationContext): ByProgram {
  return {
    ...ctx,
    actor: { ...ctx.actor, roles: [] },
    program: { reach: PROGRAM_REACH.compile_reports },
    progress: () => {},
  };
}

/** Writes what was computed, unless the request ended meanwhile, or the report is there. */
function keepRun(
  db: Parameters<typeof keepContent>[0],
  ctx: ByProgram,
  { request: { id: requestId }, period }: MissingRun,
  frozen: Frozen,
): void {
  const request = findRequest(db, requestId);
  if (request?.state !== 'approved' || hasRun(db, requestId, period)) return;
  const at = ctx.clock.now();
  const id = insertReport(db, {
    request_id: requestId,
    name: request.name,
    title: frozen.title,
    period,
    due_on: spanOf(period).to,
    revision: 1,
    replaces: null,
    asked: request.asked,
    scope: request.scope,
    ...compiledOf(frozen, { by: null, at }),
    updated_at: at,
  });
  keepContent(db, ctx, id, frozen.content);
  takeProgramStep(db, ctx, reports, { id, step: 'fall_due', isNew: true });
}
