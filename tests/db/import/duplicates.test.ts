import { describe, expect, it } from 'vitest';
import { blankContact, blankCustomer } from '../../../db/domain/customer.ts';
import { usccCheckCharacter } from '../../../db/domain/uscc.ts';
import { mergeIntoArchive, mergeRows } from '../../../db/features/import/merge.ts';
import { aRow, CODE, find, known, OTHER_CODE, outcome } from './support/rows.ts';

/** A code of 18 characters that is right in itself. */
function codeNumber(index: number): string {
  const first = `91440604${String(index).padStart(9, '0')}`;
  return `${first}${usccCheckCharacter(first)}`;
}

describe('1. what is one customer', () => {
  it('rows with one code, whatever their names', () => {
    const { clusters, groups } = find([aRow({ uscc: CODE }), aRow({ name: '别的名字', uscc: CODE })]);
    expect(clusters.map(({ members }) => members)).toEqual([[0, 1]]);
    expect(groups).toMatchObject([{ reason: 'code', proposed: 'update' }]);
  });

  it('rows with one name in another spelling', () => {
    const { groups } = find([
      aRow(),
      aRow({ name: '佛山金艺有限 公司' }),
      aRow({ name: '广州市金艺有限公司' }),
    ]);
    expect(groups).toMatchObject([{ reason: 'name', clusters: [0] }]);
  });

  it('not one name under two codes: that is a question', () => {
    const { clusters, groups } = find([aRow({ uscc: CODE }), aRow({ uscc: OTHER_CODE })]);
    expect(clusters).toHaveLength(2);
    expect(groups).toMatchObject([{ reason: 'other_code', clusters: [0, 1], proposed: 'add' }]);
  });

  it('not two people of one name with numbers of their own, and not one phone: those are questions', () => {
    const person = { party: 'individual' as const, name: '张三' };
    const two = find([aRow({ ...person, phone: '13812345678' }), aRow({ ...person, phone: '13912345678' })]);
    expect(two.groups).toMatchObject([{ reason: 'other_code', proposed: 'add' }]);
    const phones = find([aRow({ phone: '13812345678' }), aRow({ name: '乙厂', phones: ['13812345678'] })]);
    expect(phones.groups).toMatchObject([{ reason: 'phone', clusters: [0, 1], proposed: 'add' }]);
  });

  it('one name in two places is a question, unless it is of a place itself or a number is shared', () => {
    const foshan = { province: '440000', city: '440600' };
    const guangzhou = { province: '440000', city: '440100' };
    const two = (name: string, more: object = {}, other: object = {}) =>
      find([aRow({ name, ...foshan, ...more }), aRow({ name, ...guangzhou, ...other })]);
    expect(two('顺发五金店').groups).toMatchObject([
      { reason: 'other_code', clusters: [0, 1], proposed: 'add' },
    ]);
    expect(two('佛山市顺发五金店').clusters).toHaveLength(2);
    for (const name of ['佛山市顺发五金有限公司', '广东顺发五金有限公司'])
      expect(two(name).clusters).toHaveLength(1);
    expect(two('顺发五金店', { phone: '13812345678' }, { phone: '13812345678' }).clusters).toHaveLength(1);
    expect(two('顺发五金店', { uscc: CODE }, { uscc: CODE }).clusters).toHaveLength(1);
    expect(two('顺发五金店', { city: null }).clusters).toHaveLength(1);
    expect(two('顺发五金店', { city: null }, { province: '430000', city: null }).clusters).toHaveLength(2);
    const once = two('顺发五金店', {}, { formerNames: ['顺发五金店'], name: '顺发商行' });
    expect(once.groups).toMatchObject([{ reason: 'former_name', clusters: [0] }]);
  });

  it('one name in two places, of which the vault has one', () => {
    const row = aRow({ name: '顺发五金店', province: '440000', city: '440100', phone: '13812345678' });
    const there = known(7, { name: '顺发五金店', province: '440000', city: '440600' });
    const asked = find([row], { byNameKey: () => [there] });
    expect([asked.clusters[0]?.match, asked.groups[0]?.reason]).toEqual([null, 'other_code']);
    const shared = find([row], { byNameKey: () => [there], byPhone: () => [there] });
    expect(shared.clusters[0]?.match?.id).toBe(7);
  });

  it('a person with a number in common, or with none', () => {
    const person = { party: 'individual' as const, name: '张三' };
    expect(find([aRow({ ...person, phone: '13812345678' }), aRow(person)]).clusters).toHaveLength(1);
    const archive = {
      byNameKey: () => [known(7, { hasPhones: true })],
      byPhone: (digits: string) => (digits === '13812345678' ? [known(7)] : []),
    };
    expect(find([aRow({ ...person, phone: '13812345678' })], archive).clusters[0]?.match?.id).toBe(7);
    expect(find([aRow({ ...person, phone: '13912345678' })], archive).clusters[0]?.match).toBeNull();
  });

  it('a customer of the vault, by code before name', () => {
    const archive = {
      byCode: () => [known(7, { uscc: CODE })],
      byNameKey: () => [known(3), known(9, { uscc: OTHER_CODE })],
    };
    const { clusters } = find([aRow({ uscc: CODE })], archive);
    expect(clusters[0]).toMatchObject({ match: { id: 7 }, alsoLike: [{ id: 3 }] });
  });

  it('asks nothing about a phone once the row is known by code or name', () => {
    const archive = { byCode: () => [known(7)], byPhone: () => [known(8)] };
    expect(find([aRow({ uscc: CODE, phone: '13812345678' })], archive).groups).toHaveLength(1);
  });
});

