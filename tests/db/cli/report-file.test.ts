/** `report run NAME --period P --to FILE`: each kind of file, read again by a program that did not write it. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Figure } from '../../../db/domain/reports/figures.ts';
import { TEST_PASSWORD } from '../../support/template.ts';
import { printed } from '../reports/support/lines.ts';
import { expectBook, expectPages, expectWord, type Shown } from '../reports/support/written.ts';
import { runHere } from './support.ts';

const RUN = ['report', 'run', 'customer_statistics', '--period', '2026'];
let folder = '';
let vault = '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kedang-cli-'));
  vault = join(folder, 'trial.kda');
  const named = ['--company', '佛山市测试五金有限公司', '--fonds', 'QZ01', '--today', '2026-03-02'];
  await runHere(['create', '--trial', '--archive', vault, ...named], TEST_PASSWORD);
  await run(['seed', '--customers', '12']);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (words: readonly string[]) =>
  runHere([...words, '--archive', vault, '--user', 'archivist', '--today', '2026-03-02', '--json']);

interface Told {
  readonly tables: ReadonlyArray<{
    readonly key: string;
    readonly title: string;
    readonly rows: ReadonlyArray<{
      readonly label: string;
      readonly values: Readonly<Record<string, Figure>>;
    }>;
    readonly totals: Readonly<Record<string, Figure>> | null;
  }>;
}

/** The classes of which names are not taken away. */
const CLOSED = ['secret', 'top_secret'];

/** What `--json` tells, without the rows whose names stay in the vault. */
async function told(): Promise<Shown[]> {
  const { tables } = JSON.parse((await run(RUN)).out) as Told;
  const closed = new Set<Figure>();
  for (const { values } of tables.find(({ key }) => key === 'volume_top')?.rows ?? []) {
    const { out } = await run(['show', String(values['archive_no'])]);
    const { secrecy } = JSON.parse(out) as { secrecy: string };
    if (CLOSED.includes(secrecy)) closed.add(values['archive_no'] ?? null);
  }
  return tables.map(({ key, title, rows, totals }) => {
    const open = rows.filter(({ values }) => !closed.has(values['archive_no'] ?? ''));
    const lines = open.map(({ label, values }) => [label, ...Object.values(values).map(printed)]);
    const sum = totals ? [['合计', ...Object.values(totals).map(printed)]] : [];
    return { key, title, head: null, lines: [...lines, ...sum] };
  });
}

test('a workbook, a Word file and a PDF have the figures that are printed on the terminal', async () => {
  const shown = await told();
  expect(shown.map(({ key }) => key)).toEqual(expect.arrayContaining(['category', 'volume', 'volume_top']));
  expect(shown.every(({ lines }) => lines.length > 0)).toBe(true);
  const out = join(folder, '文件');
  mkdirSync(out);
  const saved = async (name: string) => {
    const file = join(out, name);
    expect(await run([...RUN, '--to', file])).toEqual({
      exit: 0,
      err: '',
      out: `${JSON.stringify({ file })}\n`,
    });
    return readFileSync(file);
  };
  await expectBook(await saved('年报.xlsx'), shown);
  expectWord(await saved('年报.DOCX'), shown);
  await expectPages(await saved('年报.pdf'), shown);
  expect(readdirSync(out).toSorted()).toEqual(['年报.DOCX', '年报.pdf', '年报.xlsx'].toSorted());
});

test('what is there is left as it is, and an ending or a folder that is none is named', async () => {
  const out = join(folder, 'refused');
  mkdirSync(out);
  writeFileSync(join(out, 'there.xlsx'), 'mine');
  symlinkSync(join(out, 'nowhere.pdf'), join(out, 'link.pdf'));
  const before = readdirSync(out);
  for (const [name, exit, words] of [
    ['there.xlsx', 1, 'there.xlsx'],
    ['link.pdf', 1, 'link.pdf'],
    ['gone/new.docx', 1, join(out, 'gone')],
    ['there.xlsx/new.docx', 1, join(out, 'there.xlsx')],
    ['new.txt', 2, '.xlsx, .docx'],
    ['new', 2, '.xlsx, .docx'],
    ['.pdf', 2, '.xlsx, .docx'],
  ] as const) {
    const ended = await run([...RUN, '--to', join(out, name)]);
    expect([name, ended.exit, ended.out]).toEqual([name, exit, '']);
    expect(ended.err).toContain(words);
    // One line, or what the usage is besides.
    expect(exit === 2 || ended.err.trimEnd().split('\n').length === 1).toBe(true);
  }
  expect(readdirSync(out)).toEqual(before);
  expect(readFileSync(join(out, 'there.xlsx'), 'utf8')).toBe('mine');
});

test('of a period that has not begun no file is made', async () => {
  const out = join(folder, 'ahead');
  mkdirSync(out);
  const asked = ['report', 'run', 'customer_statistics', '--period', '2027', '--to', join(out, 'a.pdf')];
  const ended = await run(asked);
  expect([ended.exit, ended.out, readdirSync(out)]).toEqual([1, '', []]);
  expect(ended.err.trimEnd().split('\n')).toHaveLength(1);
});
