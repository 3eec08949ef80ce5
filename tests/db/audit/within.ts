import type { Database } from 'better-sqlite3';
import { verifyVault, type Check, type CheckName } from '../../../db/features/audit/verify.ts';
import type { AuditEntry, MutationContext } from '../../../db/work/context.ts';
import { recordAudit } from '../../../db/work/log/recorder.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import type { TestVault } from '../../support/vault.ts';

/** What somebody works with who has the open file and a tool of their own, and can sign as the archivist. */
export interface Within {
  readonly db: Database;
  /** Writes a row at the end of the log, as the program would. */
  log(...entries: readonly AuditEntry[]): void;
}

/** Does something to an open vault, looks at everything, and takes back what was done: one vault serves many looks. */
export function checksWithin(
  vault: TestVault,
  work: (within: Within) => void,
  { trial = false } = {},
): Record<CheckName, Check> {
  return within(vault, work, (ctx) => {
    const { checks } = verifyVault({ ...ctx, facts: { ...ctx.facts, trial } });
    return Object.fromEntries(checks.map((check) => [check.name, check])) as Record<CheckName, Check>;
  });
}

/** The same with a look of one's own. */
export function within<Result>(
  { opened, contextOf }: TestVault,
  work: (within: Within) => void,
  look: (ctx: MutationContext) => Result,
): Result {
  const { database } = opened.vault;
  const ctx: MutationContext = contextOf('archivist');
  database.pragma('foreign_keys = off');
  database.exec('savepoint before_it');
  try {
    withoutTriggers(database, () =>
      work({
        db: database,
        log: (...entries) =>
          ctx.transaction((db) => {
            for (const entry of entries) recordAudit(db, ctx, entry);
          }),
      }),
    );
    return look(ctx);
  } finally {
    database.exec('rollback to before_it; release before_it');
    database.pragma('foreign_keys = on');
  }
}

/** The names of those that do not hold. Rows here are made up: by what right is the matter of `rights.test.ts`. */
export const wrongOf = (checks: Record<CheckName, Check>): CheckName[] =>
  Object.values(checks)
    .filter(({ ok, name }) => !ok && name !== 'audit_rights')
    .map(({ name }) => name);
