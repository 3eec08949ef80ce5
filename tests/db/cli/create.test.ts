import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSession } from '../../../db/cli/session.ts';
import { openTerminal } from '../../../db/cli/terminal.ts';
import { FLOOR_COST } from '../../../db/vault/index.ts';
import { decodeKeysFile } from '../../../db/vault/keys-file.ts';
import { runHere, runProcess, type Ended } from './support.ts';

const PASSWORD = 'command line words';
const TRIAL = ['create', '--trial', '--fonds', 'QZ01'];

let folder = '';
let vault = '';
let made: Ended;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-cli-'));
  vault = join(folder, 'trial.kda');
  const args = [...TRIAL, '--archive', vault, '--company', '佛山市测试五金有限公司', '--json'];
  made = await runHere(args, PASSWORD);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('makes a trial vault and asks nothing', () => {
  expect(made).toMatchObject({ exit: 0, err: '' });
  expect(JSON.parse(made.out)).toMatchObject({
    fonds: 'QZ01',
    trial: true,
    company: '佛山市测试五金有限公司',
  });
});

test('a trial vault has keys that cost what whoever starts it says; the program says nothing', () => {
  const { slots } = decodeKeysFile(readFileSync(`${vault}.keys`));
  expect(slots.map(({ cost }) => cost)).toEqual(slots.map(() => FLOOR_COST));
  const session = openSession(openTerminal(false, process));
  expect(session.host.ports.cost).toBeUndefined();
  session.close();
});

test('verifies the trial vault, in a process of its own', async () => {
  const args = ['verify', '--archive', vault, '--json'];
  const { exit, out, err } = await runProcess(args, { password: PASSWORD });
  expect([exit, err]).toEqual([0, '']);
  const { ok, checks } = JSON.parse(out) as { ok: boolean; checks: Array<{ name: string; ok: boolean }> };
  expect(out.trimEnd().split('\n')).toHaveLength(1);
  expect([ok, checks.length > 3, checks.filter((check) => !check.ok)]).toEqual([true, true, []]);
});

test('the archivist of a trial vault has its password too', async () => {
  const args = ['search', '五金', '--archive', vault, '--json'];
  expect(await runHere(args, PASSWORD)).toMatchObject({ exit: 0, err: '' });
});

/** The words of `create` for real use. */
function realWords(name: string, recovery = join(folder, `${name}.txt`)): string[] {
  const company = ['--company', '佛山市真实五金有限公司', '--fonds', 'QZ02', '--recovery', recovery];
  return ['create', '--archive', join(folder, `${name}.kda`), ...company];
}

test('has the sheets of a vault for real use typed back, and takes them away when they are not', async () => {
  const input = 'root\n管理员\nAAAAA\nBBBBB\n';
  const result = await runProcess(realWords('real'), { password: PASSWORD, input });
  expect(result.exit).toBe(1);
  expect(result.err).toMatch(/recovery sheets are in/);
  expect(result.err.trim().split('\n').at(-1)).toMatch(/sheet/i);
  expect(readdirSync(folder).filter((name) => name.startsWith('real'))).toEqual([]);
});

test('an input that ends before the last answer cancels, and leaves nothing', async () => {
  const result = await runHere(realWords('ended'), PASSWORD, 'root\n管理员\nAAAAA\n');
  expect(result.exit).toBe(1);
  expect(result.err).toMatch(/recovery sheets are in/);
  expect(readdirSync(folder).filter((name) => name.startsWith('ended'))).toEqual([]);
});

test('asked for the sheets before it said that the login or a name could not be', async () => {
  for (const [input, problem] of [
    ['\u200b\n管理员\n', /login/i],
    ['root\n \n', /name of a person/],
  ] as const) {
    const { exit, err } = await runHere(realWords('early'), PASSWORD, input);
    expect([exit, err.includes('recovery sheets')]).toEqual([1, false]);
    expect(err).toMatch(problem);
  }
  expect(readdirSync(folder).filter((name) => name.startsWith('early'))).toEqual([]);
});

test('did not say which file was in the way of a new vault, and asked all questions first', async () => {
  const sheets = join(folder, 'mine.txt');
  writeFileSync(sheets, 'mine');
  const inWay = await runHere(realWords('way', sheets), PASSWORD);
  expect([inWay.exit, readFileSync(sheets, 'utf8')]).toEqual([1, 'mine']);
  expect(inWay.err).toContain(sheets);
  const again = await runHere([...TRIAL, '--archive', vault, '--company', '五金'], PASSWORD);
  expect(again.err).toContain(vault);
  const nowhere = await runHere(realWords('way', '/no such folder/x.txt'), PASSWORD);
  expect(nowhere.err).toContain('/no such folder');
});

test('made a trial vault without a name', async () => {
  const other = join(folder, 'nameless.kda');
  for (const company of ['', ' ', '五']) {
    const { exit, err } = await runHere([...TRIAL, '--archive', other, '--company', company], PASSWORD);
    expect([exit, existsSync(other)]).toEqual([1, false]);
    expect(err).toMatch(/--company/);
  }
});