describe('2. decisions', () => {
  const twice = () => find([aRow({ uscc: CODE }), aRow({ uscc: CODE }), aRow({ name: '乙厂' })]);
  const matched = () => find([aRow({ uscc: CODE })], { byCode: () => [known(7)] });
  const phone = () => find([aRow({ phone: '13812345678' }), aRow({ name: '乙厂', phone: '13812345678' })]);

  it('update makes rows one, and brings the vault up to date', () => {
    expect(outcome(twice())).toEqual([
      { members: [0, 1], target: null, skipped: [] },
      { members: [2], target: null, skipped: [] },
    ]);
    expect(outcome(matched())).toEqual([{ members: [0], target: 7, skipped: [] }]);
    expect(outcome(phone(), 'update')).toEqual([{ members: [0, 1], target: null, skipped: [] }]);
  });

  it('add files each by itself', () => {
    expect(outcome(twice(), 'add').map(({ members }) => members)).toEqual([[0], [1], [2]]);
    expect(outcome(matched(), 'add')).toEqual([{ members: [0], target: null, skipped: [] }]);
    expect(outcome(phone()).map(({ members }) => members)).toEqual([[0], [1]]);
  });

  it('skip keeps one, or none when the vault has it', () => {
    expect(outcome(twice(), 'skip')[0]).toEqual({ members: [0], target: null, skipped: [1] });
    expect(outcome(matched(), 'skip')).toEqual([{ members: [], target: null, skipped: [0] }]);
    expect(outcome(phone(), 'skip')).toEqual([
      { members: [0], target: null, skipped: [] },
      { members: [], target: null, skipped: [1] },
    ]);
  });

  it('an answer for a group goes before the one for all', () => {
    const found = twice();
    expect(outcome(found, 'add', { [found.groups[0]?.id ?? '']: 'update' })[0]?.members).toEqual([0, 1]);
  });

  it('joins groups that overlap, and stays quick where all of them do', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) =>
      aRow({ name: `第${index}厂`, phones: [`0757-${62_000_000 + index}`, `0757-${62_000_001 + index}`] }),
    );
    const [whole, ...others] = outcome(find(chain), 'update');
    expect([whole?.members.length, others]).toEqual([20_000, []]);
    const namesakes = chain.map((row, index) => ({
      ...row,
      phones: [],
      name: '甲厂',
      uscc: codeNumber(index),
    }));
    expect(find(namesakes).clusters).toHaveLength(20_000);
  });

  it('every row ends in one place', () => {
    const found = find([
      aRow({ uscc: CODE, phone: '13812345678' }),
      aRow({ uscc: CODE }),
      aRow({ name: '乙厂', phone: '13812345678' }),
      aRow({ name: '丙厂', phone: '13812345678', phones: ['0757-62980843'] }),
      aRow({ name: '丁厂', phones: ['0757-62980843'] }),
    ]);
    for (const all of ['update', 'add', 'skip'] as const) {
      const rows = outcome(found, all).flatMap(({ members, skipped }) => [...members, ...skipped]);
      expect(rows.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
    }
  });
});

describe('3. making one of several', () => {
  const first = aRow({ grade: 'gold', note: '甲', phones: ['0757-62980843'], phone: '13812345678' });
  const second = aRow({
    name: '金艺五金厂',
    grade: 'iron',
    uscc: CODE,
    address: '桂丹路1号',
    note: '甲\n乙',
    phones: ['075762980843', '95588'],
    phone: '13912345678',
  });

  it('rows of one customer opened what one of them kept close', () => {
    const open = { ...blankCustomer('client'), name: '佛山市金艺五金有限公司' };
    const close = { ...open, secrecy: 'secret' as const };
    expect(mergeRows([open, close]).secrecy).toBe('secret');
    expect(mergeRows([close, open]).secrecy).toBe('secret');
    expect(mergeIntoArchive(open, close).secrecy).toBe('normal');
  });

  it('lets the first row count and the others fill gaps', () => {
    expect(mergeRows([first, second])).toMatchObject({
      name: '佛山市金艺有限公司',
      formerNames: ['金艺五金厂'],
      uscc: CODE,
      grade: 'gold',
      address: '桂丹路1号',
      note: '甲\n乙',
      phones: ['0757-62980843', '95588'],
      contacts: [{ name: '张三', mobile: '13812345678' }],
    });
  });

  it('lets the file count against the vault, but not for name, category and class', () => {
    const archive = aRow({
      secrecy: 'secret',
      grade: 'gold',
      contacts: [{ ...blankContact(), id: 5, name: '张三', position: '经理' }],
    });
    const merged = mergeIntoArchive(archive, {
      ...second,
      category: 'supplier',
      subType: 'other',
      secrecy: 'normal',
    });
    expect(merged).toMatchObject({
      category: 'client',
      name: '佛山市金艺有限公司',
      subType: null,
      secrecy: 'secret',
      grade: 'iron',
      contacts: [{ id: 5, name: '张三', position: '经理', mobile: '13912345678' }],
    });
    expect(mergeIntoArchive(merged, second)).toEqual(merged);
  });
});
