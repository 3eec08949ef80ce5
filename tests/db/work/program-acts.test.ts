import { expect, test } from 'vitest';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { PROGRAM_ACTS } from '../../../db/features/vault/program-acts.ts';
import { recordAudit } from '../../../db/work/log/recorder.ts';
import { isWithinReach } from '../../../db/work/log/program-reach.ts';
import { runProgramActs, type ProgramAct } from '../../../db/work/program-acts.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';

async function carriedBy(vault: TestVault, acts: readonly ProgramAct[]) {
  await vault.signIn('developer');
  const failures: unknown[] = [];
  runProgramActs(acts, vault.opened, vault.contextOf('developer'), (error) => failures.push(error));
  return failures;
}

test('the daily anchor is the program’s act, signed with the key of whoever signs in next', async () => {
  await using vault = await openTestVault({ as: 'requester' });
  vault.clock.advance({ days: 1 });
  await vault.signIn('developer');
  const { rows } = await vault.as('auditor').audit.list({ action: 'audit.anchor', limit: 5 });
  expect(rows.map(({ role, login }) => [role, login])).toEqual([
    ['program', 'developer'],
    ['program', 'requester'],
  ]);
  await vault.signIn('archivist');
  const { ok, checks } = verifyVault(vault.contextOf('archivist'));
  expect({ ok, wrong: checks.filter((check) => !check.ok) }).toEqual({ ok: true, wrong: [] });
});

test('an act has the reach that is fixed for it, not that of whoever carries it', async () => {
  await using vault = await openTestVault();
  const seen: unknown[] = [];
  const act = (reach: readonly string[], action: string): ProgramAct => ({
    reach,
    isDue: () => true,
    run(db, { recorder }) {
      seen.push(recorder.actor.roles);
      recordAudit(db, recorder, { action, object: 'archive' });
    },
  });
  const failures = await carriedBy(vault, [
    act(['audit.anchor'], 'customers.edit'),
    act(['audit.anchor'], 'audit.anchor'),
  ]);
  expect(failures).toEqual([
    expect.objectContaining({ message: 'an act of the program does not reach customers.edit' }),
  ]);
  expect(seen).toEqual([[], []]);
  const { rows } = await vault.as('auditor').audit.list({ action: 'customers.edit', limit: 1 });
  expect(rows).toEqual([]);
});

test('an act that fails, keeps nobody out and is due again', async () => {
  await using vault = await openTestVault();
  const failing: ProgramAct = {
    reach: [],
    isDue: () => true,
    run() {
      throw new Error('full');
    },
  };
  expect(await carriedBy(vault, [failing])).toEqual([new Error('full')]);
});

test('every act may write only what verifying knows as the program’s', () => {
  const reaches = PROGRAM_ACTS.flatMap(({ reach }) => reach);
  expect(reaches.length).toBeGreaterThan(0);
  expect(reaches.filter((action) => !isWithinReach({ role: 'program', action }))).toEqual([]);
  expect(isWithinReach({ role: 'archivist', action: 'audit.anchor' })).toBe(false);
});

test('what somebody did under the program’s name is found', async () => {
  await using vault = await openTestVault();
  await vault.signIn('developer');
  const ctx = vault.contextOf('developer');
  vault.opened.handles.transaction((db) =>
    recordAudit(
      db,
      { ...ctx, program: { reach: ['settings.edit'] } },
      { action: 'settings.edit', object: 'settings' },
    ),
  );
  const { checks } = verifyVault(ctx);
  expect(checks.filter((check) => !check.ok).map(({ name }) => name)).toEqual([
    'audit_rights',
    'particulars',
  ]);
});
