/** Names that are made to harm, from a ledger to what the command line says, for a program and for a terminal. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { IMPORT, openFolder, type ImportResult } from '../cli/support.ts';
import { CLEANED, KEPT } from './support/hostile.ts';
import { inertBook, inertWord } from './support/inert.ts';

interface Value {
  readonly tables: ReadonlyArray<{
    readonly key: string;
    readonly rows: ReadonlyArray<{ readonly label: string }>;
  }>;
}

/** As many as a list by volume names. */
const TYPED = [...KEPT.slice(0, 16), ...CLEANED.slice(5, 7).map(([typed]) => typed)];
/** The sign by which Excel keeps a cell a text is no part of a name that is imported. */
const SAID = [
  ...KEPT.slice(0, 16).map((text) => text.replace(/^'(?==)/, '')),
  ...CLEANED.slice(5, 7).map(([, kept]) => kept),
];
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

test('are texts in JSON, in lines and in files', async () => {
  using folder = openFolder();
  const ledger = join(folder.folder, 'ledger.csv');
  const lines = TYPED.map((name, at) => `${quoted(name)},${2_000_000 - at}`);
  writeFileSync(ledger, `单位名称,年业务量\n${lines.join('\n')}\n`);
  const { added } = await folder.json<ImportResult>([...IMPORT, ledger, '--duplicates', 'add']);
  expect(added).toBe(TYPED.length);
  const report = ['report', 'run', 'customer_statistics', '--period', String(new Date().getFullYear())];
  const { tables } = await folder.json<Value>(report);
  const rows = tables.find(({ key }) => key === 'volume_top')?.rows ?? [];
  expect(rows.map(({ label }) => label)).toEqual(SAID);

  const { out } = await folder.run(report);
  for (const name of SAID) expect(out).toContain(name);
  expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);

  const [book, word] = [join(folder.folder, 'a.xlsx'), join(folder.folder, 'a.docx')];
  for (const file of [book, word]) expect((await folder.run([...report, '--to', file])).exit).toBe(0);
  expect((await inertBook(readFileSync(book))).flat()).toEqual(expect.arrayContaining(SAID));
  expect(inertWord(readFileSync(word)).cells).toEqual(expect.arrayContaining(SAID));
});
