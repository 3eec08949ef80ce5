/**
 * Reports on their due dates (rules.md B2). They are compiled by the program, whoever is signed in: computed away from
 * the vault's thread, then written in a short transaction.
 */
import { spanOf } from '../../../domain/figures/periods.ts';
import { BetweenCalls, isBrokenOff, type ByProgram } from '../../../work/between-calls.ts';
import { takeProgramStep } from '../../../work/flow/engine.ts';
import type { VaultHost } from '../../../work/host.ts';
import { PROGRAM_REACH } from '../../../work/log/program-reach.ts';
import { findRequest } from '../requests/store.ts';
import { reports } from './flow.ts';
import { askedOf, compiledOf, freeze, keepContent, type Frozen } from './freeze.ts';
import { listMissing, type MissingRun } from './missing.ts';
import { hasRun, insertReport } from './store.ts';

/** Looks for what fell due. What could not be compiled is left until the vault is opened anew or the day is another. */
export class DueReports extends BetweenCalls {
  constructor(host: VaultHost) {
    const failed = new Set<string>();
    super(host, PROGRAM_REACH.compile_reports, (ctx) =>
      compileMissing(ctx, failed, (error) => host.ports.reportDefect?.(error)),
    );
  }
}

/** One that cannot be compiled keeps no other from it. */
async function compileMissing(ctx: ByProgram, failed: Set<string>, report: (error: unknown) => void) {
  const today = ctx.clock.today();
  for (const missing of listMissing(ctx.reader, today)) {
    const key = `${ctx.facts.archiveId} ${today} ${missing.request.id} ${missing.period}`;
    if (failed.has(key)) continue;
    try {
      await compileOne(ctx, missing);
    } catch (error) {
      if (isBrokenOff(error)) throw error;
      failed.add(key);
      report(error);
    }
  }
}

async function compileOne(ctx: ByProgram, missing: MissingRun): Promise<void> {
  const { name, asked, scope } = missing.request;
  const frozen = await freeze(ctx, askedOf({ name, asked, scope, period: missing.period }));
  ctx.transaction((db) => keepRun(db, ctx, missing, frozen));
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
