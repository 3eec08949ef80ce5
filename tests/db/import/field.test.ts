import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import { openTestVault } from '../../support/vault.ts';
import { archivesOf, bringIn, planOf } from './support/field.ts';
import { listAll } from './support/importing.ts';

const people = ({ contacts }: CustomerInput) =>
  contacts.map(({ name, position, mobile }) => [name, position, mobile]);

describe('1. who is one customer', () => {
  it('d01: a branch is never its parent, nor one legal form another', async () => {
    await using vault = await openTestVault();
    const { counts, groups } = await bringIn(vault, 'd01-branch-业务客户.csv');
    expect(counts).toMatchObject({ added: 8, skipped: 0 });
    expect(groups).toMatchObject({ sure: 0, doubtful: 1 });
  });

  it('d03: 市 is struck only where it ends a city', async () => {
    await using vault = await openTestVault();
    const { counts, groups } = await bringIn(vault, 'd03-city-sign-业务客户.csv');
    expect([counts.added, groups.total]).toEqual([6, 0]);
  });

  it('d05: a code that fails its check gives way to the right one', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, 'd05a-wrong-code-业务客户.csv');
    const { said, archives } = await bringIn(vault, 'd05b-mended-code-业务客户.csv');
    expect(archives).toMatchObject([{ uscc: '91440604MA4UQ0051B', usccWaiver: null }]);
    expect(said).toEqual({ 2: ['code_corrected'] });
    expect((await bringIn(vault, 'd05a-wrong-code-业务客户.csv')).archives).toMatchObject([
      { uscc: '91440604MA4UQ0051B' },
    ]);
  });

  it('d06: a new name is the name, by the code or by the column of former names; brackets are asked about', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, 'd06a-before-业务客户.csv');
    const { planId, groups } = await planOf(vault, 'd06b-after-业务客户.csv');
    expect(groups).toEqual({ total: 3, sure: 2, doubtful: 1 });
    const { import: imports } = vault.as('archivist');
    const [question] = (await imports.groups({ planId, offset: 0, limit: 9 })).groups;
    expect(question).toMatchObject({
      reason: 'former_in_brackets',
      archives: [{ name: '梧子五金有限公司' }],
    });
    await imports.run({ planId, answers: { byGroup: { [question?.id ?? '']: 'update' } } });
    const names = (await archivesOf(vault)).map(({ name, formerNames }) => [name, ...formerNames]);
    expect(names).toEqual([
      ['梧实智能科技有限公司', '梧实五金有限公司'],
      ['梧果新材料有限公司', '梧果五金有限公司'],
      ['梧子新材料有限公司', '梧子五金有限公司'],
    ]);
    // The older file again: each is known by what it was called.
    const { counts, archives } = await bringIn(vault, 'd06a-before-业务客户.csv');
    expect(counts).toMatchObject({ added: 0 });
    expect(archives.map(({ name, formerNames }) => [name, ...formerNames])).toEqual(names);
  });

  it('d07: what search holds equal is one; what stands behind a name is asked about', async () => {
    await using vault = await openTestVault();
    const { planId, said, counts } = await bringIn(vault, 'd07-writing-业务客户.csv');
    expect(counts).toMatchObject({ added: 9, skipped: 4 });
    for (const row of [3, 5, 13, 14]) expect(said[row]).toEqual(['skipped_in_file']);
    expect(said[6]).toEqual(['name_state']);
    const { groups } = await vault.as('archivist').import.groups({ planId, offset: 0, limit: 9 });
    expect(groups.filter(({ isSure }) => !isSure).map(({ rows }) => rows.map(({ row }) => row))).toEqual([
      [6, 7],
      [8, 9],
      [10, 11],
    ]);
  });

  it('d07: and of an archive that is there already', async () => {
    await using vault = await openTestVault();
    await bringIn(vault, 'd07-writing-业务客户.csv');
    const { groups, counts } = await bringIn(vault, 'd07-writing-业务客户.csv');
    expect(counts).toMatchObject({ added: 0 });
    expect(groups.doubtful).toBe(0);
  });

  it('k06: shops of one name in two cities, and people of one name, are asked about', async () => {
    await using vault = await openTestVault();
    const { groups, counts } = await bringIn(vault, 'k06-namesakes-业务客户.csv');
    expect([groups.doubtful, counts.added]).toEqual([2, 4]);
    // Again each is the archive that it was.
    const again = await bringIn(vault, 'k06-namesakes-业务客户.csv');
    expect(again.groups).toMatchObject({ sure: 4, doubtful: 0 });
    expect(again.counts.added).toBe(0);
  });

  it('d13: a sign of nothing is no code', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'd13-placeholder-codes-业务客户.csv');
    expect(archives).toHaveLength(14);
    expect(archives.every(({ uscc }) => uscc === null)).toBe(true);
    expect(archives.map(({ note }) => note).filter(Boolean)).toEqual([
      '统一社会信用代码：个体',
      '统一社会信用代码：个体',
    ]);
  });
});

