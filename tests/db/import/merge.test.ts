import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blankContact, type CustomerInput } from '../../../db/domain/customer.ts';
import { valueSayer } from '../../../db/features/import/conflict-words.ts';
import {
  lostInArchive,
  mergeIntoArchive,
  mergeRows,
  type Displaced,
} from '../../../db/features/import/merge.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aRow, CODE } from './support/rows.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openTestVault();
});
afterAll(() => vault[Symbol.asyncDispose]());

const range = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at));
const someone = (name: string, over: Partial<CustomerInput['contacts'][number]> = {}) => ({
  ...blankContact(),
  name,
  ...over,
});
/** The rows made one, and what was told of which row. */
function merged(...rows: [CustomerInput, ...CustomerInput[]]) {
  const told: Array<[index: number, displaced: Displaced]> = [];
  const input = mergeRows(rows, valueSayer(vault.opened.handles), (...one) => void told.push(one));
  return { input, told };
}

describe('1. values of one row or the other', () => {
  it('a place is taken whole, from the first that names a province', () => {
    const wide = aRow({ province: '440000' });
    const exact = aRow({ province: '370000', city: '370800', district: '370811' });
    expect(mergeRows([wide, exact])).toMatchObject({ province: '440000', city: null, district: null });
    expect(mergeRows([aRow(), exact])).toMatchObject({
      province: '370000',
      city: '370800',
      district: '370811',
    });
    expect(mergeIntoArchive(wide, exact)).toMatchObject({
      province: '370000',
      city: '370800',
      district: '370811',
    });
    expect(mergeIntoArchive(exact, aRow())).toMatchObject({
      province: '370000',
      city: '370800',
      district: '370811',
    });
  });

  it('a code comes with why it was let pass, and is never replaced', () => {
    const waived = aRow({ uscc: '440600000012345', usccWaiver: '旧照' });
    expect(mergeRows([aRow(), waived])).toMatchObject({ uscc: '440600000012345', usccWaiver: '旧照' });
    expect(mergeRows([aRow({ uscc: CODE }), waived])).toMatchObject({ uscc: CODE, usccWaiver: null });
    expect(mergeIntoArchive(aRow({ uscc: CODE }), waived)).toMatchObject({ uscc: CODE, usccWaiver: null });
  });

  it('of classes the higher one counts', () => {
    const of = (...classes: Array<CustomerInput['secrecy']>) => {
      const [first = aRow(), ...others] = classes.map((secrecy) => aRow({ secrecy }));
      return mergeRows([first, ...others]).secrecy;
    };
    expect(of('normal', 'confidential')).toBe('confidential');
    expect(of('top_secret', 'confidential', 'normal')).toBe('top_secret');
  });
});

describe('2. lists', () => {
  it('take what is new, each once, up to their size', () => {
    const phones = range(9, (index) => String(13_800_000_700 + index));
    const more = ['0757-62980843', '075762980843', '13800000700', '0757-62980844'];
    expect(mergeRows([aRow({ phones }), aRow({ phones: more })]).phones).toEqual([
      ...phones,
      '0757-62980843',
    ]);
    const indexTerms = range(29, (index) => `词${index}`);
    const terms = mergeRows([aRow({ indexTerms }), aRow({ indexTerms: ['词3', '新', '多'] })]).indexTerms;
    expect(terms).toEqual([...indexTerms, '新']);
    const contacts = range(49, (index) => `人${index}`).map((name) => someone(name));
    const people = mergeRows([
      aRow({ contacts }),
      aRow({ contacts: [someone('人3'), someone('新'), someone('多')] }),
    ]);
    expect(people.contacts.map(({ name }) => name)).toEqual([...contacts.map(({ name }) => name), '新']);
    const formerNames = range(19, (index) => `旧名${index}厂`);
    const names = mergeRows([
      aRow({ formerNames }),
      aRow({ name: '别名厂', formerNames: ['旧名3厂', '多一厂'] }),
    ]);
    expect(names.formerNames).toEqual([...formerNames, '别名厂']);
    expect(mergeRows([aRow(), aRow({ name: '佛山金艺有限 公司' })]).formerNames).toEqual([]);
    expect(mergeRows([aRow(), aRow({ name: '别名厂', formerNames: ['别 名厂'] })]).formerNames).toEqual([
      '别名厂',
    ]);
  });

  it('a note takes lines that are new, each once, as long as there is room', () => {
    const joined = (base: string | null, other: string | null) =>
      mergeRows([aRow({ note: base }), aRow({ note: other })]).note;
    expect([joined(null, '乙'), joined('甲', null), joined('甲\n乙', '乙\n丙\n丙')]).toEqual([
      '乙',
      '甲',
      '甲\n乙\n丙',
    ]);
    const long = '长'.repeat(3_990);
    expect(joined(long, '九'.repeat(9))).toBe(`${long}\n${'九'.repeat(9)}`);
    expect(joined(long, `${'十'.repeat(10)}\n短`)).toBe(`${long}\n短`);
  });
});

