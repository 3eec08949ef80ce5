import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { refuseSwitches } from '../../../electron/main/refusing.ts';
import { refusedSwitches, TEST_ENVIRONMENT, type Start } from '../../../electron/main/switches.ts';
import { app, dialogs } from '../support/electron.ts';

const START: Start = {
  arguments: [],
  environment: {},
  platform: 'linux',
  isRoot: false,
  isPackaged: true,
};
const refused = (start: Partial<Start>) => refusedSwitches({ ...START, ...start });

test.each([
  '--remote-debugging-port=9222',
  '--remote-debugging-pipe',
  '--remote-debugging-address=0.0.0.0',
  '--remote-allow-origins=*',
  '--inspect',
  '--inspect=0.0.0.0:9229',
  '--inspect-brk',
  '--inspect-port=1',
  '--inspect-publish-uid=http',
  '--js-flags=--expose-gc',
  '--no-sandbox',
  '--disable-gpu-sandbox',
  '--disable-seccomp-filter-sandbox',
  '--allow-sandbox-debugging',
  '--gpu-launcher=/bin/sh',
  '--renderer-cmd-prefix=/bin/sh',
  '--utility-cmd-prefix=/bin/sh',
  '--single-process',
  '--load-extension=/tmp/x',
  '--disable-extensions-except=/tmp/x',
  '--user-data-dir=/tmp/x',
  '--disk-cache-dir=/tmp/x',
  '--disable-web-security',
  '--disable-site-isolation-trials',
  '--allow-file-access-from-files',
  '--unsafely-treat-insecure-origin-as-secure=http://x',
  '--host-rules=MAP * 127.0.0.1',
  '--host-resolver-rules=MAP * 127.0.0.1',
  '--proxy-server=127.0.0.1:8080',
  '--proxy-pac-url=http://x',
  '--ssl-key-log-file=/tmp/x',
  '--log-net-log=/tmp/x',
  '--ignore-certificate-errors',
  '--enable-logging',
  '--enable-automation',
  '--crash-dumps-dir=/tmp',
  '--app=/tmp/x',
  '--require=/tmp/x.js',
  '-r',
  '-inspect',
  '--INSPECT',
  '--stand-in-headless',
  '--what-nobody-knows-yet',
])('%s is refused by the packaged program', (argument) => {
  const name = argument.replace(/^-+/, '').split('=')[0]?.toLowerCase();
  expect(refused({ arguments: ['file.kda', '--', argument] })).toEqual([`--${name}`]);
});

test('what changes nothing but the look is not, nor what is no switch', () => {
  const given = ['--lang=en', '--disable-gpu', '--ozone-platform=wayland', '/home/a/客户.kda', '--', '-', ''];
  expect(refused({ arguments: given })).toEqual([]);
});

test('the sandbox is left to root on Linux alone, who has none', () => {
  const sandboxed = { arguments: ['--no-sandbox'] };
  expect(refused({ ...sandboxed, isRoot: true })).toEqual([]);
  expect(refused({ ...sandboxed, isRoot: true, platform: 'darwin' })).toEqual(['--no-sandbox']);
});

test('switches are known by the signs of each system', () => {
  expect(refused({ arguments: ['/Inspect:1', '/remote-debugging-port=1'], platform: 'win32' })).toEqual([
    '--inspect1',
    '--remote-debugging-port',
  ]);
  expect(refused({ arguments: ['-psn_0_12345'], platform: 'darwin' })).toEqual([]);
  expect(refused({ arguments: ['-psn_0_12345'] })).toHaveLength(1);
});

test.each<[string, string, string[]]>([
  ['NODE_OPTIONS', '--inspect=9229', ['NODE_OPTIONS']],
  ['NODE_OPTIONS', '--max-old-space-size=900 --require "/tmp/x.js"', ['NODE_OPTIONS']],
  ['NODE_OPTIONS', '--import=/tmp/x.mjs', ['NODE_OPTIONS']],
  ['NODE_OPTIONS', '-r /tmp/x.js', ['NODE_OPTIONS']],
  ['NODE_OPTIONS', '--max-old-space-size=900', []],
  ['ELECTRON_RUN_AS_NODE', '1', ['ELECTRON_RUN_AS_NODE']],
  ['ELECTRON_DISABLE_SANDBOX', '1', ['ELECTRON_DISABLE_SANDBOX']],
  ['ELECTRON_FORCE_IS_PACKAGED', '1', ['ELECTRON_FORCE_IS_PACKAGED']],
])('of the environment %s=%s is answered %j', (name, value, expected) => {
  expect(refused({ environment: { [name]: value } })).toEqual(expected);
});

test('a test may start it as it likes, but never the packaged program', () => {
  const start = { arguments: ['--inspect=0'], environment: { [TEST_ENVIRONMENT]: '1' } };
  expect(refused({ ...start, isPackaged: false })).toEqual([]);
  expect(refused(start)).toEqual(['--inspect']);
  expect(refused({ arguments: ['--user-data-dir=/x'], isPackaged: false })).toEqual(['--user-data-dir']);
});

const given = process.argv;
const under = process.env[TEST_ENVIRONMENT];
afterEach(() => {
  process.argv = given;
  if (under === undefined) delete process.env[TEST_ENVIRONMENT];
});

test('the program says which switches it refuses, no more of them than a name, and ends with a code', () => {
  app.ended.length = 0;
  dialogs.errors.length = 0;
  process.argv = ['kedang', '.', '--inspect=0', `--x${'<b>'.repeat(40)}=1`];
  expect(refuseSwitches()).toBe(true);
  expect(app.ended).toEqual(['exit 2']);
  const [error = ''] = dialogs.errors;
  expect(error).toContain('--inspect --x');
  expect(error).not.toMatch(/[<>]|b{60}/);
  process.argv = ['kedang', '.'];
  expect(refuseSwitches()).toBe(false);
  expect(app.ended).toEqual(['exit 2']);
});

const STAND_IN = join(import.meta.dirname, '..', '..', '..', 'electron', 'stand-in', 'run.ts');

test.each([
  { node: [], given: ['--remote-debugging-port=9222'], said: '--remote-debugging-port' },
  { node: [], given: ['--user-data-dir=/tmp/elsewhere'], said: '--user-data-dir' },
  { node: [], given: ['--stand-in-headless'], said: '--stand-in-headless' },
  { node: ['--inspect=127.0.0.1:0'], given: [], said: '--inspect' },
])('the stand-in started with $node $given says so and ends with a code', ({ node, given: more, said }) => {
  const { [TEST_ENVIRONMENT]: _, ...environment } = process.env;
  const { status, stderr } = spawnSync(process.execPath, [...node, STAND_IN, 'absent.js', ...more], {
    env: { ...environment, LANG: 'zh_CN.UTF-8' },
    encoding: 'utf8',
  });
  expect(stderr).toContain(said);
  expect(stderr).toContain('已拒绝');
  expect(status).toBe(2);
});
