import { expect, test } from 'vitest';
import { loginOf } from '../../../renderer/lib/pinyin.ts';

test.each([
  ['王芳', 'wangfang'],
  // As surnames they are read otherwise than in other words.
  ['曾庆红', 'zengqinghong'],
  ['单雄信', 'shanxiongxin'],
  ['吕丽', 'lvli'],
  ['O’Brien 2', 'obrien2'],
  ['', ''],
  ['·——', ''],
])('the login of %s is %j', (name, login) => {
  expect(loginOf(name, new Set())).toBe(login);
});

test('one that is taken gets the next figure, and no name no figure', () => {
  expect(loginOf('王芳', new Set(['admin', 'wangfang']))).toBe('wangfang2');
  expect(loginOf('王芳', new Set(['wangfang', 'wangfang2', 'wangfang4']))).toBe('wangfang3');
  expect(loginOf('', new Set(['']))).toBe('');
});
