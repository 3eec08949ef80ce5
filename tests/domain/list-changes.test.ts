import { expect, test } from 'vitest';
import { CONTACT_FIELDS } from '../../db/domain/customer-fields.ts';
import { blankContact, type ContactInput } from '../../db/domain/customer.ts';
import { changesOfRows, changesOfTexts } from '../../db/domain/list-changes.ts';

const person = (name: string, rest: Partial<ContactInput> = {}): ContactInput => ({
  ...blankContact(),
  name,
  ...rest,
});
const zhang = person('张三', { mobile: '13800138000', position: '经理' });
const li = person('李四', { mobile: '13900139000' });
const wang = person('王五', { phone: '0757-62980843' });
const changes = (before: ContactInput[], after: ContactInput[]) =>
  changesOfRows(CONTACT_FIELDS, before, after);

test('of one that is changed there is this one alone, with the fields that changed', () => {
  const after = { ...li, mobile: '13900139001', email: 'li@jinyi.example' };
  expect(changes([zhang, li, wang], [zhang, after, wang])).toEqual({
    rows: [{ kind: 'changed', row: after, before: li, fields: ['mobile', 'email'] }],
    isMoved: false,
  });
});

test('one is added, one is removed, whatever its place', () => {
  expect(changes([zhang, wang], [zhang, li, wang])).toEqual({
    rows: [{ kind: 'added', row: li }],
    isMoved: false,
  });
  expect(changes([zhang, li, wang], [zhang, wang])).toEqual({
    rows: [{ kind: 'removed', row: li }],
    isMoved: false,
  });
});

test('one that is called otherwise now is known by the rest', () => {
  const renamed = { ...zhang, name: '张山' };
  expect(changes([li, zhang], [li, renamed]).rows).toEqual([
    { kind: 'changed', row: renamed, before: zhang, fields: ['name'] },
  ]);
});

test('of two of one name each is the one that it has most in common with', () => {
  const other = person('张三', { mobile: '13700137000' });
  const changed = { ...other, note: '财务' };
  expect(changes([zhang, other], [changed, zhang])).toEqual({
    rows: [{ kind: 'changed', row: changed, before: other, fields: ['note'] }],
    isMoved: true,
  });
});

test('another order is all that is said where nothing else changed', () => {
  expect(changes([zhang, li], [li, zhang])).toEqual({ rows: [], isMoved: true });
  expect(changes([zhang, li], [zhang, li])).toEqual({ rows: [], isMoved: false });
});

test('nobody in common are two acts', () => {
  expect(changes([li], [wang]).rows).toEqual([
    { kind: 'added', row: wang },
    { kind: 'removed', row: li },
  ]);
});

test('of texts there is what came and what went', () => {
  expect(changesOfTexts(['不锈钢', '五金'], ['五金', '铝材'])).toEqual({
    added: ['铝材'],
    removed: ['不锈钢'],
  });
});
