import ranges from '@fontsource/noto-sans-sc/unicode.json';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { daysBetween } from '../../../db/domain/dates.ts';
import { AppError } from '../../../db/domain/errors.ts';
import { computerTimeText } from '../../../renderer/features/vault/computer-time.ts';
import { errorText, fieldErrors, isRefusal, toAppError } from '../../../renderer/lib/errors.ts';
import { registerFonts } from '../../../renderer/lib/fonts.ts';
import { formatCount, formatInstant, formatRemaining } from '../../../renderer/lib/format.ts';
import { createI18n } from '../../../renderer/lib/i18n.ts';
import { isLanguage } from '../../../renderer/lib/languages.ts';
import { RemoteError } from '../../../renderer/lib/link.ts';
import { readSetting, writeSetting } from '../../../renderer/lib/machine-settings.ts';
import { escapeHtml } from '../../../db/domain/text/escape-html.ts';
import { html, printDocument } from '../../../renderer/lib/print-html.ts';

const { t } = createI18n('zh-CN');

describe('numbers and times', () => {
  test('a number is grouped, again and in each language', () => {
    expect([1, 2].map(() => formatCount(1_234_567, 'zh-CN'))).toEqual(['1,234,567', '1,234,567']);
    expect(formatCount(1_234_567, 'de')).toBe('1.234.567');
    expect(formatCount(1_234_567, 'en')).toBe('1,234,567');
  });

  test.each([
    ['Asia/Shanghai', '2026-01-01T19:04:59Z', '2026-01-02 03:04'],
    ['Asia/Tokyo', '2026-12-31T15:00:00Z', '2027-01-01 00:00'],
    // Clocks go from 02:00 to 03:00.
    ['America/St_Johns', '2026-03-08T05:29:59Z', '2026-03-08 01:59'],
    ['America/St_Johns', '2026-03-08T05:30:00Z', '2026-03-08 03:00'],
    // By half an hour.
    ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-04-05 01:30'],
    ['no/where', '2026-01-01T19:04:59Z', '2026-01-02 03:04'],
  ])('an instant is a day and a minute in %s: %s is %s', (zone, instant, text) => {
    expect(formatInstant(zone, Date.parse(instant))).toBe(text);
  });

  test('what is no instant is nothing', () => {
    expect([Number.NaN, 8.7e15].map((at) => formatInstant('Asia/Shanghai', at))).toEqual(['', '']);
  });

  test('at the gate an instant is a day and a minute of this computer', () => {
    const at = new Date(2026, 0, 2, 3, 4, 59);
    expect(computerTimeText(at.getTime())).toBe('2026-01-02 03:04');
    expect(computerTimeText(new Date(2026, 10, 22, 19, 45).toISOString())).toBe('2026-11-22 19:45');
    expect(computerTimeText('soon')).toBe('');
  });

  test.each([
    [0, '1 秒'],
    [1.4, '1 秒'],
    [59.4, '59 秒'],
    [59.5, '1 分 0 秒'],
    [200, '3 分 20 秒'],
  ])('%d seconds are written %s', (seconds, text) => {
    expect(formatRemaining(t, seconds)).toBe(text);
  });

  test('days between two dates, also backwards', () => {
    expect(daysBetween('2026-02-27', '2026-03-02')).toBe(3);
    expect(daysBetween('2026-03-02', '2026-02-27')).toBe(-3);
  });
});

describe('what went wrong', () => {
  const refusal = new AppError('vault.too_many_tries', { seconds: 30 });

  test('a refusal is found inside of what was thrown, however deep', () => {
    const deep = new Error('a', { cause: new Error('b', { cause: refusal }) });
    expect([refusal, deep].map(toAppError)).toEqual([refusal, refusal]);
    expect(isRefusal(deep, 'vault.too_many_tries')).toBe(true);
    expect(isRefusal(deep, 'vault.locked')).toBe(false);
  });

  test.each([[undefined], ['text'], [{ cause: refusal }], [new Error('a', { cause: 'b' })]])(
    'anything else is a failure of ours (%o)',
    (thrown) => {
      expect(toAppError(thrown).code).toBe('common.internal');
    },
  );

  test('a refusal is worded with its data', () => {
    expect(errorText(t, refusal)).toContain('30');
  });

  test('fields have their problems by their paths, in words also where the code has none', () => {
    const issues = [
      { path: ['contacts', 0, 'name'], code: 'common.not_an_email' },
      { path: ['uscc'], code: 'no.such_code' },
    ];
    const problems = fieldErrors(t, new RemoteError({ code: 'common.invalid_input', data: {}, issues }));
    expect([...problems]).toEqual([
      ['contacts.0.name', t('errors:common.not_an_email')],
      ['uscc', t('common:field.invalid')],
    ]);
    expect(fieldErrors(t, new RemoteError({ code: 'common.invalid_input', data: {} })).size).toBe(0);
    expect(fieldErrors(t, refusal).size).toBe(0);
  });
});

