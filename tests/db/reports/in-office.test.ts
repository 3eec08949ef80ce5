/** A report for Word as another program opens it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { expect, inject, test } from 'vitest';
import type { ReportFigures } from '../../../db/domain/reports/figures.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { livePast } from './support/history.ts';
import { linesOf, openRowsOf } from './support/lines.ts';
import { findOffice, printedByOffice } from './support/office.ts';

const office = findOffice();
if (office === undefined)
  process.stderr.write(
    'LibreOffice is not installed: no report was opened in it, only looked for its parts.\n',
  );

const asked = { name: 'customer_statistics', period: '2028', choices: { names: 500 } } as const;

async function wordOf(vault: TestVault): Promise<Buffer> {
  const path = join(vault.folder, 'report.docx');
  const token = vault.grant('service_manager', path, 'write');
  await vault.as('service_manager').reports.save({ asked, format: 'docx', token });
  return readFileSync(path);
}

/** What each page says, without spaces. */
async function pagesOf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await getDocumentProxy(bytes);
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    pages.push(bare(items.map((item) => ('str' in item ? item.str : '')).join('')));
  }
  return pages;
}

const bare = (text: string): string => text.replaceAll(/\s/g, '');

function expectFigures(pages: readonly string[], { tables }: ReportFigures): void {
  const text = pages.join('');
  for (const table of tables)
    for (const line of linesOf(table)) {
      // A long name may stand on two lines; the figures beside it follow one another.
      const figures = bare(line.slice(1).join(''));
      expect([table.key, line, text.includes(figures)]).toEqual([table.key, line, true]);
    }
}

test('has every figure there, and its columns’ heads on every page of a table', async () => {
  await using vault = await openTestVault({ as: 'service_manager' });
  livePast(vault, inject('seed'), { customers: 150, changes: 60 });
  const figures = openRowsOf(await vault.as('service_manager').reports.run(asked));
  const word = await wordOf(vault);
  expect(word.length).toBeGreaterThan(10_000);
  if (office === undefined) return;
  const pages = await pagesOf(await printedByOffice(office, word, vault.folder));
  expectFigures(pages, figures);
  const longest = figures.tables.find(({ key }) => key === 'volume_top');
  const numbers = longest?.rows.map(({ key }) => bare(key)) ?? [];
  const within = pages.filter((page) => numbers.some((number) => page.includes(number)));
  expect(within.length).toBeGreaterThan(1);
  const heads = bare((longest?.columns ?? []).map(({ title }) => title).join(''));
  for (const page of within) expect(page).toContain(heads);
});
