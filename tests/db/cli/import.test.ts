import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIXTURES, IMPORT, openFolder, type ImportResult } from './support.ts';

interface Question {
  readonly rows: number[];
  readonly kind: string;
  readonly message: string;
}

let place: ReturnType<typeof openFolder>;

beforeAll(() => void (place = openFolder()));
afterAll(() => place[Symbol.dispose]());

const run: ReturnType<typeof openFolder>['run'] = (...asked) => place.run(...asked);
const json = <Value>(args: readonly string[]) => place.json<Value>(args);

test('imports the department’s ledger of three sheets, and nothing twice', async () => {
  const file = join(FIXTURES, 'ledger-2025.xlsx');
  const dry = await json<ImportResult>(['import', file, '--dry-run']);
  expect(dry).toMatchObject({ total: 1900, refused: 0 });
  const refused = join(place.folder, 'none-refused.xlsx');
  const first = await json<ImportResult>(['import', file, '--refused', refused]);
  expect(first).toEqual({ ...dry, importId: 1 });
  expect(existsSync(refused)).toBe(false);
  expect(first.added + first.updated + first.skipped).toBe(1900);
  expect(await json<ImportResult>(['import', file])).toMatchObject({ total: 1900, added: 0, refused: 0 });
});

test('the place for refused rows was looked at only after the import', async () => {
  const file = place.table('龙江');
  const before = readFileSync(file, 'utf8');
  const missing = join(place.folder, 'no such folder');
  for (const [where, told] of [
    [join(missing, 'x.xlsx'), missing],
    [file, file],
    [place.vault, place.vault],
  ] as const) {
    const { exit, out, err } = await run([...IMPORT, file, '--refused', where, '--json']);
    expect([exit, out, err.trim().split('\n').length]).toEqual([1, '', 1]);
    expect(err).toContain(told);
  }
  expect(readFileSync(file, 'utf8')).toBe(before);
  expect(await place.totalOf('龙江一五金')).toBe(0);
});

