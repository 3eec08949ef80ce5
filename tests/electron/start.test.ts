import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const work = mkdtempSync(join(tmpdir(), 'kedang-start-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const { DISPLAY: _x11, WAYLAND_DISPLAY: _wayland, ...inherited } = process.env;
const env = { ...inherited, TMPDIR: work, KEDANG_HOME: join(work, 'home'), LC_ALL: 'zh_CN.UTF-8' };
const run = (file: string, options: readonly string[] = [], more: NodeJS.ProcessEnv = {}) =>
  promisify(execFile)(process.execPath, [join(root, file), ...options], {
    cwd: root,
    env: { ...env, ...more },
  });

test('without a display it says so and runs the tour, which ends with where all of it lies and what opens it', async () => {
  // Windows and macOS always have a display.
  if (process.platform === 'win32' || process.platform === 'darwin') return;
  const { stdout, stderr } = await run('electron/start.ts');
  expect(stderr).toContain('这台计算机没有显示器');
  expect(stdout).toMatch(/三人签字，检查记录写入/);
  expect(stdout).toMatch(/份已登记并打印/);
  expect(stdout).toMatch(/从备份恢复，300 户/);
  const [end = '', place = '', people = '', papers = ''] = stdout.trimEnd().split('\n').slice(-4);
  expect(end).toContain('演示结束');
  const archive = /档案库\s+(\S+\.kda)/.exec(place)?.[1] ?? '';
  expect(archive.startsWith(work)).toBe(true);

  const password = /密码都是 (\S+)$/.exec(people)?.[1];
  const asked = ['search', '金艺', '--archive', archive, '--user', 'archivist', '--json'];
  const found = await run('electron/stand-in/archive.ts', asked, { KEDANG_PASSWORD: password });
  expect(found.stdout).toContain('佛山市金艺五金制品有限公司');

  const folder = dirname(archive);
  const names = readdirSync(folder).filter((name) => /\.(?:pdf|docx)$/.test(name));
  expect(names).toEqual(expect.arrayContaining(['card.pdf', 'inspection.pdf', 'report.pdf']));
  expect(papers).toContain(`${folder} 里的 ${names.join(' ')}`);
  for (const name of names) {
    const begins = readFileSync(join(folder, name)).toString('latin1', 0, 4);
    expect(begins).toBe(name.endsWith('.pdf') ? '%PDF' : 'PK\u0003\u0004');
  }
}, 300_000);
