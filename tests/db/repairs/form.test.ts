import { markupOf } from '../../support/markup.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCustomer } from '../../support/factories.ts';
import { because } from '../../support/reasons.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { found, inspecting } from './support.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openTestVault();
  const { customers, repairs } = vault.as('archivist');
  const shelf = { room: '一号', cabinet: 'B', level: 3, position: 7 };
  const one = await customers.create(aCustomer({ name: '佛山市甲五金厂', shelf }));
  const two = await customers.create(aCustomer({ name: '佛山市乙五金厂' }));
  inspecting(vault, 4).find(one.id, found('mouldy', 'severe', '封底发霉'));
  inspecting(vault, 5).find(two.id, found('faded'));
  await repairs.withdraw({ id: 2, version: 1, reason: because('看错了') });
});
afterAll(() => vault[Symbol.asyncDispose]());

const paper = { size: 'A4', landscape: true } as const;

test('all that is open, with its archive, place and note', async () => {
  const pages = await vault.as('service_manager').prints.pages({ form: 'repairs', id: 0, paper });
  const { title, widthMm } = pages;
  const html = markupOf(pages);
  expect([title, widthMm]).toEqual(['修复登记表', 297]);
  for (const text of ['佛山市甲五金厂', '一号 室', '霉变', '严重', '封底发霉']) expect(html).toContain(text);
  expect(html).not.toContain('佛山市乙五金厂');
  expect(lastRow()).toMatchObject({ action: 'repairs.read', object: 'list', reason: null });
});

test('or what one inspection found, whatever became of it, as a Word file too', async () => {
  const html = markupOf(await vault.as('archivist').prints.pages({ form: 'repairs', id: 5, paper }));
  for (const text of ['佛山市乙五金厂', '字迹变色', '已作废']) expect(html).toContain(text);
  expect(html).not.toContain('佛山市甲五金厂');
  const file = await vault.as('archivist').prints.docx({ form: 'repairs', id: 5, paper });
  expect(Buffer.from(file.base64, 'base64').subarray(0, 2).toString()).toBe('PK');
  expect(lastRow()).toMatchObject({ object: 'inspection:5', reason: 'docx' });
});

test('not by who does not read repairs', async () => {
  await expect(vault.as('developer').prints.pages({ form: 'repairs', id: 0, paper })).rejects.toMatchObject({
    cause: { code: 'access.denied' },
  });
});

const lastRow = () =>
  vault
    .contextOf('archivist')
    .reader.row('select action, object, reason from audit order by seq desc limit 1');
