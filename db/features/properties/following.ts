/** Tests that follow what was done: at filing, and at backup (rules.md D5). The rows are the program's. */
import program from '../../../package.json' with { type: 'json' };
import type { MutationContext } from '../../work/context.ts';
import type { VaultHost } from '../../work/host.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import type { Recorder } from '../../work/log/recorder.ts';
import { newestRowOf } from '../../work/log/store.ts';
import { AppError } from '../../domain/errors.ts';
import { listMade, type MadeBackup } from '../backup/service.ts';
import { authenticity, usability } from './checks.ts';
import { filedTest, findUntested, lookAtFiled, type FiledRange } from './filed.ts';
import * as store from './store.ts';
import { keepTest } from './tests.ts';

/** So many archives are looked at between two calls: some milliseconds each. More are for a process of their own. */
const AT_ONCE = 20;

type Following = MutationContext & Pick<Recorder, 'program'>;

/** Looks every few seconds for what was filed or backed up since; a lock breaks it off, and it is found again. */
export class FollowingTests {
  readonly #host: VaultHost;
  #running: Promise<void> | null = null;
  #stop = new AbortController();

  constructor(host: VaultHost) {
    this.#host = host;
  }

  /** To be called every few seconds. */
  look(): void {
    const carried = this.#host.carried(this.#stop.signal);
    if (!carried || this.#running) return;
    const ctx = asProgram(carried);
    this.#running = this.#follow(ctx).finally(() => {
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

  async #follow(ctx: Following): Promise<void> {
    try {
      keepBackupTest(ctx);
      const untested = findUntested(ctx.reader);
      if (untested) await testFiled(ctx, untested);
    } catch (error) {
      if (!isBrokenOff(error)) this.#host.ports.reportDefect?.(error);
    }
  }
}

function isBrokenOff(error: unknown): boolean {
  return (
    error instanceof AppError && ['common.cancelled', 'vault.locked', 'clock.in_doubt'].includes(error.code)
  );
}

/** What the person signed in may do goes for nothing. */
function asProgram(ctx: MutationContext): Following {
  return {
    ...ctx,
    actor: { ...ctx.actor, roles: [] },
    program: { reach: PROGRAM_REACH.test_properties },
    progress: () => {},
  };
}

async function testFiled(ctx: Following, range: FiledRange): Promise<void> {
  const begunAt = ctx.clock.now();
  const { first, last } = range;
  const isFew = last - first < AT_ONCE;
  const result = isFew ? lookAtFiled(ctx, range) : await ctx.readLong(filedTest, range);
  keepTest(ctx, { scope: first === last ? 'archive' : 'import', archives: range, begunAt, result });
}

/** What the newest backup looked at, once: nothing is looked at again. */
function keepBackupTest(ctx: Following): void {
  const made = newestRowOf(ctx.reader, 'backup.make');
  if (!made || made.seq < (store.lastBackupTest(ctx.reader)?.seq ?? 0)) return;
  const [backup] = listMade(ctx.reader, 1);
  if (!backup) return;
  const result = { checks: checksOf(backup), head: backup.head, program: program.version };
  keepTest(ctx, { scope: 'backup', begunAt: backup.at, result });
}

function checksOf({ verified, apart, full, head, bytes }: MadeBackup) {
  const note = full ? null : 'since';
  const detail = { seq: head.seq, bytes };
  return [
    authenticity({ name: 'backup_log', scope: head.seq, ok: verified || apart, note, detail }),
    usability({ name: 'backup_whole', scope: 1, ok: verified, note: apart ? 'fallen' : null, detail }),
  ];
}
