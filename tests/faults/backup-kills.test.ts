import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readManifest } from '../../db/features/backup/manifest.ts';
import { Random } from '../../db/features/seed/random.ts';
import { homeFor, runHere } from '../db/cli/support.ts';
import { shareOf } from '../support/share.ts';
import { TEST_PASSWORD, todaysTemplate } from '../support/template.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'electron', 'stand-in', 'archive.ts');
const KILLS = shareOf(60, 3);
const random = new Random(inject('seed'));

let folder = '';
let vault = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-kills-'));
  vault = join(folder, 'vault.kda');
  const template = todaysTemplate(inject('templateVault'));
  for (const end of ['', '.keys', '.anchors']) copyFileSync(template + end, vault + end);
  await json('verify', '--archive', vault);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly folder: string;
  readonly ok: boolean;
  readonly head: { readonly seq: number; readonly hash: string };
}

async function json(...args: readonly string[]): Promise<Told> {
  const { exit, out, err } = await runHere([...args, '--json']);
  expect({ exit, err: exit === 0 ? '' : err }).toEqual({ exit: 0, err: '' });
  return JSON.parse(out) as Told;
}

/** Runs a command with all the processes that it starts, and ends them at once after so long; how long it took. */
async function runFor(ms: number, ...args: readonly string[]): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, [ENTRY, ...args], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, KEDANG_PASSWORD: TEST_PASSWORD, KEDANG_HOME: homeFor(args) },
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await Promise.race([ended, wait(ms, undefined, { ref: false })]);
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It had ended by itself, with all of its processes.
  }
  await ended;
  return performance.now() - started;
}

const strays = (place: string) => readdirSync(place).filter((name) => name.includes('.part'));

test(`a backup killed at ${KILLS} random moments is whole or none, and the vault and the next backup are sound`, async () => {
  const place = join(folder, 'stick');
  mkdirSync(place);
  const wholeMs = await runFor(60_000, 'backup', '--to', place, '--archive', vault);
  let first = await json('verify', '--archive', vault);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const place = join(folder, `stick-${kill}`);
    mkdirSync(place);
    await runFor(random.below(wholeMs), 'backup', '--to', place, '--archive', vault);
    for (const name of readdirSync(place).filter((one) => !one.startsWith('.')))
      expect(readManifest(join(place, name)).head.seq).toBeGreaterThan(first.head.seq);
    const next = await json('backup', '--to', place, '--archive', vault);
    expect([strays(place), strays(folder)]).toEqual([[], []]);
    const now = await json('verify', '--archive', vault);
    expect({ kill, ok: now.ok }).toEqual({ kill, ok: true });
    expect(next.head.seq).toBeGreaterThan(first.head.seq);
    first = now;
  }
}, 3_600_000);

test(`a restore killed at ${KILLS} random moments leaves what was there or what was restored, and keeps both`, async () => {
  const place = join(folder, 'drive');
  mkdirSync(place);
  const backup = await json('backup', '--to', place, '--archive', vault);
  const present = await json('verify', '--archive', vault);
  const copyOf = (name: string) => {
    const to = join(folder, name);
    mkdirSync(to);
    for (const file of readdirSync(folder).filter((one) => one.startsWith('vault.kda')))
      copyFileSync(join(folder, file), join(to, file));
    return join(to, 'vault.kda');
  };
  const lookAt = (name: string, target: string) => json('verify', '--archive', join(target, '..', name));
  const wholeMs = await runFor(60_000, 'restore', backup.folder, '--as', copyOf('restored'));
  for (let kill = 0; kill < KILLS; kill += 1) {
    const target = copyOf(`restored-${kill}`);
    await runFor(random.below(wholeMs), 'restore', backup.folder, '--as', target);
    const { ok, head } = await json('verify', '--archive', target);
    expect({ kill, ok }).toEqual({ kill, ok: true });
    const names = readdirSync(join(target, '..'));
    const aside = names.find((name) => /before-restore-.*\.kda$/.test(name));
    const isRestored = head.seq < present.head.seq;
    if (isRestored && aside === undefined) throw new Error('what was there is gone');
    const kept = aside === undefined || !isRestored ? head : (await lookAt(aside, target)).head;
    expect(kept.seq).toBeGreaterThanOrEqual(present.head.seq);
    expect(existsSync(`${target}.part`)).toBe(false);
  }
}, 3_600_000);
