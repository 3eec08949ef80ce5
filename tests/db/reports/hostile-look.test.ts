/** Names and words that are made to harm, from the form to the screen and to every file of a look. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeBrowsers } from '../../../electron/stand-in/browser.ts';
import { ensureBrowser } from '../../../electron/stand-in/find-browser.ts';
import { printPdf } from '../../../electron/stand-in/printer.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { FORBIDDEN, hostileTexts } from './support/hostile.ts';
import { inertBook, inertPdf, inertSvg, inertWord } from './support/inert.ts';

/** As long as a name, and a word of a list, may be. */
const NAMES = hostileTexts(120);
const WORDS = hostileTexts(40);
const [TITLE = ['', '']] = hostileTexts(60);
const REFUSED = { code: 'BAD_REQUEST' };
const kept = (texts: ReturnType<typeof hostileTexts>) => texts.map(([, text]) => text);

beforeAll(() => ensureBrowser());
afterAll(() => closeBrowsers());

/** Customers of these names in branches of these names. */
async function openHostile(): Promise<TestVault> {
  const vault = await openTestVault({ printPdf });
  const items = WORDS.map(([labelZh]) => ({ labelZh, labelEn: '' }));
  const branches = await vault.as('supervisor').lists.edit({ list: 'industry', items });
  const codes = branches.filter(({ active }) => active).map(({ code }) => code);
  for (const [at, [name]] of NAMES.entries())
    await vault
      .as('archivist')
      .customers.create(
        aCustomer({ name, annualVolume: 1_000_000 - at, industry: codes[at % codes.length] ?? null }),
      );
  return vault;
}

const asked: Parameters<ReturnType<TestVault['as']>['reports']['run']>[0] = {
  name: 'customer_statistics',
  title: TITLE[0],
  period: '2026-03',
  choices: { names: 500, tables: ['category', 'industry', 'volume_top'], charts: { industry: 'bar' } },
};

async function saved(vault: TestVault, format: 'xlsx' | 'docx' | 'pdf'): Promise<Buffer> {
  const path = join(vault.folder, `look.${format}`);
  await vault.as('archivist').reports.save({ asked, format, token: vault.grant('archivist', path, 'write') });
  return readFileSync(path);
}

test('stand as texts on the screen, in its pictures and in every file', async () => {
  await using vault = await openHostile();
  const { reports } = vault.as('archivist');
  const { title, tables } = await reports.run(asked);
  const labelsIn = (key: string) => tables.find((table) => table.key === key)?.rows.map(({ label }) => label);
  expect(title).toBe(TITLE[1]);
  expect(labelsIn('volume_top')).toEqual(kept(NAMES));
  expect(labelsIn('industry')).toEqual(expect.arrayContaining(kept(WORDS)));
  expect(FORBIDDEN.exec(JSON.stringify(tables))).toBeNull();

  const pictures = (await reports.charts(asked)).map(({ svg }) => inertSvg(svg).join('\n'));
  expect(pictures.length).toBeGreaterThan(0);
  for (const begin of ['=HYP', '<scr', '&amp', '{{pa']) expect(pictures.join('\n')).toContain(begin);

  const word = inertWord(await saved(vault, 'docx'));
  expect(word.cells).toEqual(expect.arrayContaining([...kept(NAMES), ...kept(WORDS)]));
  expect(word.pictures.length).toBe(pictures.length);
  for (const picture of word.pictures) expect(new Set(decode(picture).data).size).toBeGreaterThan(20);

  const values = (await inertBook(await saved(vault, 'xlsx'))).flat();
  expect(values).toEqual(expect.arrayContaining([...kept(NAMES), ...kept(WORDS)]));
});

test('are printed by a browser where the typeface lacks some of them', async () => {
  await using vault = await openHostile();
  expect(await inertPdf(await saved(vault, 'pdf'))).toBeGreaterThan(1);
});

test('that are too long, or nothing once what cannot be seen is gone, are refused', async () => {
  await using vault = await openTestVault();
  const { reports } = vault.as('archivist');
  for (const title of ['名'.repeat(61), '', '\u202E\u0000', ' \u200B\t'])
    await expect(reports.run({ ...asked, title })).rejects.toMatchObject(REFUSED);
  for (const industry of [[''], ['\u0007'], ['码'.repeat(41)], Array.from({ length: 401 }, () => 'C13')]) {
    const choices = { filters: { industry } };
    await expect(reports.run({ ...asked, choices })).rejects.toMatchObject(REFUSED);
  }
});

test('asked for in a filter made a report that could not be written, nor read any more', async () => {
  await using vault = await openTestVault();
  await vault.as('archivist').customers.create(aCustomer());
  const { reports } = vault.as('archivist');
  const some = (begin: string) => Array.from({ length: 400 }, (_, at) => `${begin}${at}`.padEnd(40, 'W'));
  const fields = ['industry', 'size', 'grade', 'subType', 'province', 'city', 'district'] as const;
  const filters = Object.fromEntries(
    fields.map((field) => [field, ['\u202E=1+1', ...some(field)].slice(0, 400)]),
  );
  const { name, period } = asked;
  const long = { name, period, choices: { filters } };
  const told = (await reports.run(long)).asked;
  expect(told.every((text) => text.length <= 2_000)).toBe(true);
  expect(told.filter((text) => /：=1\+1、\w+、.*等 400 项$/.test(text))).toHaveLength(fields.length);
  for (const format of ['docx', 'xlsx', 'pdf'] as const) {
    const token = vault.grant('archivist', join(vault.folder, `long.${format}`), 'write');
    await reports.save({ asked: long, format, token });
  }
  const { id } = await reports.compile(long);
  expect((await reports.open({ id })).figures.asked).toEqual(told);
});

test('a report of no table is a file of each kind all the same', async () => {
  await using vault = await openTestVault();
  const { name, period } = asked;
  const none = { name, period, choices: { tables: ['grade_area', 'nonsense'] } };
  const save = async (format: 'xlsx' | 'docx' | 'pdf') => {
    const path = join(vault.folder, `none.${format}`);
    const token = vault.grant('archivist', path, 'write');
    await vault.as('archivist').reports.save({ asked: none, format, token });
    return readFileSync(path);
  };
  expect((await inertBook(await save('xlsx'))).flat().join('')).toContain('未审查');
  expect(inertWord(await save('docx')).cells.join('')).toContain('统计期');
  expect(await inertPdf(await save('pdf'))).toBe(1);
});
