import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { proposePlace } from '../../../electron/main/own-places.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-places-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const synced = join(folder, 'OneDrive - 五金', 'Documents');
const own = join(folder, 'home');
for (const each of [synced, join(own, '客档')]) mkdirSync(each, { recursive: true });

test('a new vault is proposed in a folder of its own, past what is carried to other computers', () => {
  expect(proposePlace([own, synced], '客档', '顺德五金')).toBe(join(own, '客档', '顺德五金.kda'));
  expect(proposePlace([synced, own], '客档', '顺德五金')).toBe(join(own, '客档', '顺德五金.kda'));
});

test('where there is no other folder the first is, and whoever chooses it is told', () => {
  expect(proposePlace([synced], '客档', '顺德五金')).toBe(join(synced, '客档', '顺德五金.kda'));
});

test('a name that is taken is numbered from two', () => {
  writeFileSync(join(own, '客档', '金艺.kda'), '');
  expect(proposePlace([own], '客档', '金艺')).toBe(join(own, '客档', '金艺 2.kda'));
  writeFileSync(join(own, '客档', '金艺 2.kda'), '');
  expect(proposePlace([own], '客档', '金艺')).toBe(join(own, '客档', '金艺 3.kda'));
});
