import { expect, test } from 'vitest';
import { parseSearch, stringifySearch } from '../../../renderer/app/address.ts';

test('what somebody typed stands in no address, and the way back leads to it all the same', () => {
  const first = stringifySearch({ q: '佛山某某五金', sort: 'grade', desc: true });
  const second = stringifySearch({ q: 'fsmm' });
  expect(decodeURIComponent(first + second)).not.toMatch(/佛山|fsmm/);
  expect(parseSearch(first)).toEqual({ q: '佛山某某五金', sort: 'grade', desc: true });
  expect(parseSearch(second)).toEqual({ q: 'fsmm' });
  expect(stringifySearch({ q: '佛山某某五金', sort: 'grade', desc: true })).toBe(first);
});

test('filters alone stand there as they are; of what was typed before a reload nothing is left', () => {
  expect(stringifySearch({ complete: false })).toBe('?complete=false');
  expect(parseSearch('?complete=false&typed=90')).toEqual({ complete: false });
  expect(parseSearch('?typed=__proto__')).toEqual({});
  expect(stringifySearch({ q: '' })).toBe('');
});
