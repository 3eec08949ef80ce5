import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CellValue } from '../../../db/domain/cells/text.ts';
import { likelyField, titledField } from '../../../db/features/import/titles.ts';
import { understandSheet } from '../../../db/features/import/understand.ts';
import { openTestVault } from '../../support/vault.ts';
import { bringIn, fieldFile } from './support/field.ts';

describe('1. what stands around a title', () => {
  it.each([
    ['客户名称 Customer Name', 'name'],
    ['Customer Name客户名称', 'name'],
    ['客户名称/Client Full Name', 'name'],
    ['地址\nAddress', 'address'],
    ['电话 Telephone No.', 'phone'],
    ['Tel.', 'phone'],
    ['★联系人', 'contactName'],
    ['*客户名称（全称）（必填）', 'name'],
    ['1.地址', 'address'],
    ['①地址', 'address'],
    ['【选填】备注', 'note'],
    ['手机/微信', 'mobile'],
    ['电话/传真', 'phone'],
    ['手机、固话', 'phone'],
    ['公司名称/姓名', 'name'],
    ['姓名及手机', 'contactAndPhone'],
    ['省、市、区', 'place'],
    ['手机2', 'mobile'],
    ['邮箱二', 'email'],
    ['公司', 'name'],
    ['客戶名稱', 'name'],
    ['聯繫人', 'contactName'],
    ['单位全名', 'name'],
    // A second language, or another thing, that says something else leaves it open.
    ['客户QQ', null],
    ['客户 Code', null],
    ['公司 Email', null],
    ['客户 Zone', null],
    ['联系人/职务', null],
    ['地址/邮编', null],
    ['微信/QQ', null],
    ['客户2', null],
    ['2024年销售额', null],
    [`客户名称${'，'.repeat(60)}`, null],
  ])('%j is %s', (title, field) => {
    expect(titledField(title)).toBe(field);
  });

  it('guesses a numbered title as the one without', () => {
    expect(['商务电话 2', '收货电话', '本地客户名称2'].map(likelyField)).toEqual(['phone', 'phone', null]);
  });
});

describe('2. the columns of a sheet', () => {
  const understand = (...rows: CellValue[][]) =>
    understandSheet(
      rows.map((cells, index) => ({ row: index + 1, cells })),
      { sheetName: '业务客户', kind: 'workbook' },
    );
  const fieldsOf = (...rows: CellValue[][]) => understand(...rows).columns.map(({ field }) => field);

  it('a name among titles that only the department knows is enough', () => {
    expect(fieldsOf(['单位名称', '开户行', '账号'], ['甲厂', '工行', '62'])).toEqual([
      'name',
      'other',
      'other',
    ]);
    expect(understand(['客户', '开户行', '账号'], ['甲厂', '工行', '62']).headerRow).toBeNull();
    expect(understand(['客户名称', '第1001号'], ['甲厂', 'x']).headerRow).toBeNull();
  });

  it('of several columns of names the one that says it in full counts', () => {
    expect(fieldsOf(['客户', '客户名称', '手机'], ['K1', '甲厂', '1'])).toEqual(['other', 'name', 'mobile']);
    expect(fieldsOf(['名称', '单位', '供应商'], ['螺丝', '件', '甲厂'])).toEqual(['other', 'other', 'name']);
    expect(fieldsOf(['客户', '供应商', '手机'], ['甲厂', '乙厂', '1'])).toEqual(['name', 'name', 'mobile']);
  });

  it('a number titled by a column of names is no name', () => {
    const titles = ['单位名称', '第一联系人', '第一联系人电话', '采购联系人电话'];
    expect(fieldsOf(titles, ['甲厂', '钱一', '1', '2'])).toEqual([
      'name',
      'contactName',
      'phone',
      'contactAndPhone',
    ]);
  });

  it('a form is no table', () => {
    const form: CellValue[][] = [
      ['客户名称', '甲厂', '联系人', '钱一'],
      ['地址', '汾江路1号', '电话', '1'],
    ];
    expect(understand(...form).problems).toEqual([{ code: 'import.not_by_rows' }]);
    expect(understand(...form, ['乙厂', '', '赵二', '']).problems).toEqual([]);
  });
});

