import { expect, test } from 'vitest';
import { blankContact, blankCustomer, type CustomerInput } from '../../../../db/domain/customer.ts';
import {
  changedFields,
  differences,
  mergeFields,
  onTopOf,
} from '../../../../renderer/features/customers/merge.ts';

const person = (id: number | undefined, name: string) => ({
  ...(id === undefined ? {} : { id }),
  ...blankContact(),
  name,
});
const customer = (change: Partial<CustomerInput> = {}): CustomerInput => ({
  ...blankCustomer('supplier'),
  name: '佛山市金艺五金',
  ...change,
});

test('a field that only one side changed is that side’s, one that both changed is nobody’s', () => {
  const base = customer({ address: '旧', grade: 'gold', note: '一' });
  const mine = { ...base, address: '我的', note: '我' };
  const theirs = { ...base, grade: 'iron', note: '对方' };
  expect(differences(base, mine, theirs)).toEqual([
    { field: 'address', changedBy: 'mine' },
    { field: 'grade', changedBy: 'theirs' },
    { field: 'note', changedBy: null },
  ]);
});

test('what both changed to the same is no difference', () => {
  const base = customer();
  const same = { ...base, address: '新址' };
  expect(differences(base, same, { ...same })).toEqual([]);
});

test('the order of words and the numbers of contacts say nothing', () => {
  const before = customer({ indexTerms: ['a', 'b'], contacts: [person(1, '张三')] });
  const after = customer({ indexTerms: ['b', 'a'], contacts: [person(undefined, '张三')] });
  expect(changedFields(before, after)).toEqual([]);
});

test('merging takes each field from the side that was chosen', () => {
  const theirs = customer({ address: '对方', note: '对方' });
  const mine = customer({ address: '我的', note: '我的' });
  const merged = mergeFields(
    mine,
    theirs,
    new Map([
      ['address', 'mine'],
      ['note', 'theirs'],
    ]),
  );
  expect(merged).toMatchObject({ address: '我的', note: '对方' });
});

test('a contact that the archive no longer has is saved as a new one', () => {
  const saved = customer({ contacts: [person(1, '张三')] });
  const older = customer({ contacts: [person(1, '张三'), person(2, '李四')] });
  expect(onTopOf(older, saved).contacts).toEqual([person(1, '张三'), person(undefined, '李四')]);
});

test('who is proposed is nothing that anybody enters: it is as saved, and no choice', () => {
  const base = customer({ proposedResponsibleId: 3 });
  const mine = { ...base, address: '我的' };
  const theirs = customer({ responsibleId: 4 });
  expect(differences(base, mine, theirs).map(({ field }) => field)).toEqual(['address', 'responsibleId']);
  expect(mergeFields(mine, theirs, new Map([['proposedResponsibleId', 'mine']]))).toEqual(theirs);
  expect(onTopOf(base, theirs)).toMatchObject({ responsibleId: null, proposedResponsibleId: null });
});
