import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { readersInChildren, readTableInChild } from '../../../db/features/import/host-node.ts';

const folder = mkdtempSync(join(tmpdir(), 'kedang-readers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'table.csv');
writeFileSync(path, 'a,b\n1,2\n');

const processes = () => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;

it('1. readers are started beforehand, used one by one, and ended with the rest', async () => {
  const before = processes();
  const readers = readersInChildren();
  readers.prepare(2);
  expect(processes() - before).toBe(2);
  const reading = readers.readTable({ path, maxRows: 5 });
  expect(processes() - before).toBe(2);
  expect((await reading).sheets[0]?.rowCount).toBe(2);
  readers.close();
  await vi.waitFor(() => expect(processes()).toBe(before), 5_000);
  expect((await readers.readTable({ path, maxRows: 5 })).kind).toBe('text');
});

it('2. rows that nobody asked for are let go, and a call that was given up before is not carried out', async () => {
  expect((await readTableInChild({ path, sheet: '', maxRows: 5 })).sheets[0]?.rowCount).toBe(2);
  const given = readTableInChild({ path, maxRows: 5 }, { signal: AbortSignal.abort() });
  await expect(given).rejects.toMatchObject({ code: 'import.cancelled' });
});

it.each([
  ["process.kill(process.pid, 'SIGABRT')", 'import.too_large'],
  ['process.exit(134)', 'import.too_large'],
  ['process.exit(1)', 'import.unreadable'],
  ["process.kill(process.pid, 'SIGKILL')", 'import.unreadable'],
])('3. a reader that ends by %s says %s', async (end, code) => {
  const entry = join(folder, `${code}-${end.length}.mjs`);
  writeFileSync(entry, `process.once('message', () => ${end});`);
  await expect(readTableInChild({ path, maxRows: 5 }, { entry })).rejects.toMatchObject({ code });
});
