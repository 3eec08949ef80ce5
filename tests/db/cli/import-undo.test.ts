import { afterAll, beforeAll, expect, test } from 'vitest';
import { IMPORT, openFolder, type ImportResult } from './support.ts';

let place: ReturnType<typeof openFolder>;

beforeAll(() => void (place = openFolder()));
afterAll(() => place[Symbol.dispose]());

interface Line {
  readonly id: number;
  readonly added: number;
  readonly undone: { readonly by: string } | null;
}

const json = <Value>(args: readonly string[]) => place.json<Value>(args);
const list = () => json<readonly Line[]>(['import', 'list']);

test('an import is listed, looked at, taken back, and then it is not there', async () => {
  const { added, importId } = await json<ImportResult & { readonly importId: number }>([
    ...IMPORT,
    place.table('龙江'),
  ]);
  expect(added).toBeGreaterThan(0);
  expect((await list()).map(({ id, undone }) => [id, undone])).toEqual([[importId, null]]);
  const would = await json(['import', 'undo', String(importId), '--dry-run']);
  expect(would).toMatchObject({ takenBack: added, restored: 0, blocked: 0, closed: null });
  expect(await place.totalOf('龙江')).toBe(added);
  expect(await json(['import', 'undo', String(importId)])).toEqual({
    id: importId,
    takenBack: added,
    restored: 0,
  });
  expect(await place.totalOf('龙江')).toBe(0);
  expect((await list())[0]?.undone).not.toBeNull();
  const again = await place.run(['import', 'undo', String(importId), '--json']);
  expect([again.exit, again.err]).toEqual([1, expect.stringContaining('taken back already')]);
  const verified = await place.run(['verify', '--user', 'auditor', '--json']);
  const { checks } = JSON.parse(verified.out) as { checks: ReadonlyArray<{ name: string; ok: boolean }> };
  // The copy came without what is kept beside it.
  expect(checks.filter(({ ok, name }) => !ok && name !== 'anchors_outside')).toEqual([]);
});

test.each([
  [['import', 'undo'], 'N'],
  [['import', 'undo', 'x'], 'import list'],
  [['import', 'undo', '1', '2'], '2'],
  [['import', 'list', '1'], '1'],
  [['import', 'list', '--sheet', 'a'], 'sheet'],
  [['import', 'a.csv', 'b.csv'], 'b.csv'],
] as const)('%s is not how it is written', async (args, told) => {
  const { exit, err } = await place.run(args);
  expect([exit, err]).toEqual([2, expect.stringContaining(told)]);
});
