import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTableInChild } from '../../../db/features/import/host-node.ts';
import { sheetData, workbookParts, zip } from './support/workbook.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/import');
const folder = mkdtempSync(join(tmpdir(), 'kedang-reader-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const preview = (path: string) => readTableInChild({ path, maxRows: 50 });

describe('1. every file that is wrong in itself says so, within ten seconds', () => {
  it.each([
    ['empty.csv', 'import.empty'],
    ['not-a-workbook.xlsx', 'import.not_a_workbook'],
    ['truncated.xlsx', 'import.truncated'],
  ])(
    '%s',
    async (name, code) => {
      await expect(preview(join(FIXTURES, 'bad', name))).rejects.toMatchObject({ code });
    },
    10_000,
  );

  it('a file that is not there', async () => {
    await expect(preview(join(folder, 'nothing.csv'))).rejects.toMatchObject({ code: 'import.unreadable' });
  });
});

describe('2. the process', () => {
  it('sends every row of a sheet', async () => {
    let count = 0;
    const summary = await readTableInChild(
      { path: join(FIXTURES, 'ledger-2025.xlsx'), sheet: '业务客户', maxRows: 5000 },
      { onRows: (rows) => void (count += rows.length) },
    );
    expect([count, summary.sheets[0]?.rowCount]).toEqual([1204, 1204]);
  });

  it('is killed when the reading is given up', async () => {
    const stop = new AbortController();
    const path = join(folder, 'long.csv');
    writeFileSync(path, '名称,手机\n'.repeat(500_000));
    const reading = readTableInChild(
      { path, sheet: '', maxRows: 1_000_000 },
      { signal: stop.signal, onRows: () => stop.abort() },
    );
    await expect(reading).rejects.toMatchObject({ code: 'import.cancelled' });
  });

  it('is killed when it is silent too long', async () => {
    const path = join(folder, 'silent.csv');
    writeFileSync(path, 'a,b\n');
    await expect(readTableInChild({ path, maxRows: 5 }, { silence: 1 })).rejects.toMatchObject({
      code: 'import.timed_out',
    });
  });

  it('refuses a workbook that would fill its memory, and the host lives on', async () => {
    const path = join(folder, 'strings.xlsx');
    const strings = Array.from(
      { length: 400 },
      (_, index) => `<si><t>${String(index).padEnd(30_000, '字')}</t></si>`,
    );
    const parts = workbookParts({
      sheets: [{ name: 'S', xml: sheetData([]) }],
      sharedStrings: strings.join('').repeat(12),
    });
    writeFileSync(path, zip(parts));
    await expect(readTableInChild({ path, sheet: 'S', maxRows: 10 })).rejects.toMatchObject({
      code: 'import.too_large',
    });
  }, 20_000);

  it('passes on what the one who takes the rows throws', async () => {
    const reading = readTableInChild(
      { path: join(FIXTURES, 'suppliers-gb18030.csv'), sheet: '', maxRows: 5000 },
      {
        onRows: () => {
          throw new RangeError('enough');
        },
      },
    );
    await expect(reading).rejects.toThrow(RangeError);
  });

  it('hears the last message of a reader whose end is noticed at the same time', async () => {
    const entry = join(folder, 'quick-reader.mjs');
    const summary = { kind: 'text', encoding: 'utf-8', delimiter: ',', sheets: [] };
    writeFileSync(
      entry,
      `process.once('message', () => process.send({ type: 'done', summary: ${JSON.stringify(summary)} },
        () => process.exit(0)));`,
    );
    const reading = readTableInChild({ path: 'any.csv', maxRows: 1 }, { entry });
    // Sent on its way, then nothing is heard until the child has long ended.
    await new Promise((resolve) => setTimeout(resolve, 0));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_500);
    await expect(reading).resolves.toEqual(summary);
  });
});
