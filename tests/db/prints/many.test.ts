import { describe, expect, test } from 'vitest';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { readPdf } from '../../electron/printed/support.ts';
import { markupOf } from '../../support/markup.ts';
import { unzip } from '../documents/support.ts';

const refusal = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });
const ALL = { view: {}, ids: null };

async function fileSome(vault: TestVault, ...inputs: Array<Parameters<typeof aCustomer>[0]>) {
  const made = [];
  for (const input of inputs) made.push(await vault.as('archivist').customers.create(aCustomer(input)));
  return made;
}

function printsIn(vault: TestVault) {
  return vault.opened.handles.reader.rows<{ object: string; secrecy: string | null; covers: number }>(
    "select object, secrecy, covers from audit where action = 'customers.print' and decision = 'allow' order by seq",
  );
}

async function expectSound(vault: TestVault) {
  const { checks } = await vault.as('auditor').audit.verify();
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
}

describe('the cards of many archives', () => {
  test('stand each on a page of its own under its own head, and each is in the log', async () => {
    await using vault = await openTestVault();
    await fileSome(
      vault,
      { name: '乙厂' },
      { name: '甲厂', secrecy: 'secret' },
      { name: '绝密厂', secrecy: 'top_secret' },
    );
    const archivist = vault.as('archivist');
    const chosen = { ...ALL };
    expect(await archivist.customers.printable({ chosen })).toMatchObject({
      printed: 2,
      guarded: 1,
      withheld: 1,
    });
    const pages = await archivist.prints.pages({ form: 'cards', id: 0, options: { chosen } });
    expect(pages).toMatchObject({ pages: 2, suggestedName: '客户档案卡 2 户' });
    const sheets = markupOf(pages).split('<section');
    expect(sheets[1]).toContain('甲厂');
    expect(sheets[1]).toContain('机密★');
    expect(sheets[2]).toContain('乙厂');
    expect(sheets[2]).not.toContain('机密★');
    for (const sheet of sheets.slice(1)) expect(sheet).toContain('第 1 页　共 1 页');
    expect(markupOf(pages)).not.toContain('绝密厂');
    expect(printsIn(vault)).toEqual([
      { object: 'customer:2', secrecy: 'secret', covers: 0 },
      { object: 'customer:1', secrecy: 'normal', covers: 0 },
      { object: 'list', secrecy: null, covers: 2 },
    ]);
    await expectSound(vault);
  });

  test('go to paper and to Word as they are shown', async () => {
    await using vault = await openTestVault();
    const made = await fileSome(vault, { name: '乙厂' }, { name: '甲厂' });
    const archivist = vault.as('archivist');
    const options = { chosen: { view: {}, ids: made.map(({ id }) => id) } };
    const { print } = await archivist.prints.pages({ form: 'cards', id: 0, options });
    const pdf = await archivist.prints.pdfOfPages({ print });
    const read = await readPdf(Buffer.from(pdf?.base64 ?? '', 'base64'));
    expect(read.sizes).toHaveLength(2);
    const word = await archivist.prints.docx({ form: 'cards', id: 0, options });
    const body = unzip(Buffer.from(word.base64, 'base64')).get('word/document.xml')?.toString() ?? '';
    expect(body.match(/<w:sectPr/g)).toHaveLength(2);
    expect(body.indexOf('甲厂')).toBeLessThan(body.indexOf('乙厂'));
  });

  test('are refused where there is none, and to whoever prints none', async () => {
    await using vault = await openTestVault();
    const { prints } = vault.as('archivist');
    const ask = { form: 'cards', id: 0, options: { chosen: ALL } };
    await expect(prints.pages(ask)).rejects.toEqual(refusal('customers.nothing_to_print'));
    await fileSome(vault, {});
    await expect(vault.as('developer').prints.pages(ask)).rejects.toEqual(refusal('access.denied'));
    await expect(prints.pages({ form: 'cards', id: 0 })).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
    });
  });
});

describe('档案索引', () => {
  test('is in the order of the list, says 机密 in its remark, and what is left out', async () => {
    await using vault = await openTestVault();
    await fileSome(
      vault,
      { name: '乙厂', grade: 'gold', province: '440000', city: '440600', category: 'supplier' },
      { name: '甲厂', secrecy: 'secret', shelf: { room: null, cabinet: '3', level: 2, position: 15 } },
      { name: '绝密厂', secrecy: 'top_secret' },
    );
    const view = { sort: { by: 'name' as const, descending: true } };
    const options = { chosen: { view, ids: null } };
    const pages = await vault.as('archivist').prints.pages({ form: 'archive_index', id: 0, options });
    const markup = markupOf(pages);
    expect(markup.indexOf('乙厂')).toBeLessThan(markup.indexOf('甲厂'));
    for (const words of ['档案索引', '广东省佛山市', '供应商', '黄金', '机密', '另有 1 户按密级规定未列入。'])
      expect(markup).toContain(words);
    expect(markup).not.toContain('绝密厂');
    expect(printsIn(vault)).toEqual([
      { object: 'customer:2', secrecy: 'secret', covers: 0 },
      { object: 'list', secrecy: null, covers: 1 },
    ]);
    await expectSound(vault);
  });
});

test('labels too are printed of a list that is chosen as a whole', async () => {
  await using vault = await openTestVault();
  const made = await fileSome(vault, { name: '甲厂' }, { name: '乙厂' }, { name: '丙店' });
  const chosen = { view: { text: '厂' }, ids: null, except: [made[0]?.id ?? 0] };
  const pages = await vault
    .as('archivist')
    .prints.pages({ form: 'inspection_labels', id: 0, options: { chosen } });
  expect(markupOf(pages)).toContain('乙厂');
  expect(markupOf(pages)).not.toContain('甲厂');
  expect(markupOf(pages)).not.toContain('丙店');
});
