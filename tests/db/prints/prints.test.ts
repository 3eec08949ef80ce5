import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aContact, aCustomer } from '../../support/factories.ts';
import { readPdf } from '../../electron/printed/support.ts';
import { because } from '../../support/reasons.ts';
import { HOSTILE, unzip } from '../documents/support.ts';
import { markupOf } from '../../support/markup.ts';

async function fileOne(vault: TestVault, overrides: Parameters<typeof aCustomer>[0] = {}) {
  return vault.as('archivist').customers.create(aCustomer(overrides));
}

function printsIn(vault: TestVault) {
  return vault.opened.handles.reader.rows<{ decision: string; object: string; reason: string | null }>(
    "select decision, object, reason from audit where action = 'customers.print' order by seq",
  );
}

const refusal = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

describe('printing 客户档案卡', () => {
  test('gives one page for a usual customer, with codes in words', async () => {
    await using vault = await openTestVault();
    const { id, archiveNo } = await fileOne(vault, {
      category: 'client',
      name: '佛山市金艺五金有限公司',
      subType: 'distributor',
      grade: 'gold',
      size: 'medium',
      province: '440000',
      city: '440600',
      district: '440606',
      contacts: [aContact({ position: '采购总监' })],
    });
    const card = await vault.as('archivist').prints.pages({ form: 'card', id });
    expect(card).toMatchObject({ pages: 1, widthMm: 210, heightMm: 297, title: '客户档案卡' });
    expect(card.suggestedName).toBe(`客户档案卡 ${archiveNo} 佛山市金艺五金有限公司`);
    for (const words of [
      '经销商',
      '黄金',
      '中型',
      '广东省佛山市顺德区',
      '采购总监',
      archiveNo,
      '打印：archivist',
      '第 1 页　共 1 页',
    ])
      expect(markupOf(card)).toContain(words);
  });

  test('names the keeper where there is one', async () => {
    await using vault = await openTestVault();
    const { id } = await fileOne(vault, { name: '佛山市金艺五金有限公司' });
    await vault.signIn('supervisor', 'archivist');
    const html = async () => markupOf(await vault.as('archivist').prints.pages({ form: 'card', id }));
    expect(await html()).not.toContain('supervisor');
    const keeper = vault.contextOf('supervisor').actor.personId;
    vault.contextOf('archivist').transaction((db) => {
      db.execute('update customer set keeper_id = ? where id = ?', keeper, id);
    });
    expect(await html()).toContain('supervisor');
  });

  test('says the class in force, not one on file that has lapsed (S1)', async () => {
    await using vault = await openTestVault();
    const { id } = await fileOne(vault, { secrecy: 'secret', secrecyUntil: '2026-03-05' });
    const printed = async () => {
      const html = markupOf(await vault.as('archivist').prints.pages({ form: 'card', id }));
      const { base64 } = await vault.as('archivist').prints.docx({ form: 'card', id });
      const word = unzip(Buffer.from(base64, 'base64'));
      return [html, [...word.values()].map((part) => Buffer.from(part).toString()).join('')];
    };
    const lapsed = '机密（2026-03-05 到期，已解除）';
    vault.clock.advance({ days: 3 });
    for (const text of await printed())
      expect([text.includes('机密'), text.includes(lapsed)]).toEqual([true, false]);
    vault.clock.advance({ days: 1 });
    for (const text of await printed()) expect(text.replaceAll(lapsed, '')).not.toContain('机密');
  });

  test('the typeface goes with it, so that it prints alike on every machine', async () => {
    await using vault = await openTestVault();
    const { id } = await fileOne(vault);
    const html = markupOf(await vault.as('archivist').prints.pages({ form: 'card', id }));
    expect(html).toMatch(/@font-face\{font-family:'Noto Serif SC'.*url\(data:font\/woff;base64,d09GRg/s);
  });

  test('what was typed stays text, on pages and in Word', async () => {
    await using vault = await openTestVault();
    const note = HOSTILE.join('\n');
    const { id } = await fileOne(vault, {
      name: HOSTILE[0] ?? '',
      note,
      contacts: [aContact({ name: HOSTILE[1] ?? '' })],
    });
    const html = markupOf(await vault.as('archivist').prints.pages({ form: 'card', id }));
    expect(html).not.toMatch(/<script|<img/);
    expect(html.match(/<style>/g)).toHaveLength(1);
    const { base64 } = await vault.as('archivist').prints.docx({ form: 'card', id });
    const body = unzip(Buffer.from(base64, 'base64')).get('word/document.xml')?.toString('utf8');
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain('𠮷野家');
  });

  test('a long record goes over pages, the same facts in Word', async () => {
    await using vault = await openTestVault();
    const contacts = Array.from({ length: 50 }, (_, index) => aContact({ name: `联系人${index + 1}` }));
    const { id } = await fileOne(vault, { contacts, note: '行\n'.repeat(1_000).trim() });
    const printed = await vault.as('archivist').prints.pages({ form: 'card', id });
    const { pages } = printed;
    const html = markupOf(printed);
    expect(pages).toBeGreaterThan(20);
    expect(html.match(/<section class="page"/g)).toHaveLength(pages);
    expect(html).toContain('联系人50');
  });

  test('every hand-over is one row in the log; the Word file says so', async () => {
    await using vault = await openTestVault();
    const { id } = await fileOne(vault);
    const archivist = vault.as('archivist');
    await archivist.prints.pages({ form: 'card', id });
    await archivist.prints.pages({ form: 'card', id, paper: { size: 'A5', landscape: true } });
    await archivist.prints.docx({ form: 'card', id });
    const object = `customer:${id}`;
    expect(printsIn(vault)).toEqual([
      { decision: 'allow', object, reason: null },
      { decision: 'allow', object, reason: null },
      { decision: 'allow', object, reason: 'docx' },
    ]);
    expect((await vault.as('auditor').audit.verify()).ok).toBe(true);
  });

  test('绝密 is refused to 信息专员 and the refusal is logged, 经理 may print it', async () => {
    await using vault = await openTestVault();
    const { id } = await fileOne(vault, { secrecy: 'top_secret' });
    await expect(vault.as('archivist').prints.pages({ form: 'card', id })).rejects.toEqual(
      refusal('access.denied'),
    );
    await expect(vault.as('supervisor').prints.docx({ form: 'card', id })).rejects.toEqual(
      refusal('access.denied'),
    );
    expect(printsIn(vault).map(({ decision }) => decision)).toEqual(['deny', 'deny']);
    const html = markupOf(await vault.as('service_manager').prints.pages({ form: 'card', id }));
    expect(html).toContain('绝密★30年');
  });

  test.each(['developer', 'requester', 'system_admin', 'auditor'] as const)(
    '%s prints nothing',
    async (role) => {
      await using vault = await openTestVault();
      const { id } = await fileOne(vault);
      const prints = vault.as(role).prints;
      await expect(prints.pages({ form: 'card', id })).rejects.toEqual(refusal('access.denied'));
      await expect(prints.docx({ form: 'card', id })).rejects.toEqual(refusal('access.denied'));
    },
  );

  test('a customer that does not exist is not found, and nothing is logged as printed', async () => {
    await using vault = await openTestVault();
    await expect(vault.as('archivist').prints.pages({ form: 'card', id: 404 })).rejects.toEqual(
      refusal('customers.not_found'),
    );
    expect(printsIn(vault).filter(({ decision }) => decision === 'allow')).toEqual([]);
  });
});

describe('a PDF', () => {
  test('goes to a file; what the typeface lacks needs a printer, and says so where there is none', async () => {
    await using vault = await openTestVault();
    const archivist = vault.as('archivist');
    const path = join(vault.folder, 'card.pdf');
    const token = vault.grant('archivist', path, 'write');
    const { id } = await archivist.customers.create(aCustomer({ name: '佛山市😀五金厂' }));
    await expect(archivist.prints.pdf({ form: 'card', id, token })).rejects.toThrow('prints.no_printer');
    expect(existsSync(path)).toBe(false);
    const other = await archivist.customers.create(aCustomer());
    expect(await archivist.prints.pdf({ form: 'card', id: other.id, token })).toEqual({ pages: 1 });
    expect((await readPdf(readFileSync(path))).title).toContain('客户档案卡');
  });

  test('of pages that were handed over is what was shown, whatever has changed since, and logged with them', async () => {
    await using vault = await openTestVault();
    const archivist = vault.as('archivist');
    const input = aCustomer({ name: '佛山市旧名五金厂' });
    const { id } = await archivist.customers.create(input);
    const { print, suggestedName } = await archivist.prints.pages({ form: 'card', id });
    const renamed = { ...input, name: '佛山市新名五金厂' };
    await archivist.customers.update({ id, version: 1, input: renamed, reason: because('更名') });
    const pdf = await archivist.prints.pdfOfPages({ print });
    const bytes = Buffer.from(pdf?.base64 ?? '', 'base64');
    expect((await readPdf(bytes)).title).toBe(suggestedName);
    expect(suggestedName).toContain('旧名');
    expect(printsIn(vault)).toHaveLength(1);
    const next = await archivist.prints.pages({ form: 'card', id });
    await expect(archivist.prints.pdfOfPages({ print })).rejects.toThrow('prints.not_held');
    await expect(vault.as('supervisor').prints.pdfOfPages({ print: next.print })).rejects.toThrow(
      'prints.not_held',
    );
  });
});

test('a form that no subject brings is refused', async () => {
  await using vault = await openTestVault();
  await expect(vault.as('archivist').prints.pages({ form: 'loan', id: 1 })).rejects.toThrow(
    'prints.no_such_form',
  );
});
