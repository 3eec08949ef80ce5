import { expect, it } from 'vitest';
import { DraftStore } from '../../../db/features/import/draft-store.ts';
import { aRow, CODE } from './support/rows.ts';

/** A chunk is sixteen drafts; four of them are kept unpacked. */
const [CHUNK, KEPT] = [16, 4];
const drafts = Array.from({ length: CHUNK * 6 + 3 }, (_, index) => ({
  input: aRow({
    name: `第${index}厂`,
    uscc: index % 2 === 0 ? CODE : null,
    phones: index % 3 === 0 ? ['1'] : [],
  }),
  filedOn: index % 5 === 0 ? '2020-01-01' : null,
}));
function filled(count: number): DraftStore {
  const store = new DraftStore();
  for (const draft of drafts.slice(0, count)) store.add(draft);
  return store;
}

it('1. drafts come out as they went in, packed or not', () => {
  for (const count of [1, CHUNK - 1, CHUNK, CHUNK + 1, drafts.length]) {
    const store = filled(count);
    expect(store.length).toBe(count);
    expect(drafts.slice(0, count).map((_, index) => store.at(index))).toEqual(drafts.slice(0, count));
  }
});

it('2. one that is not there is told as a plan that is gone', () => {
  expect(() => filled(3).at(3)).toThrow('import.plan_gone');
  expect(() => filled(CHUNK).at(CHUNK)).toThrow('import.plan_gone');
});

it('3. those that were looked at last stay unpacked', () => {
  const store = filled(drafts.length);
  const first = store.at(0);
  expect(store.at(0)).toBe(first);
  for (let chunk = 1; chunk < KEPT; chunk++) store.at(chunk * CHUNK);
  expect(store.at(0)).toBe(first);
  for (let chunk = 1; chunk < KEPT; chunk++) store.at(chunk * CHUNK);
  store.at(KEPT * CHUNK);
  expect(store.at(0)).not.toBe(first);
  expect(store.at(0)).toEqual(first);
});
