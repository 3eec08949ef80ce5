import { describe, expect, it } from 'vitest';
import { aRow, CODE, find, known, OTHER_CODE, outcome } from './support/rows.ts';

const [P1, P2] = ['13812345678', '13912345678'];
const apart = (members: number[], target: number | null = null) => ({ members, target, skipped: [] });
const left = (...skipped: number[]) => ({ members: [], target: null, skipped });
const idOf = (found: ReturnType<typeof find>, at: number) => found.groups[at]?.id ?? '';

describe('1. a question answered with one customer', () => {
  it('puts the rows in the order of the file', () => {
    const found = find([
      aRow({ name: '甲厂', phones: [P1] }),
      aRow({ name: '乙厂', phones: [P1] }),
      aRow({ name: '乙厂' }),
      aRow({ name: '丙厂' }),
      aRow({ name: '甲厂' }),
    ]);
    expect(outcome(found, 'update')).toEqual([apart([0, 1, 2, 4]), apart([3])]);
  });

  it('comes where its first row stands', () => {
    const rows = [aRow({ phones: [P1] }), aRow({ name: '乙厂' }), aRow({ name: '丙厂', phones: [P1] })];
    expect(outcome(find(rows), 'update')).toEqual([apart([0, 2]), apart([1])]);
    const dozen = Array.from({ length: 12 }, (_, index) =>
      aRow({ name: `第${index}厂`, phones: index === 2 || index === 10 ? [P1] : [] }),
    );
    expect(outcome(find(dozen), 'update').slice(1, 4)).toEqual([apart([1]), apart([2, 10]), apart([3])]);
  });

  it('joins what further questions name, whichever comes first', () => {
    const rows = [
      aRow({ name: '甲厂', phones: [P1] }),
      aRow({ name: '乙厂', phones: [P2] }),
      aRow({ name: '丙厂', phones: [P2, P1] }),
      aRow({ name: '丁厂' }),
    ];
    expect(outcome(find(rows), 'update')).toEqual([apart([0, 1, 2]), apart([3])]);
    expect(outcome(find(rows.toReversed()), 'update')).toEqual([apart([0]), apart([1, 2, 3])]);
  });

  it('comes where its first row stands, also where a later question names that', () => {
    const rows = [
      aRow({ name: '甲厂', phones: [P1] }),
      aRow({ name: '丙厂' }),
      aRow({ name: '乙厂', uscc: CODE }),
      aRow({ name: '乙厂', uscc: OTHER_CODE, phones: [P1] }),
    ];
    expect(outcome(find(rows), 'update')).toEqual([apart([0, 2, 3]), apart([1])]);
  });

  it('is found quickly where one customer has a question with each of many', () => {
    const many = 30_000;
    const number = (index: number) => `0757-${62_000_000 + index}`;
    const each = Array.from({ length: many }, (_, at) => aRow({ name: `第${at}厂`, phones: [number(at)] }));
    const one = each.map(({ phones }) => aRow({ name: '大厂', phones }));
    const found = find([...each, ...one]);
    const start = performance.now();
    expect(outcome(found, 'update')).toHaveLength(1);
    // Milliseconds, for what takes a tenth of that; walked again and again it would be more than ten seconds.
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('brings up to date the customer of the vault that one of the rows is, before one that is only like', () => {
    const archive = {
      byCode: (code: string) => (code === CODE ? [known(7)] : []),
      byPhone: () => [known(9)],
    };
    const rows = [aRow({ name: '乙厂', uscc: OTHER_CODE, phone: P1 }), aRow({ uscc: CODE, phone: P1 })];
    expect(outcome(find(rows, archive), 'update')).toEqual([apart([0, 1], 7)]);
    const chain = [
      aRow({ name: '甲厂', phones: [P1] }),
      aRow({ name: '乙厂', phones: [P1, P2] }),
      aRow({ name: '丙厂', phones: [P2] }),
    ];
    for (const known9 of [P1, P2]) {
      const byPhone = (digits: string) => (digits === known9 ? [known(9)] : []);
      expect(outcome(find(chain, { byPhone }), 'update')).toEqual([apart([0, 1, 2], 9)]);
    }
    const like = { byPhone: () => [known(9), known(10)] };
    expect(outcome(find([aRow({ phone: P1 })], like), 'update')).toEqual([apart([0], 9)]);
    expect(outcome(find([aRow({ phone: P1 })], like))).toEqual([apart([0])]);
  });
});

describe('2. a question answered with leaving out', () => {
  it('leaves out all of it where the vault has one', () => {
    const rows = [aRow({ name: '甲厂', phone: P1 }), aRow({ name: '乙厂', phone: P1 })];
    expect(outcome(find(rows, { byPhone: () => [known(9)] }), 'skip')).toEqual([left(0), left(1)]);
  });

  it('leaves out what is new beside a row that the vault has, and that row is brought up to date', () => {
    const archive = { byCode: (code: string) => (code === CODE ? [known(7)] : []) };
    const rows = [aRow({ name: '乙厂', phone: P1 }), aRow({ uscc: CODE, phone: P1 })];
    const found = find(rows, archive);
    expect(outcome(found, undefined, { [idOf(found, 1)]: 'skip' })).toEqual([left(0), apart([1], 7)]);
  });

  it('gives way to one customer where two questions overlap, and stays where there is one row only', () => {
    const found = find([
      aRow({ name: '甲厂', phones: [P1] }),
      aRow({ name: '乙厂', phones: [P1, P2] }),
      aRow({ name: '丙厂', phones: [P2] }),
    ]);
    const answers = { [idOf(found, 0)]: 'update', [idOf(found, 1)]: 'skip' } as const;
    expect(outcome(found, undefined, answers)).toEqual([apart([0, 1]), left(2)]);
    const otherWay = { [idOf(found, 0)]: 'skip', [idOf(found, 1)]: 'update' } as const;
    expect(outcome(found, undefined, otherWay)).toEqual([apart([0]), apart([1, 2])]);
    const byPhone = (digits: string) => [known(digits === P1 ? 8 : 9)];
    const alone = find([aRow({ phones: [P1, P2] })], { byPhone });
    const both = { [idOf(alone, 0)]: 'update', [idOf(alone, 1)]: 'skip' } as const;
    expect(outcome(alone, undefined, both)).toEqual([left(0)]);
  });
});

describe('3. rows that are surely one', () => {
  it('are filed one by one, made one, or all but the first left out', () => {
    const rows = [aRow(), aRow({ name: '乙厂' }), aRow(), aRow()];
    expect(outcome(find(rows))).toEqual([apart([0, 2, 3]), apart([1])]);
    expect(outcome(find(rows), 'add')).toEqual([apart([0]), apart([2]), apart([3]), apart([1])]);
    expect(outcome(find(rows), 'skip')).toEqual([
      { members: [0], target: null, skipped: [2, 3] },
      apart([1]),
    ]);
  });
});
