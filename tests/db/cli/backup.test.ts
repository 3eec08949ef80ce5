import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TEST_PASSWORD } from '../../support/template.ts';
import { runHere, runProcess } from './support.ts';

interface BackedUp {
  folder: string;
  verified: boolean;
  head: { seq: number; hash: string };
  archives: number;
}
interface Restored extends BackedUp {
  lost: null | { acts: number; people: Array<{ name: string; acts: number }>; first: string; last: string };
  aside: string | null;
}

let folder = '';
let vault = '';
let stick = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-cli-'));
  vault = join(folder, 'trial.kda');
  stick = join(folder, 'stick');
  mkdirSync(stick);
  const named = ['--company', '佛山市测试五金有限公司', '--fonds', 'QZ01'];
  await runHere(['create', '--trial', '--archive', vault, ...named], TEST_PASSWORD);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function json<Value>(...args: readonly string[]): Promise<Value> {
  const { exit, out, err } = await runHere([...args, '--json']);
  expect({ exit, err: exit === 0 ? '' : err }).toEqual({ exit: 0, err: '' });
  return JSON.parse(out) as Value;
}

test('a vault is backed up, lost and restored from the command line, in processes of its own', async () => {
  const made = await runProcess(['backup', '--to', stick, '--archive', vault, '--json'], {
    password: TEST_PASSWORD,
  });
  expect(made.exit).toBe(0);
  const backup = JSON.parse(made.out) as BackedUp;
  expect(Object.keys(backup)).toEqual(['folder', 'verified', 'head', 'archives']);
  expect(backup).toMatchObject({ verified: true, archives: 0 });
  expect(backup.head.hash).toMatch(/^[0-9a-f]{64}$/);
  for (const name of readdirSync(folder)) if (name.startsWith('trial')) rmSync(join(folder, name));
  const back = await runProcess(['restore', backup.folder, '--as', vault, '--json'], {
    password: TEST_PASSWORD,
  });
  expect(back).toMatchObject({ exit: 0, err: '' });
  const { head, archives, lost, verified } = JSON.parse(back.out) as Restored;
  expect({ head, archives, lost, verified }).toEqual({
    head: backup.head,
    archives: 0,
    lost: null,
    verified: true,
  });
  expect(await json<{ ok: boolean }>('verify', '--archive', vault)).toMatchObject({ ok: true });
}, 60_000);

test('a place that holds backups gives its newest, and what is there goes aside with a word of what it had', async () => {
  const first = await json<BackedUp>('backup', '--to', stick, '--archive', vault);
  const second = await json<BackedUp>('backup', '--to', stick, '--archive', vault, '--full');
  expect(second.head.seq).toBeGreaterThan(first.head.seq);
  await json('search', '五金', '--archive', vault);
  const restored = await json<Restored>('restore', stick, '--as', vault, '--user', 'archivist');
  expect(restored).toMatchObject({ folder: second.folder, head: second.head });
  expect(restored.lost?.acts).toBeGreaterThan(2);
  expect(restored.lost?.people.length).toBeGreaterThan(0);
  expect(Date.parse(restored.lost?.first ?? '')).toBeLessThanOrEqual(Date.parse(restored.lost?.last ?? ''));
  expect(await json<{ ok: boolean }>('verify', '--archive', restored.aside ?? '')).toMatchObject({
    ok: true,
  });
});

test('says in one line what was wrong, with the exit code of a refusal or of wrong words', async () => {
  const lineOf = async (...args: readonly string[]) => {
    const { exit, out, err } = await runHere(args);
    return { exit, out, lines: err.trim().split('\n').length };
  };
  const at = ['--archive', vault];
  expect(await lineOf('backup', ...at)).toEqual({ exit: 2, out: '', lines: 1 });
  expect(await lineOf('restore', '--as', vault)).toEqual({ exit: 2, out: '', lines: 1 });
  expect(await lineOf('restore', stick)).toEqual({ exit: 2, out: '', lines: 1 });
  // The other line says that what stands there was restored, and nobody has looked at that yet.
  expect(await lineOf('backup', '--to', join(folder, 'gone'), ...at)).toEqual({ exit: 1, out: '', lines: 2 });
  expect(await lineOf('backup', '--to', stick, '--user', 'archivist', ...at)).toEqual({
    exit: 1,
    out: '',
    lines: 2,
  });
  const none = await runHere(['restore', join(folder, 'gone'), '--as', join(folder, 'x.kda')]);
  expect(none).toMatchObject({ exit: 1, out: '' });
  expect(readdirSync(folder)).not.toContain('x.kda');
});

test('an archive is moved to another folder, opens there, and is looked for in vain where it was', async () => {
  const home = join(folder, '新 位置');
  const synced = join(folder, 'OneDrive');
  for (const made of [home, synced]) mkdirSync(made);
  const at = ['--archive', vault];
  expect(await runHere(['move', ...at])).toMatchObject({ exit: 2, out: '' });
  expect(await runHere(['move', '--to', synced, ...at])).toMatchObject({ exit: 1, out: '' });
  const moved = await json<{ from: string; to: string; aside: string; head: BackedUp['head'] }>(
    'move',
    '--to',
    home,
    ...at,
  );
  expect(Object.keys(moved)).toEqual(['from', 'to', 'aside', 'head']);
  expect(moved).toMatchObject({ from: vault, to: join(home, 'trial.kda') });
  const { ok, head } = await json<{ ok: boolean; head: BackedUp['head'] }>('verify', '--archive', moved.to);
  expect({ ok, goesOn: head.seq > moved.head.seq }).toEqual({ ok: true, goesOn: true });
  expect(await json('verify', '--archive', moved.aside)).toMatchObject({ ok: true });
  const gone = await runHere(['verify', ...at]);
  expect(gone).toMatchObject({ exit: 1, out: '' });
  expect(gone.err).toContain('“新 位置”');
});