describe('2. where every value ends', () => {
  it('h01: the export of a register', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'h01-registry-export.xlsx');
    expect(archives).toMatchObject([
      {
        uscc: '91440604MA4UP0CA1W',
        legalPerson: '钱多多',
        englishName: 'Guiying Hardware Co., Ltd.',
        formerNames: ['桂花五金厂'],
        district: '440604',
        industry: 'C33',
        indexTerms: [],
        phones: ['0757-82350001', '13900008001', '13900008002'],
      },
    ]);
    expect(archives[0]?.note?.split('\n').toSorted()).toEqual(
      [
        '登记状态：存续',
        '注册资本：500万元人民币',
        '成立日期：2015-06-01',
        '注册号：440604000012345',
        '企业类型：有限责任公司(自然人独资)',
        '邮箱：a@example.com',
        '经营范围：生产、销售：五金制品、塑料制品；货物进出口',
      ].toSorted(),
    );
  });

  it('h03b, r16: two columns of people are two people, each with the number beside it', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'h03b-fuzeren-lianxiren.xlsx');
    expect(archives.map(people)).toEqual([
      [
        ['钱多多', null, null],
        ['赵有余', null, '13900008013'],
      ],
    ]);
    const groups = await bringIn(vault, 'r16-two-row-groups.xlsx');
    expect(groups.archives.at(-1)?.contacts.map(({ name, mobile }) => [name, mobile])).toEqual([
      ['钱多多', '13900005001'],
      ['赵大有', '13900005002'],
    ]);
  });

  it('h03c: of two addresses the first counts, the other is noted', async () => {
    await using vault = await openTestVault();
    const { archives, said } = await bringIn(vault, 'h03c-two-addresses.xlsx');
    expect(archives).toMatchObject([{ address: '佛山市禅城区A路1号', note: '通讯地址：佛山市南海区B路2号' }]);
    expect(said).toEqual({ 2: ['noted'] });
  });

  it('l01: nothing goes without a word', async () => {
    await using vault = await openTestVault();
    const { planId, archives } = await bringIn(vault, 'l01-silent.xlsx');
    expect(archives.map(({ note }) => note?.split('\n'))).toEqual([
      ['地区：华南大区', '档案柜：3', '库房：二号库', '合作状态：停止合作'],
      ['职务：总经理', '库房：二号库', '合作状态：合作中'],
      ['地区：华东大区', '档案柜：5', '层：2', '合作状态：黑名单'],
    ]);
    expect(archives.map(people)).toEqual([
      [
        ['钱一', '经理', '13900014001'],
        ['赵二', '采购员', '13900014002'],
      ],
      [],
      [['钱三', '老板', '13900014003']],
    ]);
    expect(archives[1]).toMatchObject({ province: '440000', city: '440600' });
    // Each row says which.
    const warned = await listAll(vault, planId, 'warned');
    const columns = warned.map(({ warnings }) => warnings.map(({ column }) => column).toSorted());
    expect(columns).toEqual(
      [
        ['地区', '档案柜', '库房', '合作状态'],
        ['职务', '库房', '合作状态'],
        ['地区', '档案柜', '层', '合作状态'],
      ].map((titles) => titles.toSorted()),
    );
  });

  it('k09: what stands behind a place and beside a position is noted, and our own people’s numbers are', async () => {
    await using vault = await openTestVault();
    const { said, archives } = await bringIn(vault, 'k09-nothing-lost-业务客户.csv');
    expect(archives.map(people)).toEqual([
      [['钱九', '经理', '13900021020']],
      [['赵经理', null, '13900021022']],
    ]);
    expect(archives.map(({ name, district, address, phones }) => [name, district, address, phones])).toEqual([
      ['栎南五金厂', '440605', '佛山市南海区桂城2号', []],
      ['栎北五金厂', '440606', null, []],
    ]);
    expect(archives.map(({ note }) => note?.split('\n').toSorted())).toEqual([
      ['2024年销售额：12', '业务员：李四', '业务员电话：13900021021', '职务：采购员'].toSorted(),
      ['地区：佛山市顺德容桂'],
    ]);
    expect(said).toMatchObject({ 2: ['noted', 'person_unknown'], 3: ['noted'], 4: ['left_footer'] });
  });

  it('m08: signs of nothing are nothing in every field', async () => {
    await using vault = await openTestVault();
    const { archives, counts } = await bringIn(vault, 'm08-nulls-业务客户.csv');
    expect(counts).toMatchObject({ added: 5, warned: 0 });
    for (const { uscc, contacts, phones, address, grade, firstContactOn, note } of archives)
      expect([uscc, contacts, phones, address, grade, firstContactOn, note]).toEqual([
        null,
        [],
        [],
        null,
        null,
        null,
        null,
      ]);
  });

  it('v01: guards are no part of a value', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'v01-guards-业务客户.csv');
    expect(archives).toMatchObject([
      {
        uscc: '91440604MA4UP0BA17',
        phones: ['13900006001', '0757-82330001'],
        legacyCode: '00123',
        note: '合作中',
      },
      {
        uscc: '91440604MA4UP0BB18',
        phones: ['13900006002', '0757-82330002'],
        legacyCode: '00124',
        note: null,
      },
      { uscc: '91440604MA4UP0BC19', phones: ['13900006003'], legacyCode: '00125', note: null },
    ]);
  });

  it('v08: a full date is read, the rest is noted, and no row is refused for it', async () => {
    await using vault = await openTestVault();
    const { archives, counts, said } = await bringIn(vault, 'v08-dates-业务客户.csv');
    expect(counts).toMatchObject({ added: 41, refused: 0 });
    const unread = [0, 2, 5, 6, 9, 12, 15, 18, 22, 23, 30, 31, 32, 33, 34, 35, 38, 40];
    expect(archives.flatMap(({ firstContactOn }, at) => (firstContactOn === null ? [at] : []))).toEqual(
      unread,
    );
    for (const at of unread) {
      expect(archives[at]?.note).toMatch(/^首次接触日期：./);
      expect(said[at + 2]?.[0]).toMatch(/^date_/);
    }
    for (const at of [3, 4, 17, 21, 24, 25, 27, 29]) expect(archives[at]?.firstContactOn).toBe('2024-03-05');
  });

  it('k08: a code, a place, a person and a term are read out of what stands beside them', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'k08-cells-业务客户.csv');
    expect(archives).toMatchObject([
      { uscc: '91440604MA4UP0CA1W', usccWaiver: null, retention: 'D10', firstContactOn: '2024-03-05' },
      { uscc: '91440604MA4UP0BA17', usccWaiver: null, retention: 'D30' },
    ]);
    expect(archives.map(({ district }) => district)).toEqual(['440604', '440604']);
    expect(archives.map(people)).toEqual([[['钱八', '采购员', '13900021018']], [['赵八 女士', null, null]]]);
    // What somebody is called on QQ is no number to call.
    expect(archives.map(({ phones, note }) => [phones, note?.split('\n').toSorted()])).toEqual([
      [[], ['手机：QQ:23456789', '税号：税号：91440604MA4UP0CA1W']],
      [[], ['手机：QQ 23456789', '税号：91440604MA4UP0BA17（三证合一）']],
    ]);
  });

  it('v08: a contract ends on the last day of the span that is written for it', async () => {
    await using vault = await openTestVault();
    const path = join(vault.folder, '业务客户.csv');
    writeFileSync(path, '客户名称,合同有效期\n甲厂,2024.1.1-2026.12.31\n乙厂,2026-12-31\n丙厂,三年\n');
    const { said, archives } = await bringIn(vault, path);
    expect(archives.map(({ contractEndsOn, note }) => [contractEndsOn, note])).toEqual([
      ['2026-12-31', '合同有效期：2024.1.1-2026.12.31'],
      ['2026-12-31', null],
      [null, '合同有效期：三年'],
    ]);
    expect(said).toEqual({ 2: ['noted'], 3: [], 4: ['date_unreadable'] });
  });

  it('v09: numbers are read out of their words', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'v09-phones-业务客户.csv');
    expect(archives).toHaveLength(56);
    const numbers = (at: number) => archives[at]?.phones;
    expect(numbers(8)).toEqual(['0757-82340009']);
    expect(numbers(19)).toEqual(['0757-82340022', '0757-82340023']);
    expect(numbers(21)).toEqual(['82340027', '13900007028']);
    expect(archives[21]?.note).toBe('电话：82340027(办)13900007028(手)');
    for (const at of [16, 17]) expect(archives[at]?.contacts).toMatchObject([{ name: '张生' }]);
    expect(archives[16]?.contacts[0]?.mobile).toBe('13900007018');
    expect(archives[15]).toMatchObject({ phones: ['13900007017'], note: '电话：13900007017（微信同号）' });
    for (const { phones, contacts, note } of archives.filter((_one, at) => at !== 51))
      expect(phones.length + contacts.length > 0 || note !== null).toBe(true);
  });
});

