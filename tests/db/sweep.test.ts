import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sweepAtStart } from '../../db/sweep.ts';
import { keepUnfinishedIn, partNamed } from '../../db/vault/unfinished.ts';
import { clearUnfinished } from '../../db/features/backup/part.ts';

const ID = 'a'.repeat(32);
const NAME = 'b'.repeat(24);
const WRITER = join(import.meta.dirname, '..', 'support', 'half-written.ts');

let folder = '';
let program = '';
const notes = () => join(program, 'unfinished');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-sweep-'));
  program = join(folder, 'program');
  mkdirSync(notes(), { recursive: true });
  mkdirSync(join(folder, 'documents'));
});
afterEach(() => {
  keepUnfinishedIn(null);
  rmSync(folder, { recursive: true, force: true });
});

const put = (path: string, text = 'half') => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
};
const note = (name: string, content: unknown) =>
  put(join(notes(), name), typeof content === 'string' ? content : JSON.stringify(content));

test('01 a document that was half written when its program was killed is gone after the next start', async () => {
  const documents = join(folder, 'documents');
  const child = fork(WRITER, [program, join(documents, '客户名单.xlsx')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(child, 'message');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const [left = ''] = readdirSync(documents);
  expect(left).toMatch(/^\.kedang-[0-9a-f]{24}\.part$/);
  const kept = put(join(documents, `.kedang-${'c'.repeat(24)}.part`));
  expect(readFileSync(join(notes(), left.slice(8, 32)), 'utf8')).not.toContain('客户名单');
  sweepAtStart(program);
  expect([readdirSync(documents), readdirSync(notes())]).toEqual([[kept.slice(documents.length + 1)], []]);
});

test('02 what another program of ours is writing just now stays', () => {
  const part = put(join(folder, 'documents', partNamed(NAME)));
  note(NAME, { pid: process.ppid, folder: dirname(part) });
  sweepAtStart(program);
  expect([existsSync(part), readdirSync(notes())]).toEqual([true, [NAME]]);
});

const GONE = 0x7fffffff;
test.each<[string, string, unknown]>([
  ['a name that leads elsewhere', '..%2f'.padEnd(24, '0'), { pid: GONE, folder: '/' }],
  ['a folder by no path', NAME, { pid: GONE, folder: 'documents' }],
  ['no JSON', NAME, '{'],
  ['another member', NAME, { pid: GONE, folder: '/', name: 'documents' }],
  ['a file of 100 kB', NAME, 'x'.repeat(100_000)],
])('03 a note with %s takes nothing with it', (_what, name, content) => {
  const own = put(join(folder, 'documents', 'mine.xlsx'));
  note(name, content);
  const link = join(folder, 'documents', partNamed(NAME));
  mkdirSync(link);
  sweepAtStart(program);
  expect([existsSync(own), existsSync(link)]).toEqual([true, true]);
});

test('04 the next ones of small files are gone, and nothing that has another name', () => {
  const gone = [
    'preferences.json.new',
    'recent-archives.new',
    join('witness', ID, 'seen.json.part'),
    join('witness', ID, 'seen.json.closing'),
    join('witness', ID, 'tries.tmp'),
  ].map((name) => put(join(program, name)));
  const kept = [
    'preferences.json',
    'mine.new',
    join('witness', ID, 'seen.json'),
    join('witness', ID, 'mine.part'),
    join('witness', 'mine', 'seen.json.part'),
  ].map((name) => put(join(program, name)));
  sweepAtStart(program);
  expect(gone.filter((path) => existsSync(path))).toEqual([]);
  expect(kept.filter((path) => !existsSync(path))).toEqual([]);
});

test('05 beside a vault that opens nothing half written is left', () => {
  const vault = join(folder, 'documents', 'a.kda');
  const gone = ['.tries.tmp', '.lock.tmp', '.keys.bak.tmp'].map((end) => put(vault + end));
  const kept = ['', '.keys', '.tries', '.other.tmp'].map((end) => put(vault + end));
  clearUnfinished(vault);
  expect(gone.filter((path) => existsSync(path))).toEqual([]);
  expect(kept.filter((path) => !existsSync(path))).toEqual([]);
});

test('06 one start takes no more than a thousand', () => {
  for (let at = 0; at < 1_500; at += 1)
    note(String(at).padStart(24, '0'), { pid: GONE, folder: join(folder, 'documents') });
  sweepAtStart(program);
  expect(readdirSync(notes())).toHaveLength(500);
  sweepAtStart(program);
  expect(readdirSync(notes())).toHaveLength(0);
});
