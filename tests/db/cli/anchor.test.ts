import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anchorDigits, inGroups } from '../../../db/domain/anchor-code.ts';
import { TEST_PASSWORD } from '../../support/template.ts';
import { runHere, runProcess } from './support.ts';

let folder = '';
let vault = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-cli-'));
  vault = join(folder, 'trial.kda');
  const named = ['--company', '佛山市测试五金有限公司', '--fonds', 'QZ01'];
  await runHere(['create', '--trial', '--archive', vault, ...named], TEST_PASSWORD);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Verified {
  ok: boolean;
  checks: Array<{ name: string; ok: boolean; detail: string }>;
  head: { seq: number; hash: string };
}

async function run(...args: readonly string[]) {
  const { exit, out, err } = await runHere([...args, '--archive', vault, '--json']);
  return { exit, err, value: out === '' ? null : (JSON.parse(out) as unknown) };
}

test('the log since its last anchor is verified for every day', async () => {
  await run('verify');
  const { exit, value } = await run('verify', '--since-anchor');
  const { ok, checks, head } = value as Verified;
  expect({ exit, ok }).toEqual({ exit: 0, ok: true });
  const names = ['audit_sequence', 'audit_chain', 'audit_signatures', 'audit_anchors'];
  expect(checks.map(({ name }) => name)).toEqual(names);
  // The rows after the anchor of the first sign-in, not the hundred and more before it.
  const rows = Number(/rows=(\d+)/.exec(checks[0]?.detail ?? '')?.[1]);
  expect(rows).toBeGreaterThan(0);
  expect(rows).toBeLessThan(head.seq / 2);
});

test('a code from paper: agrees, is of a later file, of another one, mistyped, and not written as it must be', async () => {
  const { head } = (await run('verify')).value as Verified;
  const code = inGroups(anchorDigits(head));
  expect(await run('anchor', 'check', ...code.split(' '))).toMatchObject({
    exit: 0,
    value: { state: 'agrees', seq: head.seq },
  });
  const later = anchorDigits({ ...head, seq: head.seq + 1_000 });
  expect(await run('anchor', 'check', later)).toMatchObject({ exit: 1, value: { state: 'older' } });
  const other = anchorDigits({ ...head, seq: 3 });
  expect(await run('anchor', 'check', other)).toMatchObject({
    exit: 1,
    value: { state: 'differs', seq: 3, first: 3 },
  });
  const mistyped = await runProcess(['anchor', 'check', code.slice(1), '--archive', vault], {
    password: TEST_PASSWORD,
  });
  expect(mistyped).toMatchObject({ exit: 1, out: '' });
  expect(mistyped.err).toContain('36 digits');
  expect(await run('anchor', 'check')).toMatchObject({ exit: 2, value: null });
  expect(await run('anchor', 'print')).toMatchObject({ exit: 2, value: null });
});
