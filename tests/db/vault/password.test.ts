import { describe, expect, it } from 'vitest';
import { normaliseOneTimeCode } from '../../../db/vault/password.ts';
import { checkPassword, newOneTimeCode, normaliseLogin } from '../../../db/vault/index.ts';
import { refusalOf } from './support.ts';

describe('checkPassword', () => {
  it.each([
    'correct horse battery',
    '客户档案管理密码不好猜啊',
    'aB3$aB3$aB3$x',
    '🔑🗝️🔒🔓🔐🧷🖇️📎📌📍🖊️✏️',
    'zqwzqqzzqzqq',
    'twelve chars',
    `${'ab cd'.repeat(204)}wxyz`,
  ])('takes %s', (password) => {
    expect(() => checkPassword(password, 'admin')).not.toThrow();
  });

  it.each([
    ['vault.password_short', 'elevenchars'],
    ['vault.password_short', '🔑'.repeat(11)],
    ['vault.password_long', `${'ab cd'.repeat(205)}`],
    ['vault.password_common', 'aaaaaaaaaaaaaaaa'],
    ['vault.password_common', 'ABABABABABAB'],
    ['vault.password_common', 'abababababab'],
    ['vault.password_common', 'zqzqqzzqzqqz'],
    ['vault.password_common', '123456789012'],
    ['vault.password_is_login', 'Service_Manager'],
  ])('refuses as %s: %s', (code, password) => {
    expect(refusalOf(() => checkPassword(password, 'service_manager')).code).toBe(code);
  });

  it('counts composed characters once', () => {
    expect(refusalOf(() => checkPassword('e\u0301'.repeat(11), 'admin')).data).toMatchObject({ length: 11 });
  });
});

describe('one-time codes', () => {
  it('differ, and are read however they are typed', () => {
    const codes = Array.from({ length: 200 }, newOneTimeCode);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) {
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
      const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
      expect(normaliseOneTimeCode(typed)).toBe(code.replaceAll('-', ''));
    }
  });
});

describe('logins', () => {
  it('are the same in any case, width and with spaces around', () => {
    expect(normaliseLogin(' ＡＤＭＩＮ　')).toBe('admin');
  });
});
