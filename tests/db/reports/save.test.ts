import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import { codeOf } from '../../security/support.ts';
import { textsOf } from '../../e2e/support/pdf-text.ts';
import { unzip } from '../documents/support.ts';
import { openWithArchives } from './support.ts';

const asked = { name: 'customer_statistics', period: '2026-03' } as const;

async function saved(vault: Awaited<ReturnType<typeof openWithArchives>>, format: 'xlsx' | 'docx' | 'pdf') {
  const path = join(vault.folder, `look.${format}`);
  await vault.as('archivist').reports.save({ asked, format, token: vault.grant('archivist', path, 'write') });
  return readFileSync(path);
}

test('a look is a file of each kind, says that nobody reviewed it, and leaves a row each', async () => {
  await using vault = await openWithArchives();
  const pages = await textsOf(await saved(vault, 'pdf'));
  expect(pages.every((text) => text.includes('未审查'))).toBe(true);
  expect(pages.join('')).toContain('按客户分类');
  const word = unzip(await saved(vault, 'docx'));
  const parts = [...word].map(([name, bytes]) => (name.endsWith('.xml') ? bytes.toString('utf8') : ''));
  expect(parts.join('')).toContain('未审查');
  const { sheets } = await readXlsx(await saved(vault, 'xlsx'));
  for (const { rows } of sheets) expect(rows[0]?.join('')).toContain('未审查');
  const { rows } = await vault.as('auditor').audit.list({ action: 'reports.export', limit: 5 });
  expect(rows.map(({ object, reason }) => [object, reason])).toEqual(
    ['xlsx', 'docx', 'pdf'].map((format) => ['statistics:customer_statistics', format]),
  );
});

test('names of 机密 archives stay in the vault, their figures do not', async () => {
  await using vault = await openWithArchives();
  const { sheets } = await readXlsx(await saved(vault, 'xlsx'));
  const texts = JSON.stringify(sheets.map(({ rows }) => rows));
  expect(texts).not.toContain('机密五金厂');
  expect(texts).toContain('佛山金艺0厂');
  expect(texts).toContain('90000');
  const live = await vault.as('archivist').reports.run(asked);
  expect(JSON.stringify(live)).toContain('机密五金厂');
});

test('who may look but not take away is refused, and nothing is written', async () => {
  await using vault = await openWithArchives(1);
  const token = vault.grant('general_manager', join(vault.folder, 'x.pdf'), 'write');
  const saving = vault.as('general_manager').reports.save({ asked, format: 'pdf', token });
  expect(await codeOf(saving)).toBe('access.denied');
});