describe('3. rows and words', () => {
  const SECTIONS = [2, 4, 6, 8, 10, 11];

  it('m03b: headings are left out, and taken in by a click', async () => {
    await using vault = await openTestVault();
    const { said, archives } = await bringIn(vault, 'm03b-section-lines-in-name.xlsx');
    expect(archives).toHaveLength(5);
    for (const row of SECTIONS) expect(said[row]).toEqual(['left_section']);
    const again = await bringIn(vault, 'm03b-section-lines-in-name.xlsx', { takeIn: [8] });
    expect(again.archives.map(({ name }) => name).at(-1)).toBe('★重点客户★');
    expect(again.counts).toMatchObject({ added: 1 });
  });

  it('k05: headings by letters, places and times, what templates say, and lines under the table', async () => {
    await using vault = await openTestVault();
    const { said, archives } = await bringIn(vault, 'k05-lines-业务客户.csv');
    expect(archives.map(({ name }) => name)).toEqual([
      '栎木五金厂',
      '栎林五金厂',
      '栎森五金厂',
      '栎叶五金馆（3家）',
      '佛山五金',
    ]);
    const kinds = {
      hint: [2, 3],
      section: [4, 6, 8, 10, 12, 13],
      total: [15, 16],
      footer: [17, 18, 19, 20, 21],
    };
    for (const [kind, rows] of Object.entries(kinds))
      for (const row of rows) expect([row, said[row]]).toEqual([row, [`left_${kind}`]]);
  });

  it('k05: in a list of names alone a place and a letter are names', async () => {
    await using vault = await openTestVault();
    const path = join(vault.folder, '业务客户.csv');
    writeFileSync(path, '客户名称\n东方\nA\n广东\n');
    expect((await bringIn(vault, path)).archives.map(({ name }) => name)).toEqual(['东方', 'A', '广东']);
  });

  it('m05: blanks between Chinese characters are none of the name’s', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'm05-inner-spaces.xlsx');
    expect(archives.map(({ name }) => name)).toEqual([
      '杉源五金有限公司',
      '佛山市杉溪五金厂',
      '杉谷五金厂（原杉峪厂）',
      '杉坡五金厂13900011024',
      '杉涧',
      '杉泉五金店',
    ]);
    const { results } = await vault.as('archivist').search.query({ text: '杉泉五金店', limit: 5 });
    expect(results).toHaveLength(1);
  });

  it('s01: names are found by every reading of their characters, numbers as anybody writes them', async () => {
    await using vault = await openTestVault();
    const { counts } = await bringIn(vault, 's01-names.xlsx');
    expect(counts).toMatchObject({ refused: 0 });
    const { search } = vault.as('archivist');
    const found = async (text: string) =>
      (await search.query({ text, limit: 100 })).results.map(({ name }) => name);
    const names = [
      ['曾氏五金厂', ['zengshi', 'cengshi']],
      ['单记五金店', ['shanji', 'danji']],
      ['乐清榕瓯电气有限公司', ['yueqing']],
      ['大埔榕梅陶瓷厂', ['dabu']],
      ['吕氏五金厂', ['lv', 'lu', 'lü']],
      ['绿源五金厂', ['lv', 'lu', 'lü']],
      ['铝达五金厂', ['lv', 'lu', 'lü']],
      ['重庆榕江五金有限公司', ['138-1234-5678', '+86 138 1234 5678', '(0757)8333 4444']],
    ] as const;
    for (const [name, texts] of names)
      for (const text of texts) expect([text, ...(await found(text))]).toContain(name);
    expect(await found('138-1234-5678')).toHaveLength(1);
  });

  it('t2: a column tells the category of each row; two of them are refused, or mapped', async () => {
    await using vault = await openTestVault();
    const first = await bringIn(vault, 't2-往来单位导入模板.csv');
    expect(first.archives.map(({ category }) => category)).toEqual(['supplier', 'client']);
    expect(first.said[4]).toEqual(['category_several']);
    const both = { field: 'category', category: null, word: '客户和供应商', code: 'client' } as const;
    const mapped = await bringIn(vault, 't2-往来单位导入模板.csv', { words: [both] });
    expect(mapped.archives.map(({ category }) => category)).toEqual(['supplier', 'client', 'client']);
  });

  it('k07: a heading that names a category says it for the rows below', async () => {
    await using vault = await openTestVault();
    const { said, archives } = await bringIn(vault, 'k07-two-blocks-往来单位.csv');
    expect(archives.map(({ name, category }) => [name, category])).toEqual([
      ['栎金五金厂', 'supplier'],
      ['栎水商行', 'client'],
      ['栎火商行', 'client'],
      ['栎土律师事务所', 'partner'],
    ]);
    expect([said[4], said[5], said[7], said[9]]).toEqual([
      ['left_section'],
      ['left_repeated_header'],
      ['left_section'],
      ['left_section'],
    ]);
  });

  it('k07: and says nothing where it is taken in as a customer', async () => {
    await using vault = await openTestVault();
    const { archives } = await bringIn(vault, 'k07-two-blocks-往来单位.csv', { takeIn: [9] });
    expect(archives.at(-2)).toMatchObject({ name: '【合作机构】', category: 'client' });
    expect(archives.at(-1)).toMatchObject({ category: 'client' });
  });

  it('g01: an unknown word comes in with the customer, and is mapped once', async () => {
    await using vault = await openTestVault();
    const asked = await planOf(vault, 'g01-grade-abcd.xlsx');
    expect(asked.words.map(({ field, word, rows, meant }) => [field, word, rows, meant])).toEqual(
      ['A', 'B', 'C', 'D'].map((word) => ['grade', word, 1, null]),
    );
    expect(asked.words[0]?.choices.map(({ code }) => code)).toContain('platinum');
    const words = [
      { field: 'grade', category: 'client', word: 'A', code: 'platinum' },
      { field: 'grade', category: 'client', word: 'B', code: 'gold' },
    ] as const;
    const { archives, counts } = await bringIn(vault, 'g01-grade-abcd.xlsx', { words: [...words] });
    expect(counts).toMatchObject({ added: 4, refused: 0, warned: 2 });
    expect(archives.map(({ grade, note }) => [grade, note])).toEqual([
      ['platinum', null],
      ['gold', null],
      [null, '等级：C'],
      [null, '等级：D'],
    ]);
    // Remembered, and what the list lacks means nothing.
    const again = await planOf(vault, 'g01-grade-abcd.xlsx');
    expect(again.words.map(({ meant }) => meant)).toEqual(['platinum', 'gold', null, null]);
    const wrong = [{ ...words[0], code: 'diamond' }];
    const other = await planOf(vault, 'g01-grade-abcd.xlsx', { words: wrong });
    expect(other.words[0]?.meant).toBeNull();
  });

  it('g01: a word that is added to its list is one of it', async () => {
    await using vault = await openTestVault();
    const { words } = await planOf(vault, 'g01-grade-abcd.xlsx');
    const [{ list = null } = {}] = words;
    expect(words.map((word) => word.list)).toEqual(['A', 'B', 'C', 'D'].map(() => 'grade_metal'));
    const { lists } = vault.as('supervisor');
    const used = (await lists.all())[list ?? ''] ?? [];
    const items = used.map(({ code, labelZh, labelEn }) => ({ code, labelZh, labelEn }));
    const added = await lists.edit({ list: list ?? '', items: [...items, { labelZh: 'A', labelEn: '' }] });
    const { archives } = await bringIn(vault, 'g01-grade-abcd.xlsx');
    expect(archives[0]).toMatchObject({ grade: added.at(-1)?.code, note: null });
  });
});
