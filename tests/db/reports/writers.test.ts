/** Every figure of a report is the same on the screen, on paper, in Word and in a workbook. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import type { ReportName } from '../../../db/domain/reports/choices.ts';
import { expectFitsWord, WORD_LIMITS } from '../../../db/features/documents/service.ts';
import { lookDocument } from '../../../db/features/reports/print/look-document.ts';
import { errorWords } from '../../../db/words.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aReport, aTable, FRAME } from './support/figures.ts';
import { livePast } from './support/history.ts';
import { openRowsOf } from './support/lines.ts';
import { expectBook, expectPages, expectWord, shownOf } from './support/written.ts';

const REPORTS: readonly ReportName[] = [
  'customer_statistics',
  'customer_profile',
  'grade_changes',
  'filing_timeliness',
];
const PERIOD = '2027';
const choices = { before: false, lastYear: true };

async function saved(vault: TestVault, name: ReportName, format: 'xlsx' | 'docx' | 'pdf'): Promise<Buffer> {
  const path = join(vault.folder, `${name}.${format}`);
  const token = vault.grant('service_manager', path, 'write');
  await vault.as('service_manager').reports.save({ asked: { name, period: PERIOD, choices }, format, token });
  return readFileSync(path);
}

test('all figures of four reports, in three kinds of files', async () => {
  await using vault = await openTestVault({ as: 'service_manager' });
  livePast(vault, inject('seed'));
  const { reports } = vault.as('service_manager');
  for (const name of REPORTS) {
    const figures = await reports.run({ name, period: PERIOD, choices });
    expect(figures.tables.length).toBeGreaterThan(0);
    // Names of what is closed to others stay in the vault: those of everything else are compared.
    const shown = openRowsOf(figures).tables.map(shownOf);
    expectWord(await saved(vault, name, 'docx'), shown);
    await expectBook(await saved(vault, name, 'xlsx'), shown);
    await expectPages(await saved(vault, name, 'pdf'), shown);
  }
});

test('a report of more rows than Word takes is refused with a word of what takes it', () => {
  const documentOf = (rows: number) =>
    lookDocument(aReport([aTable(Array.from({ length: rows }, (_, at) => `第${at}户`))]), FRAME);
  // The total is a row too.
  expectFitsWord(documentOf(4_999));
  const code = 'documents.too_long_for_word';
  const refusal = expect.objectContaining({ code, data: WORD_LIMITS });
  expect(() => expectFitsWord(documentOf(5_000))).toThrow(refusal);
  for (const language of ['zh-CN', 'en'] as const)
    expect(errorWords(language, code, WORD_LIMITS)).toMatch(/5000.*PDF.*\.xlsx/);
});
