import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { FIXTURES, IMPORT, openFolder, type ImportResult } from './support.ts';

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
  expect(first).toEqual(dry);
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
