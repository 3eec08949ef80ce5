import { describe, expect, it } from 'vitest';
import { blankContact } from '../../../db/domain/customer.ts';
import { keysOf } from '../../../db/features/import/duplicates.ts';
import { aRow, CODE, find, known, OTHER_CODE } from './support/rows.ts';

const PERSON = { party: 'individual' as const, name: '张三' };
const clustersOf = (...rows: Parameters<typeof find>) =>
  find(...rows).clusters.map(({ members }) => [...members]);
const person = (phone?: string) => aRow(phone === undefined ? PERSON : { ...PERSON, phone });

describe('1. what a row is recognised by', () => {
  it('numbers of seven digits and more, each once, of its people and its own', () => {
    const row = aRow({ phones: ['95588', '629808', '6298084', '0757-62980843'], phone: '13812345678' });
    const contacts = [...row.contacts, { ...blankContact(), name: '李四', phone: '075762980843' }];
    expect(keysOf({ ...row, contacts }).phones).toEqual(['6298084', '075762980843', '13812345678']);
    expect([keysOf(row).isPerson, keysOf(person()).isPerson]).toEqual([false, true]);
  });
});

describe('2. rows of one file', () => {
  it('are one by a code that an earlier row of the name brought', () => {
    const rows = [aRow(), aRow({ uscc: CODE }), aRow({ name: '乙厂', uscc: CODE })];
    expect(clustersOf(rows)).toEqual([[0, 1, 2]]);
  });

  it('keep their code, though a later row has none', () => {
    const rows = [aRow({ uscc: CODE }), aRow(), aRow({ uscc: OTHER_CODE })];
    expect(clustersOf(rows)).toEqual([[0, 1], [2]]);
  });

  it('are joined by code before name', () => {
    const rows = [aRow({ name: '乙厂', uscc: CODE }), aRow(), aRow({ uscc: CODE }), aRow()];
    expect(clustersOf(rows)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('are told apart by numbers only where both are people', () => {
    const shop = (phone: string, party: 'organisation' | 'individual' = 'organisation') =>
      aRow({ name: '张三五金店', party, phone });
    expect(clustersOf([shop('13912345678'), shop('13812345678')])).toEqual([[0, 1]]);
    expect(clustersOf([shop('13812345678', 'individual'), shop('13912345678')])).toEqual([[0, 1]]);
    // Nobody wrote that 张三 is a person, and everybody sees it.
    expect(clustersOf([aRow({ name: '张三', phone: '13912345678' }), person('13812345678')])).toEqual([
      [0],
      [1],
    ]);
    expect(clustersOf([aRow({ name: '张三', phone: '13912345678' }), person()])).toEqual([[0, 1]]);
    expect(clustersOf([person('13812345678'), person('13912345678')])).toEqual([[0], [1]]);
    expect(clustersOf([person('13812345678'), person('13912345678'), person('13912345678')])).toEqual([
      [0],
      [1, 2],
    ]);
    expect(clustersOf([person(), person('13912345678'), person('13812345678')])).toEqual([[0, 1], [2]]);
  });

  it('are looked for among fifty of one name', () => {
    const number = (index: number) => String(13_800_000_700 + index);
    const namesakes = Array.from({ length: 51 }, (_, index) => person(number(index)));
    const last = (rows: Parameters<typeof find>[0]) => clustersOf(rows).at(-1);
    expect(last([...namesakes, person(number(50))])).toEqual([51]);
    expect(clustersOf([...namesakes, person(number(49))])[49]).toEqual([49, 51]);
    // Many rows of one are one of the fifty.
    const often = Array.from({ length: 60 }, () => person(number(0)));
    expect(last([...often, person(number(1)), person(number(1))])).toEqual([60, 61]);
  });
});

describe('3. a row and the vault', () => {
  const [P1, P2] = ['13812345678', '13912345678'];
  const matched = (row: Parameters<typeof find>[0][number], archive: Parameters<typeof find>[1]) =>
    find([row], archive).clusters[0]?.match?.id ?? null;
  const named = (hasPhones: boolean) => ({
    byNameKey: () => [known(7, { hasPhones })],
    byPhone: (digits: string) => (digits === P2 ? [known(6), known(7)] : []),
  });

  it('are one person by any of several numbers', () => {
    const several = { ...person(P1), phones: [P2] };
    expect(matched(several, named(true))).toBe(7);
    expect(matched({ ...person(P1), phones: ['13712345678'] }, named(true))).toBeNull();
  });

  it('are one person by name where either has no number, and one company always', () => {
    expect(matched(person(), named(true))).toBe(7);
    expect(matched(person(P1), named(false))).toBe(7);
    expect(matched(person(P1), named(true))).toBeNull();
    expect(matched(aRow({ phone: P1 }), named(true))).toBe(7);
  });

  it('are not one by a code where the row has none, nor by a name under another code', () => {
    expect(matched(aRow(), { byCode: () => [known(7)] })).toBeNull();
    expect(matched(aRow({ uscc: CODE }), { byNameKey: () => [known(7, { uscc: OTHER_CODE })] })).toBeNull();
    const late = find([aRow(), aRow({ uscc: CODE })], {
      byCode: (code) => (code === CODE ? [known(7)] : []),
    });
    expect(late.clusters[0]?.match?.id).toBe(7);
  });
});

describe('4. the reason that is told', () => {
  const reasons = (...rows: Parameters<typeof find>) =>
    find(...rows).groups.map(({ id, reason, known: found }) => [id, reason, found.map((one) => one.id)]);

  it('is the code where all have the same', () => {
    expect(reasons([aRow({ uscc: CODE }), aRow({ uscc: CODE })])).toEqual([['same:0', 'code', []]]);
    expect(reasons([aRow({ uscc: CODE }), aRow()])).toEqual([['same:0', 'name', []]]);
    expect(reasons([aRow(), aRow()])).toEqual([['same:0', 'name', []]]);
  });

  it('is the code of the vault’s customer only where it has it', () => {
    const archive = (uscc: string | null) => ({
      byNameKey: () => [known(7, { uscc, name: aRow().name }), known(8)],
    });
    expect(reasons([aRow({ uscc: CODE })], archive(CODE))).toEqual([['same:0', 'code', [7, 8]]]);
    expect(reasons([aRow({ uscc: CODE })], archive(null))).toEqual([['same:0', 'name', [7, 8]]]);
    expect(reasons([aRow({ name: '乙厂' }), aRow()], archive(null)).at(-1)?.[0]).toBe('same:1');
  });

  it('is none for a row by itself', () => {
    expect(reasons([aRow()])).toEqual([]);
  });
});

describe('5. questions', () => {
  const asked = (...rows: Parameters<typeof find>) =>
    find(...rows)
      .groups.filter(({ proposed }) => proposed === 'add')
      .map(({ id, reason, clusters, known: found }) => [id, reason, clusters, found.map((one) => one.id)]);
  const two = ['13812345678', '13912345678'];

  it('are asked once, though two numbers are shared', () => {
    expect(asked([aRow({ phones: two }), aRow({ name: '乙厂', phones: two })])).toEqual([
      ['phone:0:1', 'phone', [0, 1], []],
    ]);
  });

  it('are asked of three that share a number, and have ids of their own', () => {
    const rows = [
      aRow({ phones: two }),
      aRow({ name: '乙厂', phones: two.slice(0, 1) }),
      aRow({ name: '丙厂', phones: two.slice(0, 1) }),
      aRow({ name: '丁厂', phones: two.slice(1) }),
    ];
    expect(asked(rows)).toEqual([
      ['phone:0:1', 'phone', [0, 1, 2], []],
      ['phone:0:2', 'phone', [0, 3], []],
    ]);
  });

  it('are named by the first row that they are about', () => {
    const rows = [aRow({ name: '丙厂' }), aRow({ phones: two }), aRow({ name: '乙厂', phones: two })];
    expect(asked(rows)).toEqual([['phone:1:1', 'phone', [1, 2], []]]);
  });

  it('name those of the vault that have the number or the name under another code', () => {
    const archive = { byPhone: () => [known(7)], byNameKey: () => [known(8, { uscc: OTHER_CODE })] };
    expect(asked([aRow({ uscc: CODE, phone: '13812345678' })], archive)).toEqual([
      ['other_code:0:1', 'other_code', [0], [8]],
      ['phone:0:2', 'phone', [0], [7]],
    ]);
  });

  it('leave out the customer that one of the rows is already', () => {
    const archive = {
      byCode: (code: string) => (code === CODE ? [known(7)] : []),
      byPhone: () => [known(7), known(9)],
    };
    const rows = [
      aRow({ uscc: CODE, phone: '13812345678' }),
      aRow({ name: '乙厂', uscc: OTHER_CODE, phone: '13812345678' }),
    ];
    expect(asked(rows, archive)).toEqual([['phone:0:1', 'phone', [0, 1], [9]]]);
  });

  it('are not asked where the vault has all of them', () => {
    const archive = { byCode: (code: string) => [known(code === CODE ? 7 : 8)] };
    const rows = [
      aRow({ uscc: CODE, phone: '13812345678' }),
      aRow({ name: '乙厂', uscc: OTHER_CODE, phone: '13812345678' }),
    ];
    expect(asked(rows, archive)).toEqual([]);
  });
});
