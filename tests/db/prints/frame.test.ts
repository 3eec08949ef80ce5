import { describe, expect, test } from 'vitest';
import { RETENTIONS } from '../../../db/domain/customer.ts';
import {
  cardTitle,
  contactTitle,
  frameOf,
  secrecyMarkOf,
  word,
} from '../../../db/features/prints/service.ts';

describe('the mark of secrecy', () => {
  test.each(['normal', 'confidential'] as const)('there is none of the class %s', (secrecy) => {
    for (const until of [null, '2030-01-02']) expect(secrecyMarkOf(secrecy, until, 'D30')).toBeNull();
  });

  test.each(['secret', 'top_secret'] as const)(
    'that of %s says for how long, or until which day',
    (secrecy) => {
      const name = word(`secrecy.${secrecy}`);
      for (const retention of RETENTIONS) {
        const mark = secrecyMarkOf(secrecy, null, retention);
        expect(mark).toContain(name);
        expect(mark).toContain(word(`secrecy.term.${retention}`));
      }
      const mark = secrecyMarkOf(secrecy, '2030-01-02', 'D30');
      expect(mark).toContain(name);
      expect(mark).toContain(word('date.before', { year: 2030, month: 1, day: 2 }));
      expect(mark).not.toContain('01');
    },
  );
});

describe('what stands around a form', () => {
  const facts = {
    company: '公司',
    trial: false,
    printedBy: '刘芳',
    printedAt: Date.UTC(2026, 2, 2, 1, 5),
    zone: 'Asia/Shanghai',
    paper: { size: 'A4', landscape: false },
  } as const;

  test('the letterhead, who printed it and when, and the number of its page to be filled in', () => {
    const frame = frameOf(facts);
    expect(frame).toMatchObject({ language: 'zh-CN', company: '公司', watermark: null, paper: facts.paper });
    expect(frame.printed).toContain('刘芳');
    expect(frame.printed).toContain('2026-03-02 09:05');
    expect(frame.pageWords).toContain('{{page}}');
    expect(frame.pageWords).toContain('{{pages}}');
  });

  test('a trial vault is marked', () => {
    expect(frameOf({ ...facts, trial: true }).watermark).toBe(word('frame.trial'));
  });

  test('titles of fields, and of what has none its key', () => {
    expect(cardTitle('name')).not.toBe('name');
    expect([cardTitle('no_such_field'), contactTitle('no_such_field')]).toEqual([
      'no_such_field',
      'no_such_field',
    ]);
    expect(contactTitle('name')).not.toBe('name');
  });
});
