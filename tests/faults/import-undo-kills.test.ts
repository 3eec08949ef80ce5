import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { Random } from '../../db/features/seed/random.ts';
import { homeFor, runHere } from '../db/cli/support.ts';
import { shareOf } from '../support/share.ts';
import { TEST_PASSWORD, todaysTemplate } from '../support/template.ts';

const ENTRY = join(import.meta.dirname, '..', '..', 'electron', 'stand-in', 'archive.ts');
const KILLS = shareOf(40, 3);
const ARCHIVES = 1_500;
const random = new Random(inject('seed'));

let folder = '';
let vault = '';

async function json<Value>(...args: readonly string[]): Promise<Value> {
  const { exit, out, err } = await runHere([...args, '--json', '--archive', vault]);
  expect({ exit, err: exit === 0 ? '' : err }).toEqual({ exit: 0, err: '' });
  return JSON.parse(out) as Value;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-undo-kills-'));
  vault = join(folder, 'vault.kda');
  const template = todaysTemplate(inject('templateVault'));
  for (const end of ['', '.keys', '.anchors']) copyFileSync(template + end, vault + end);
  const ledger = join(folder, 'ledger.csv');
  const rows = Array.from({ length: ARCHIVES }, (_, index) => `龙江第${index}五金厂,供应商`);
  writeFileSync(ledger, ['客户名称,客户分类', ...rows].join('\n'));
  await json('import', ledger);
}, 600_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Takes the import back in a process of its own, which is ended at once after so long; how long it took. */
async function undoFor(ms: number): Promise<number> {
  const args = ['import', 'undo', '1', '--archive', vault];
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
    // It had ended by itself.
  }
  await ended;
  return performance.now() - started;
}

interface Line {
  readonly undone: object | null;
}

test(`taking an import back killed at ${KILLS} random moments leaves all of it or nothing`, async () => {
  const whole = vault;
  let tookMs = 120_000;
  const looks: boolean[] = [];
  for (let kill = 0; kill <= KILLS; kill += 1) {
    // Each time another copy, of which the program has seen nothing newer.
    vault = join(folder, `copy-${kill}.kda`);
    for (const end of ['', '.keys', '.anchors']) copyFileSync(whole + end, vault + end);
    // The first is left to end by itself.
    const ms = await undoFor(kill === 0 ? tookMs : random.below(tookMs));
    if (kill === 0) tookMs = ms;
    const [one] = await json<readonly Line[]>('import', 'list');
    const [found] = await json<ReadonlyArray<{ total: number }>>('search', '龙江');
    const isUndone = one?.undone !== null;
    looks.push(isUndone);
    expect({ kill, total: found?.total }).toEqual({ kill, total: isUndone ? 0 : ARCHIVES });
    expect(await json('verify', '--user', 'auditor')).toMatchObject({ ok: true });
  }
  expect(looks[0]).toBe(true);
}, 3_600_000);
