import { expect, test } from 'vitest';
import { toSortInput, toViewInput } from '../../../../renderer/features/customers/list-query.ts';
import { isFiltered, listSearchSchema } from '../../../../renderer/features/customers/list-search.ts';

test('an address with choices that do not exist is read as far as it makes sense', () => {
  const search = listSearchSchema.parse({
    q: '金',
    category: ['supplier', 'x'],
    sort: 'size',
    province: ['440000'],
  });
  expect(search).toMatchObject({ q: '金', province: ['440000'] });
  expect(search.category).toBeUndefined();
  expect(search.sort).toBeUndefined();
});

test('the vault is asked for what the address says; empty means records without a value', () => {
  const search = listSearchSchema.parse({
    q: ' 金 ',
    grade: ['gold', ''],
    complete: false,
    sort: 'grade',
    desc: true,
  });
  expect(toViewInput(search)).toEqual({ text: '金', filters: { grade: ['gold', null], complete: ['no'] } });
  expect(toSortInput(search)).toEqual({ sort: { by: 'grade', descending: true } });
});

test('a plain list asks for nothing in particular', () => {
  expect(toViewInput({})).toEqual({});
  expect(toSortInput({})).toEqual({});
  expect(isFiltered(listSearchSchema.parse({ sort: 'name', tab: 'history' }))).toBe(false);
  expect(isFiltered({ complete: true })).toBe(true);
});

test('what nobody is responsible for is a filter that only is there or not', () => {
  const search = listSearchSchema.parse({ unassigned: true });
  expect(toViewInput(search)).toEqual({ filters: { responsible: [null] } });
  expect(isFiltered(search)).toBe(true);
  for (const other of [false, 'true', 1])
    expect(listSearchSchema.parse({ unassigned: other }).unassigned).toBeUndefined();
});