describe('3. what did not stay in its field', () => {
  it('is told by the row that said it, and not where all stayed', () => {
    const { input, told } = merged(
      aRow({ address: '甲路', grade: 'gold' }),
      aRow({ address: '甲路', website: 'a.cn', note: '注' }),
      aRow({ address: '乙路' }),
    );
    expect(input).toMatchObject({ address: '甲路', website: 'a.cn', note: '注\n详细地址：乙路' });
    expect(told).toEqual([[2, { noted: ['详细地址：乙路'], lost: [] }]]);
  });

  it('names numbers, people, names and terms beyond the lists', () => {
    const full = aRow({
      phones: range(10, (index) => String(13_800_000_700 + index)),
      contacts: range(50, (index) => `人${index}`).map((name) => someone(name, { mobile: '13911111111' })),
      indexTerms: range(30, (index) => `词${index}`),
      formerNames: range(20, (index) => `旧名${index}厂`),
    });
    const next = aRow({
      phones: ['138-0000-0701', '13900000000'],
      contacts: [
        someone('人1', { mobile: '13911111111' }),
        someone('人2'),
        someone('人3', { mobile: '13922222222', position: '经理' }),
        someone('新人'),
      ],
      indexTerms: ['词1', '新词'],
      formerNames: ['旧名1厂', '新名厂'],
    });
    const lines = ['曾用名：新名厂', '电话：13900000000', '联系人：人3 13922222222、新人', '索引词：新词'];
    const { input, told } = merged(full, next);
    expect(told.map(([index, { noted, lost }]) => [index, noted.length, lost])).toEqual([
      [1, lines.length, []],
    ]);
    expect(input.contacts[3]).toMatchObject({ position: '经理', mobile: '13911111111' });
    expect(told[0]?.[1].noted).toEqual(lines);
    // People whom the vault's customer has are brought up to date, so they have not lost anything.
    expect(lostInArchive(next, full, valueSayer(vault.opened.handles))).toEqual([
      '曾用名：新名厂',
      '电话：13900000000',
      '联系人：新人',
      '索引词：新词',
    ]);
  });

  it('is told where as much is noted as is lost', () => {
    const { told } = merged(
      aRow({ note: '长'.repeat(3_985), address: '甲路' }),
      aRow({ note: '乙'.repeat(20), address: '乙路' }),
    );
    expect(told.map(([, { noted, lost }]) => [noted, lost])).toEqual([
      [['详细地址：乙路'], [`备注：${'乙'.repeat(20)}`]],
    ]);
  });

  it('is noted where it is as long as a note', () => {
    const long = (count: number) => {
      const people = range(50, (index) => someone(`人${index}`, { note: '甲' }).name);
      const with500 = (last: number) =>
        people.slice(0, 8).map((name, index) => someone(name, { note: '乙'.repeat(index < 7 ? 500 : last) }));
      const base = aRow({ contacts: people.map((name) => someone(name, { note: '甲' })) });
      return merged(base, aRow({ contacts: with500(count) })).input.note?.length ?? null;
    };
    const short = long(1) ?? 0;
    expect([long(4_001 - short), long(4_002 - short)]).toEqual([4_000, null]);
  });

  it('is lost where it is longer than a note, and the note stays empty', () => {
    const people = (note: string) =>
      range(12, (index) => `人${index}`).map((name) => someone(name, { note }));
    const { input, told } = merged(
      aRow({ contacts: people('甲') }),
      aRow({ contacts: people('乙'.repeat(400)) }),
    );
    expect(input.note).toBeNull();
    expect(told.map(([, { noted, lost }]) => [noted.length, lost.length])).toEqual([[0, 1]]);
  });
});

describe('4. the vault’s customer', () => {
  const archive = aRow({
    party: 'individual',
    status: 'negotiating',
    subType: null,
    retention: 'D10',
    responsibleId: 3,
    keeperId: 4,
    secrecy: 'secret',
    secrecyUntil: '2030-01-01',
    firstContactOn: '2019-01-01',
  });

  it('keeps what has steps of its own, and the day of the first contact', () => {
    const incoming = aRow({
      retention: 'Y',
      responsibleId: null,
      keeperId: null,
      secrecy: 'top_secret',
      firstContactOn: '2020-01-01',
      status: 'active',
    });
    expect(mergeIntoArchive(archive, incoming)).toEqual({ ...archive, status: 'active' });
    const open = mergeIntoArchive({ ...archive, firstContactOn: null }, incoming);
    expect(open.firstContactOn).toBe('2020-01-01');
  });

  it('takes a sub-type only of its own category, and a status only as a client', () => {
    const bank = aRow({ category: 'partner', subType: 'bank', status: null });
    expect(
      mergeIntoArchive(bank, aRow({ category: 'partner', subType: 'other', status: 'active' })),
    ).toMatchObject({
      subType: 'other',
      status: null,
    });
    expect(mergeIntoArchive(bank, aRow({ category: 'supplier', subType: 'other' }))).toMatchObject({
      category: 'partner',
      subType: 'bank',
    });
  });
});