describe('3. two tables side by side', () => {
  const ROWS = '单位名称,电话,,单位名称,电话\n栎上五金厂,82360001,,栎下五金厂,82360002\n';

  it('are said to be so, unless one of the columns of names is left out', async () => {
    await using vault = await openTestVault();
    const path = join(vault.folder, '业务客户.csv');
    writeFileSync(path, ROWS);
    const caller = vault.as('archivist');
    const token = vault.grant('archivist', path);
    const { sheets } = await caller.import.inspect({ token });
    expect(sheets[0]?.problems).toEqual([{ code: 'import.side_by_side' }]);
    const sheet = { sheet: '', headerRow: null, category: 'client' } as const;
    await expect(caller.import.plan({ token, sheets: [{ ...sheet, columns: null }] })).rejects.toThrow(
      'import.side_by_side',
    );
    const left = [3, 4].map((index) => ({ index, field: 'ignore' as const }));
    const plan = await caller.import.plan({ token, sheets: [{ ...sheet, columns: left }] });
    expect(plan.counts.added).toBe(1);
  });

  it('are not two columns of one name, nor of two names', async () => {
    await using vault = await openTestVault();
    for (const titles of [
      '客户名称,客户名称,电话',
      '客户名称,电话,供应商名称,电话',
      '客户名称,电话,客户名称,手机',
    ]) {
      const path = join(vault.folder, '业务客户.csv');
      writeFileSync(path, `${titles}\n栎上五金厂,,,\n`);
      const token = vault.grant('archivist', path);
      expect((await vault.as('archivist').import.inspect({ token })).sheets[0]?.problems).toEqual([]);
    }
  });
});

describe('4. ledgers', () => {
  it('k01: titles in two languages, with signs, hints and a second thing', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'k01-two-languages-业务客户.csv');
    expect(archives).toMatchObject([
      {
        name: '佛山市栎源五金有限公司',
        contacts: [{ name: '钱一', mobile: '13900021001', note: 'qian_yi' }],
        phones: ['0757-82360001'],
        district: '440604',
        note: '老客户',
      },
    ]);
  });

  it('k02: each of several people has the number beside their name, and what they are for', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'k02-many-people-业务客户.csv');
    expect(archives).toMatchObject([{ legacyCode: '00017', phones: ['0757-82360002'], note: null }]);
    expect(archives[0]?.contacts.map(({ name, position, mobile }) => [name, position, mobile])).toEqual([
      ['钱二', null, '13900021002'],
      ['孙二', '财务', '13900021004'],
      ['赵二', null, '13900021003'],
    ]);
  });

  it('k02: numbers behind both names stay those of the first', async () => {
    await using vault = await openTestVault();
    const path = join(vault.folder, '业务客户.csv');
    writeFileSync(path, '客户名称,联系人,第二联系人,手机\n甲厂,钱一,赵二,13900021006\n');
    const { archives } = await bringIn(vault, path);
    expect(archives[0]?.contacts.map(({ name, mobile }) => [name, mobile])).toEqual([
      ['钱一', '13900021006'],
      ['赵二', null],
    ]);
  });

  it('k03: a form is said to be one, unless the names are said to stand elsewhere', async () => {
    await using vault = await openTestVault();
    const caller = vault.as('archivist');
    const token = vault.grant('archivist', fieldFile('k03-form-业务客户.csv'));
    const sheet = { sheet: '', headerRow: null, category: 'client' } as const;
    const names = (index: number) => [{ index, field: 'name' as const }];
    for (const columns of [null, names(0)])
      await expect(caller.import.plan({ token, sheets: [{ ...sheet, columns }] })).rejects.toThrow(
        'import.not_by_rows',
      );
    const columns = [{ index: 0, field: 'other' as const }, ...names(1)];
    const plan = await caller.import.plan({ token, sheets: [{ ...sheet, columns }] });
    expect(plan.counts.total).toBe(2);
  });

  it('k04: what goods are counted in is nobody’s name', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'k04-counted-in-供应商.csv');
    expect(archives).toMatchObject([
      { name: '栎石五金厂', category: 'supplier', note: '产品名称：不锈钢螺丝\n单位：件' },
    ]);
  });
});