describe('a document of the window', () => {
  test('what is put in is text, save what is made by html', () => {
    expect(escapeHtml(`<a href="x">O'&</a>`)).toBe('&lt;a href=&quot;x&quot;&gt;O&#39;&amp;&lt;/a&gt;');
    const lines = [html`<i>${1}</i>`, html`<i>${'<2>'}</i>`];
    const written = html`<p>${'a&b'}${lines} ${html`<b></b>`}</p>`;
    expect(written.source).toBe('<p>a&amp;b<i>1</i><i>&lt;2&gt;</i> <b></b></p>');
  });

  test('a whole document has its language, title and style, and its body as it is', () => {
    const whole = printDocument('en', 'A & B', html`<p>x</p>`);
    const read = new DOMParser().parseFromString(whole, 'text/html');
    expect([read.documentElement.lang, read.title, read.body.innerHTML.trim()]).toEqual([
      'en',
      'A & B',
      '<p>x</p>',
    ]);
    expect(read.querySelector('style')?.textContent).toContain('"Noto Serif SC"');
  });
});

describe('the languages', () => {
  test('the window says its language and the name of the product, and follows a change', async () => {
    const i18n = createI18n('zh-CN');
    expect([document.documentElement.lang, document.title]).toEqual(['zh-CN', i18n.t('common:product')]);
    await i18n.changeLanguage('en');
    expect([document.documentElement.lang, document.title]).toEqual(['en', i18n.t('common:product')]);
    expect(i18n.t('common:product')).not.toBe(createI18n('zh-CN').t('common:product'));
  });

  test('keys are flat and what is put into words stays as it is', () => {
    expect(t('errors:common.internal')).not.toBe('errors:common.internal');
    expect(t('common:no.such.word', { defaultValue: '{{name}}', name: '<b>' })).toBe('<b>');
  });

  test.each([
    ['zh-CN', true],
    ['en', true],
    ['de', false],
    [null, false],
  ])('%s is a language of the program: %s', (value, is) => {
    expect(isLanguage(value)).toBe(is);
  });
});

/** What jsdom has none of: a face as a page registers it. */
class Face {
  readonly family: string;
  readonly source: string;
  readonly facts: FontFaceDescriptors;

  constructor(family: string, source: string, facts: FontFaceDescriptors) {
    this.family = family;
    this.source = source;
    this.facts = facts;
  }
}

describe('the screen face', () => {
  afterEach(() => vi.unstubAllGlobals());

  test('it is registered in three weights, each slice with the letters that it is for', () => {
    vi.stubGlobal('FontFace', Face);
    const faces: Face[] = [];
    Object.defineProperty(document, 'fonts', {
      configurable: true,
      value: { add: (face: Face) => faces.push(face) },
    });
    registerFonts();
    Reflect.deleteProperty(document, 'fonts');
    const of = (weight: string) => faces.filter(({ facts }) => facts.weight === weight);
    expect(of('400').length).toBeGreaterThan(90);
    expect([of('500').length, of('700').length]).toEqual([of('400').length, of('400').length]);
    expect(faces).toHaveLength(3 * of('400').length);
    const known = new Map(Object.entries(ranges));
    for (const { family, source, facts } of faces) {
      const { weight, unicodeRange } = facts;
      expect(family).toBe('Noto Sans SC');
      const [, slice = ''] = /noto-sans-sc-(.+)-\d+-normal\.woff2/.exec(source) ?? [];
      expect(source).toContain(`-${weight}-normal.woff2`);
      expect(unicodeRange).toBe(known.get(slice) ?? known.get(`[${slice}]`));
      expect(unicodeRange).toMatch(/^U\+/);
    }
  });
});

describe('choices of this computer', () => {
  afterEach(() => vi.restoreAllMocks());

  test('one is remembered under a name of the program', () => {
    expect(readSetting('rail')).toBeNull();
    writeSetting('rail', 'closed');
    expect(readSetting('rail')).toBe('closed');
    expect(Object.keys(localStorage)).toEqual(['kedang.rail']);
  });

  test('where storage is switched off nothing is remembered and nothing fails', () => {
    const refuse = () => {
      throw new Error('switched off');
    };
    vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse);
    vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse);
    writeSetting('rail', 'closed');
    expect(readSetting('rail')).toBeNull();
  });
});
