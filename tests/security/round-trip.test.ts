import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { expect, test } from 'vitest';
import type { CustomerInput } from '../../db/domain/customer.ts';
import { unzip } from '../db/documents/support.ts';
import { openTestVault } from '../support/vault.ts';
import { aContact, aCustomer } from '../support/factories.ts';
import { because } from '../support/reasons.ts';
import { markupOf } from '../support/markup.ts';

/** Text that is markup, a formula, a template, a format or a statement wherever it is taken for one. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  "';alert(1)//",
  '</div></style></title><b>',
  ']]><!--',
  '&lt;b&gt;&#0;&amp;',
  'javascript:alert(1)',
  '{{constructor}}${7*7}%s%n',
  '=cmd|"/C calc"!A0',
  '+1+1',
  '-2+3',
  '@SUM(1)',
  "'); drop table customer",
  '\\..\\..\\x',
  '__proto__',
];

/** A customer with one hostile text in every field that takes any. */
function hostileCustomer(text: string): CustomerInput {
  const cut = (max: number) => text.slice(0, max).trim();
  return aCustomer({
    name: cut(120),
    formerNames: [cut(120)],
    uscc: cut(18),
    usccWaiver: cut(200),
    address: cut(200),
    phones: [cut(40)],
    legacyCode: cut(60),
    shelf: { room: cut(20), cabinet: cut(20), level: 1, position: 1 },
    indexTerms: [cut(40)],
    note: `${text}\n${text}`,
    contacts: [
      aContact({ name: cut(60), position: cut(40), mobile: cut(40), phone: cut(40), note: cut(500) }),
    ],
  });
}

/** What of the input must come back from the archive: all of it, but numbers of its own for people. */
function withoutIds(input: CustomerInput): CustomerInput {
  return { ...input, contacts: input.contacts.map(({ id: _id, ...contact }) => contact) };
}

const squeezed = (text: string) => text.replaceAll(/\s/g, '');

/** What a page or part shows, without its spaces: lines end where they do not in the archive. */
function textOf(markup: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", apos: "'", amp: '&' };
  const bare = markup.replaceAll(/<style[^]*?<\/style>|<[^>]*>/g, '');
  return squeezed(bare).replaceAll(
    /&(lt|gt|quot|#39|apos|amp);/g,
    (whole, name: string) => named[name] ?? whole,
  );
}

test.each(HOSTILE)('%s goes in and comes back as it is, by every way', async (text) => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const input = hostileCustomer(text);
  const { id } = await archivist.customers.create(aCustomer());
  await archivist.customers.update({ id, version: 1, input, reason: because(text.slice(0, 200)) });
  const record = await archivist.customers.get({ id });
  expect(record.access === 'full' && withoutIds(record.input)).toEqual(input);

  const history = await archivist.customers.history({ id });
  expect(history.find(({ field }) => field === 'note')).toMatchObject({
    newValue: input.note,
    reasonText: text,
  });

  const [found] = (await archivist.search.query({ text: input.name, limit: 5 })).results;
  expect(found).toMatchObject({ id, name: input.name });
  const page = await archivist.search.list({ text: input.name, start: { offset: 0 }, limit: 5 });
  expect(page.rows.map(({ name }) => name)).toEqual([input.name]);

  const html = markupOf(await archivist.prints.pages({ form: 'card', id }));
  const tags = [...html.matchAll(/<\/?([^\s>/]*)([^>]*)>/g)];
  expect([...new Set(tags.map(([, name = '']) => name))].filter((name) => !PRINTED.has(name))).toEqual([]);
  expect(tags.filter(([, , attributes = '']) => /\s(?:on\w*|src|href)\s*=/i.test(attributes))).toEqual([]);
  expect(textOf(html)).toContain(squeezed(input.name));

  const { base64 } = await archivist.prints.docx({ form: 'card', id });
  const word = unzip(Buffer.from(base64, 'base64')).get('word/document.xml')?.toString() ?? '';
  expect(textOf(word)).toContain(squeezed(input.name));

  const file = join(vault.folder, 'list.xlsx');
  const token = vault.grant('archivist', file, 'write');
  await archivist.customers.export({ token, view: {}, ids: null, language: 'zh-CN' });
  const bytes = readFileSync(file);
  const sheet = [...unzip(bytes)].find(([name]) => name.startsWith('xl/worksheets/'))?.[1].toString() ?? '';
  expect(sheet).not.toMatch(/<f[ >]|<hyperlink/);
  const cells = (await readXlsx(bytes)).sheets[0]?.rows[1] ?? [];
  expect(cells).toEqual(expect.arrayContaining([input.name, input.uscc, input.address]));
});

/** Elements of which a printed form is made. */
const PRINTED = new Set([
  '!doctype',
  'html',
  'head',
  'meta',
  'title',
  'style',
  'body',
  'section',
  'div',
  'span',
  'p',
  'h1',
  'svg',
  'path',
]);

test('markup and formulas of a ledger stay text in the vault and in the file of refused rows', async () => {
  await using vault = await openTestVault();
  const archivist = vault.as('archivist');
  const file = join(vault.folder, 'ledger.csv');
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const lines = HOSTILE.map((text, index) =>
    [quoted(`${index}${text}`), quoted(text), quoted(text), index % 2 === 0 ? '供应商' : quoted(text)].join(
      ',',
    ),
  );
  writeFileSync(file, ['单位名称,地址,备注,客户分类', ...lines, ''].join('\n'));
  const { planId } = await archivist.import.plan({
    token: vault.grant('archivist', file),
    sheets: [{ sheet: '', headerRow: 1, category: null, columns: null }],
  });
  const done = await archivist.import.run({ planId, answers: { all: 'add', byGroup: {} } });
  expect(done).toMatchObject({ added: HOSTILE.length / 2, refused: HOSTILE.length / 2 });
  const { rows } = await archivist.search.list({ start: { offset: 0 }, limit: 100 });
  const wanted = HOSTILE.map((text, index) => `${index}${text}`).filter((_, index) => index % 2 === 0);
  expect(rows.map(({ name }) => name).toSorted()).toEqual(wanted.toSorted());

  const saved = join(vault.folder, 'refused.xlsx');
  await archivist.import.saveRefused({
    planId,
    token: vault.grant('archivist', saved, 'write'),
    language: 'en',
  });
  const sheet =
    [...unzip(readFileSync(saved))].find(([name]) => name.startsWith('xl/worksheets/'))?.[1].toString() ?? '';
  expect(sheet).not.toMatch(/<f[ >]|<hyperlink/);
  const cells = (await readXlsx(readFileSync(saved))).sheets[0]?.rows.slice(1).map((row) => row[1]) ?? [];
  expect(cells).toEqual(HOSTILE.filter((_, index) => index % 2 === 1));
});
