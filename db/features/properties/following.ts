/** Tests that follow what was done: at filing, and at backup (rules.md D5). The rows are the program's. */
import program from '../../../package.json' with { type: 'json' };
import { BetweenCalls, type ByProgram } from '../../work/between-calls.ts';
import type { VaultHost } from '../../work/host.ts';
import { PROGRAM_REACH } from '../../work/log/program-reach.ts';
import { newestRowOf } from '../../work/log/store.ts';
import { listMade, type MadeBackup } from '../backup/service.ts';
import { authenticity, usability } from './checks.ts';
import { filedTest, findUntested, lookAtFiled, type FiledRange } from './filed.ts';
import * as store from './store.ts';
import { keepTest } from './tests.ts';

/** So many archives are looked at between two calls: some milliseconds each. More are for a process of their own. */
const AT_ONCE = 20;

/** Looks for what was filed or backed up since. */
export class FollowingTests extends BetweenCalls {
  constructor(host: VaultHost) {
    super(host, PROGRAM_REACH.test_properties, follow);
  }
}

async function follow(ctx: ByProgram): Promise<void> {
  keepBackupTest(ctx);
  const untested = findUntested(ctx.reader);
  if (untested) await testFiled(ctx, untested);
}

async function testFiled(ctx: ByProgram, range: FiledRange): Promise<void> {
  const begunAt = ctx.clock.now();
  const { first, last } = range;
  const isFew = last - first < AT_ONCE;
  const result = isFew ? lookAtFiled(ctx, range) : await ctx.readLong(filedTest, range);
  keepTest(ctx, { scope: first === last ? 'archive' : 'import', archives: range, begunAt, result });
}

/** What the newest backup looked at, once: nothing is looked at again. */
function keepBackupTest(ctx: ByProgram): void {
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