test('an import shows its warnings, writes its refused rows, and decides all duplicates alike', async () => {
  const file = place.table('北滘', '914406041234567880');
  const refused = join(place.folder, 'refused.xlsx');
  const first = await json<ImportResult & { warnings: ImportResult['reasons'] }>([
    ...IMPORT,
    file,
    '--refused',
    refused,
  ]);
  expect(first).toMatchObject({ added: 2, refused: 1, reasons: [{ row: 4 }], warnings: [{ row: 3 }] });
  expect(existsSync(refused)).toBe(true);
  expect(first.warnings[0]?.code).toMatch(/^import\.row_/);
  expect(first.warnings[0]?.message).not.toMatch(/\{\{|^import\./);
  const alike = (choice: string) => [...IMPORT, file, '--dry-run', '--duplicates', choice];
  const plain = await run(alike('add'));
  expect(plain.out).toContain(first.warnings[0]?.message);
  expect(plain.out).toMatch(/\b2 added\b.*\b0 skipped\b/);
  expect(await json<ImportResult>(alike('skip'))).toMatchObject({ added: 0, updated: 0, skipped: 2 });
  expect(await json<ImportResult>([...IMPORT, file, '--duplicates', 'add'])).toMatchObject({ added: 2 });
  expect(await run([...IMPORT, file, '--duplicates', 'both'])).toMatchObject({ exit: 2, out: '' });
});

test('what the wizard would ask is left apart and listed; --duplicates decides it', async () => {
  const file = join(FIXTURES, 'field', 'd07-writing-业务客户.csv');
  const asked = await json<ImportResult & { questions: Question[] }>(['import', file]);
  expect(asked).toMatchObject({ total: 13, added: 3, skipped: 10, refused: 0 });
  expect(asked.questions.map(({ rows, kind }) => [rows, kind])).toEqual([
    [[6, 7], 'like_name'],
    [[8, 9], 'like_name'],
    [[10, 11], 'like_name'],
  ]);
  expect(asked.questions[0]?.message).toContain('佛山梧岭五金有限公司（停用）');
  expect((await run(['import', file, '--dry-run'])).out).toContain(asked.questions[0]?.message);
  const decided = await json<ImportResult & { questions: Question[] }>([
    'import',
    file,
    '--duplicates',
    'update',
  ]);
  expect(decided).toMatchObject({ added: 3, questions: [] });
});

test('headings are listed, and unknown words mapped', async () => {
  const sections = await json<ImportResult & { questions: Question[] }>([
    'import',
    join(FIXTURES, 'field', 'm03b-section-lines-in-name.xlsx'),
  ]);
  expect(sections).toMatchObject({ added: 5, skipped: 6 });
  expect(sections.questions.map(({ rows, kind }) => [...rows, kind])).toEqual(
    [2, 4, 6, 8, 10, 11].map((row) => [row, 'heading']),
  );
  const grades = join(FIXTURES, 'field', 'g01-grade-abcd.xlsx');
  const noted = await json<ImportResult & { warnings: unknown[] }>(['import', grades, '--dry-run']);
  expect(noted).toMatchObject({ added: 4, refused: 0, warnings: Array.from({ length: 4 }, () => ({})) });
  const mapped = ['import', grades, '--map', '等级:A=铂金,B=gold', '--map', 'grade:C=铁'];
  expect(await json(mapped)).toMatchObject({ added: 4, warnings: [{ row: 5 }] });
  for (const [map, exit] of [
    ['等级:A=钻石', 1],
    ['颜色:A=红', 2],
    ['等级:A', 2],
  ] as const)
    expect(await run(['import', grades, '--map', map, '--dry-run', '--json'])).toMatchObject({
      exit,
      out: '',
    });
});

test('rows that are hidden in the file are left out, counted and listed, and come in when asked for', async () => {
  const file = join(FIXTURES, 'field', 'r14-filtered.xlsx');
  const ask = ['import', file, '--category', 'client', '--dry-run'];
  type Result = ImportResult & { questions: Question[]; hidden: object };
  const left = await json<Result>(ask);
  expect(left).toMatchObject({ added: 2, skipped: 1, hidden: { leftOut: 1, broughtIn: 0 } });
  expect(left.questions.map(({ rows, kind }) => [rows, kind])).toEqual([[[3], 'hidden']]);
  expect((await run(['import', file, '--category', 'client', '--dry-run'])).out).toContain('--with-hidden');
  const all = await json<Result>([...ask, '--with-hidden']);
  expect(all).toMatchObject({ added: 3, skipped: 0, hidden: { leftOut: 0, broughtIn: 1 }, questions: [] });
});

test('columns without a field of their own are said, and what stands in them is in the note', async () => {
  const file = join(FIXTURES, 'field', 'h01-registry-export.xlsx');
  const ask = ['import', file, '--category', 'client', '--dry-run'];
  const result = await json<ImportResult & { notedColumns: string[] }>(ask);
  expect(result.notedColumns).toEqual(['登记状态', '注册资本', '成立日期', '注册号', '企业类型', '经营范围']);
  expect((await run(ask)).out).toContain(result.notedColumns.join(', '));
  const plain = place.table('容桂', '914406041234567880');
  expect(await json([...IMPORT, plain, '--dry-run'])).toMatchObject({ notedColumns: [] });
  expect((await run([...IMPORT, plain, '--dry-run'])).out).not.toContain('Columns that go');
});

test('of columns without a title the number is said', async () => {
  const file = join(place.folder, 'untitled.csv');
  writeFileSync(file, '客户名称,手机,\n容桂五金,,面谈\n');
  const ask = ['import', file, '--category', 'client', '--dry-run'];
  expect(await json(ask)).toMatchObject({ added: 1, notedColumns: ['column 3'] });
});
