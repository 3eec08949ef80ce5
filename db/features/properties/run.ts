/** A test of everything: its parts one after the other; a pause gives up the part under way. */
import program from '../../../package.json' with { type: 'json' };
import { AppError } from '../../domain/errors.ts';
import type { PropertyCheck, PropertyResult } from '../../domain/properties.ts';
import type { Vault } from '../../vault/index.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { tryRestore } from '../backup/service.ts';
import { integrity, usability } from './checks.ts';
import { NONE_YET, propertyTest, type Counted, type Looked, type LookInput } from './look.ts';
import { checkSecurity } from './security.ts';
import { readStaff } from './staff.ts';
import { keepTest, tellOfTests } from './tests.ts';

/** Cards that are drawn and laid out. */
const PRINTS = 100;

/** How much of the whole each part is, in hundredths. */
const SHARES = { vault: 85, prints: 5, restore: 10 } as const;

/** A test that is under way or paused; it goes when the vault closes. */
interface TestUnderWay {
  readonly by: string;
  readonly begunAt: number;
  isRunning: boolean;
  isPausing: boolean;
  /** Hundredths. */
  done: number;
  vault: Looked | null;
  prints: Counted | null;
  restored: PropertyCheck | null;
}

const UNDER_WAY = 'properties.test';

function underWay({ outside }: Pick<QueryContext, 'outside'>): TestUnderWay | null {
  return (outside.get(UNDER_WAY) as TestUnderWay | undefined) ?? null;
}

/** What is under way, and how far. */
export function testStatus(ctx: QueryContext) {
  const test = underWay(ctx);
  if (!test) return { state: 'idle', by: null, begunAt: null, done: 0 } as const;
  const { by, begunAt, done, isRunning, isPausing } = test;
  const state = isRunning ? (isPausing ? 'pausing' : 'running') : 'paused';
  return { state, by, begunAt, done } as const;
}

/** What is under way stops at once. Error: `properties.not_running`. */
export function pauseTest(ctx: QueryContext): void {
  const test = underWay(ctx);
  if (!test?.isRunning) throw new AppError('properties.not_running');
  test.isPausing = true;
}

/** The number of the test; null where it was paused. */
export type Tested = { readonly id: number | null };

/**
 * Tests everything, or goes on with what was paused where it stopped: the part that was broken off begins again.
 * Errors: `properties.under_way`, `properties.not_paused`, `common.cancelled`, `vault.locked`.
 */
export async function runTest(
  ctx: MutationContext,
  vault: Pick<Vault, 'path'>,
  { goOn, inspectionId = null }: { readonly goOn: boolean; readonly inspectionId?: number | null },
): Promise<Tested> {
  const before = underWay(ctx);
  if (before?.isRunning) throw new AppError('properties.under_way');
  if (goOn && !before) throw new AppError('properties.not_paused');
  const test = goOn && before ? before : newTest(ctx);
  ctx.outside.set(UNDER_WAY, test);
  test.isRunning = true;
  test.isPausing = false;
  try {
    await lookAtAll(ctx, vault, test);
    const id = keepTest(ctx, {
      scope: 'all',
      inspectionId,
      begunAt: test.begunAt,
      result: resultOf(ctx, test),
    });
    ctx.outside.delete(UNDER_WAY);
    return { id };
  } catch (error) {
    if (isPause(error)) return { id: null };
    ctx.outside.delete(UNDER_WAY);
    throw error;
  } finally {
    test.isRunning = false;
    tellOfTests(ctx);
  }
}

const isPause = (error: unknown): boolean => error instanceof AppError && error.code === 'properties.paused';

function newTest({ actor, clock }: MutationContext): TestUnderWay {
  return {
    by: actor.name,
    begunAt: clock.now(),
    isRunning: false,
    isPausing: false,
    done: 0,
    vault: null,
    prints: null,
    restored: null,
  };
}

/** Each part that is not through. */
async function lookAtAll(
  ctx: MutationContext,
  vault: Pick<Vault, 'path'>,
  test: TestUnderWay,
): Promise<void> {
  const expectGoingOn = () => {
    if (test.isPausing) throw new AppError('properties.paused');
  };
  const look = async (input: LookInput, from: number, share: number): Promise<Looked> => {
    expectGoingOn();
    const onProgress = (done: number, total: number) =>
      tell(ctx, test, from + (share * done) / Math.max(1, total));
    return await ctx.readLong(propertyTest, input, { onProgress, onLook: expectGoingOn });
  };
  test.vault ??= await look({ part: 'vault' }, 0, SHARES.vault);
  const prints = { part: 'prints', count: PRINTS } as const;
  test.prints ??= (await look(prints, SHARES.vault, SHARES.prints)).prints ?? NONE_YET;
  expectGoingOn();
  test.restored ??= await restore(ctx, vault, test);
}

function tell(ctx: MutationContext, test: TestUnderWay, share: number): void {
  test.done = Math.floor(share);
  ctx.progress(propertyTest.name, test.done, 100);
}

/** The last backup, restored in a scratch folder; without one that can be reached nothing is proved. */
async function restore(
  ctx: MutationContext,
  vault: Pick<Vault, 'path'>,
  test: TestUnderWay,
): Promise<PropertyCheck> {
  const from = SHARES.vault + SHARES.prints;
  const progress = (_job: string, done: number, total: number) =>
    tell(ctx, test, from + (SHARES.restore * done) / Math.max(1, total));
  try {
    const { ok, result, trouble } = await tryRestore({ ...ctx, progress }, vault);
    const tables = result?.tables.length ?? 0;
    const note = trouble === null ? null : 'not_restored';
    const detail = {
      records: result?.records ?? 0,
      problems: tables + (result?.wrong ?? 0),
      trouble: trouble ?? '',
    };
    return usability({ name: 'restore', scope: result?.records ?? 0, ok, note, detail });
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('backup.')) throw error;
    return usability({
      name: 'restore',
      scope: 0,
      ok: false,
      note: 'no_backup',
      detail: { trouble: error.code },
    });
  }
}

function resultOf(ctx: MutationContext, { vault, prints, restored }: TestUnderWay): PropertyResult {
  const of = (name: string, { looked, problems, first }: Counted) => ({
    name,
    scope: looked,
    ok: problems === 0,
    detail: { rows: looked, problems, first },
  });
  return {
    checks: [
      ...(vault?.checks ?? []),
      integrity(of('required_fields', vault?.complete ?? NONE_YET)),
      usability(of('cards', vault?.cards ?? NONE_YET)),
      usability(of('prints', prints ?? NONE_YET)),
      ...(restored ? [restored] : []),
      ...checkSecurity(ctx.reader, ctx.clock, readStaff(ctx.reader)),
    ],
    head: vault?.head ?? null,
    program: program.version,
  };
}
