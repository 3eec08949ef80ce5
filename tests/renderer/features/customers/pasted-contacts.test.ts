// @vitest-environment jsdom
import { describe, expect, test } from 'vitest';
import {
  cellsOf,
  isSheet,
  newContact,
  withPasted,
  type ContactForm,
} from '../../../../renderer/features/customers/pasted-contacts.ts';

const person = (rest: Partial<ContactForm>): ContactForm => ({ ...newContact(), ...rest });
const paste = (text: string, target: Partial<Parameters<typeof withPasted>[1]> = {}) =>
  withPasted(text, { contacts: [newContact()], row: 0, column: 'name', most: 50, ...target });

describe('cells of a sheet', () => {
  test.each([
    [
      '张三\t经理\r\n李四\t\r\n',
      [
        ['张三', '经理'],
        ['李四', ''],
      ],
    ],
    ['张三', [['张三']]],
    ['"张\n三"\t"说""好"""\n', [['张 三', '说"好"']]],
    ['"没有配对\t李四', [['"没有配对', '李四']]],
    ['\r\n\t\r\n张三\t', [['张三', '']]],
    ['张\u0000三\u202e\t ', [['张三', '']]],
    ['', []],
  ])('%j is %j', (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  test('one cell is pasted as text is', () => {
    expect(['张三', '张三\r\n', '张三\t经理', '张三\n李四'].map(isSheet)).toEqual([false, false, true, true]);
  });

  test('a long piece is read in one go, whatever stands in it', () => {
    for (const piece of ['"', '""', '"\t', '\t', '\n', '"a', 'a"']) {
      const text = piece.repeat(100_000 / piece.length);
      expect(cellsOf(text).flat().join('').length).toBeLessThanOrEqual(text.length);
    }
  });
});

describe('people out of a sheet', () => {
  test('fill the rows from where the keyboard is, and what is there stays in the others', () => {
    const { contacts, filled, left } = paste('李四\t经理\n王五\t会计', {
      contacts: [person({ name: '张三', mobile: '13800138000' }), person({ name: '旧', note: '周三在厂' })],
      row: 1,
    });
    expect([filled, left]).toEqual([2, 0]);
    expect(contacts).toEqual([
      person({ name: '张三', mobile: '13800138000' }),
      person({ name: '李四', position: '经理', note: '周三在厂' }),
      person({ name: '王五', position: '会计' }),
    ]);
  });

  test('with titles stand each under its own, and what has no column in the note', () => {
    const text =
      '职务\t联系人*\t手机号\t电子邮件\t生日\n经理\t李四\t13900139000\tli@a.example\t5 月\n\t王五\t\t\t';
    expect(paste(text).contacts).toEqual([
      person({
        name: '李四',
        position: '经理',
        mobile: '13900139000',
        email: 'li@a.example',
        note: '生日：5 月',
      }),
      person({ name: '王五' }),
    ]);
  });

  test('with titles are put over nobody who is there', () => {
    const { contacts } = paste('姓名\t座机\n李四\t0757-62980843', { contacts: [person({ name: '张三' })] });
    expect(contacts).toEqual([person({ name: '张三' }), person({ name: '李四', phone: '0757-62980843' })]);
  });

  test('without titles have numbers and addresses of mail where those belong', () => {
    expect(paste('李四\t13900139000\n王五\t13700137000').contacts).toEqual([
      person({ name: '李四', mobile: '13900139000' }),
      person({ name: '王五', mobile: '13700137000' }),
    ]);
    expect(paste('李四\t0757-62980843\tli@a.example\t采购').contacts).toEqual([
      person({ name: '李四', phone: '0757-62980843', email: 'li@a.example', position: '采购' }),
    ]);
  });

  test('a column of numbers alone goes where the keyboard is', () => {
    const { contacts } = paste('13900139000\n13700137000', { column: 'phone' });
    expect(contacts.map(({ phone, mobile }) => phone || mobile)).toEqual(['13900139000', '13700137000']);
  });

  test('for whom there is no room are counted and left out', () => {
    const names = Array.from({ length: 60 }, (_one, at) => `联系人${at}`).join('\n');
    const { contacts, filled, left } = paste(names);
    expect([contacts.length, filled, left]).toEqual([50, 50, 10]);
  });
});
