import { expect, test } from 'vitest';
import { loginOf, matchesChoice } from '../../../renderer/lib/pinyin.ts';

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

test.each([
  ['广东省', ['广', 'guangdong', 'gd', 'gds', '廣東', 'ＧＤ', '广 东', '']],
  ['重庆市', ['chongqing', 'cq']],
  ['吕梁市', ['lvliang', 'luliang', 'lüliang', 'll']],
  // A person among the choices: the surname is read as one, and as another word too.
  ['曾庆红', ['zengqing', 'zqh', 'ceng']],
  ['单晓敏', ['shan', 'sxm', 'dan']],
  ['区伟明', ['ou', 'owm', 'qu']],
  ['VIP 客户', ['vip', 'vipkehu', 'kehu']],
  ['葡萄酒', ['ptj', 'taojiu']],
])('%s is meant by each of %j', (label, texts) => {
  expect(texts.filter((typed) => !matchesChoice(label, typed))).toEqual([]);
});

test('and by nothing else', () => {
  for (const typed of ['guangxi', 'gx', '广西', '1', 'v', 'guangdongv', '-'])
    expect([typed, matchesChoice('广东省', typed)]).toEqual([typed, false]);
});

test('one that is taken gets the next figure, and no name no figure', () => {
  expect(loginOf('王芳', new Set(['admin', 'wangfang']))).toBe('wangfang2');
  expect(loginOf('王芳', new Set(['wangfang', 'wangfang2', 'wangfang4']))).toBe('wangfang3');
  expect(loginOf('', new Set(['']))).toBe('');
});
