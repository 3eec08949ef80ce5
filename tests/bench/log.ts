import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadableDb } from '../../db/connection/handles.ts';
import { anchorBackup, checkLogSince, headOf, keepAnchors } from '../../db/features/audit/service.ts';
import { verificationSince, type VerificationSince } from '../../db/features/audit/verify-since.ts';
import { verifyVault } from '../../db/features/audit/verify.ts';
import { listSigningKeys } from '../../db/features/accounts/service.ts';
import { verifySignature } from '../../db/vault/index.ts';
import { recordAudit } from '../../db/work/log/recorder.ts';
import * as log from '../../db/work/log/store.ts';
import { say, timed, type Figure } from './figures.ts';
import { makeTrialVault, openAs, type OpenedVault } from './vault.ts';

/** Rows of the log that a department of ten writes on a busy day. */
const DAY = 5_000;
const AT_ONCE = 20_000;

/** The log looked at from its first row with every signature, and the rows of a day since its last anchor. */
export async function benchLog(folder: string, rows: number): Promise<Figure[]> {
  const path = join(folder, 'log.kda');
  await makeTrialVault(path, 0);
  const filling = await openAs(path, 'archivist');
  say(`  ${rows} rows of the log …`);
  for (let written = 0; written < rows - DAY; written += AT_ONCE)
    write(filling, Math.min(AT_ONCE, rows - DAY - written));
  filling.close();
  const opened = await openAs(path, 'archivist');
  const { ctx } = opened;
  try {
    const bare = timed(() => verifyBare(ctx.reader));
    const chained = timed(() => expectSound(checkLogSince(ctx.reader, null)));
    const whole = timed(() => expectSound(verifyVault(ctx).checks));
    const anchored = headOf(ctx.reader);
    ctx.transaction((db) => anchorBackup(db, ctx));
    keepAnchors(ctx.reader, ctx.facts);
    write(opened, DAY);
    let since: VerificationSince | undefined;
    const day = timed(() => {
      since = verificationSince.run({ ...ctx, progress: () => {} }, null);
    });
    if (!since?.ok || (since.since?.seq ?? 0) < (anchored?.seq ?? 0)) throw new Error('not since an anchor');
    const megabytes = Math.round(statSync(path).size / 2 ** 20);
    return [
      {
        name: `log of ${log.countRows(ctx.reader)} rows (${megabytes} MiB), chain and signatures`,
        limit: 1.3 * bare,
        unit: 'ms',
        measured: chained,
        baseline: bare,
        against: 'signatures alone',
      },
      {
        name: 'the whole look at that vault',
        limit: 1.6 * bare,
        unit: 'ms',
        measured: whole,
        baseline: bare,
        against: 'signatures alone',
      },
      { name: `${DAY} rows since the last anchor`, limit: 2_000, unit: 'ms', measured: day },
    ];
  } finally {
    opened.close();
  }
}

function write({ ctx }: OpenedVault, rows: number): void {
  ctx.transaction((db) => {
    for (let row = 0; row < rows; row += 1)
      recordAudit(db, ctx, { action: 'audit.verify', object: 'archive', after: row });
  });
}

/** Nothing but the signatures, by the keys and hashes that stand in the rows. */
function verifyBare(db: ReadableDb): void {
  const keys = new Map(listSigningKeys(db).map(({ id, signPublic }) => [id, signPublic]));
  for (const { signature, hash, account_key_id } of log.iterateAudit(db)) {
    const key = keys.get(account_key_id);
    if (signature && (!key || !verifySignature(signature, hash, key))) throw new Error('a wrong signature');
  }
}

function expectSound(checks: ReadonlyArray<{ readonly name: string; readonly ok: boolean }>): void {
  const failed = checks.filter(({ ok }) => !ok).map(({ name }) => name);
  if (failed.length > 0) throw new Error(failed.join());
}
