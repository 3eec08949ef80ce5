import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  archiveNoIn,
  archiveNoPatternSchema,
  DEFAULT_PATTERN,
  isSeriesOf,
  PATTERN_PRESETS,
  readArchiveNo,
  seriesOf,
  type SeriesParts,
} from '../../db/domain/archive-no.ts';
import { CATEGORIES, RETENTIONS } from '../../db/domain/customer.ts';

const parts: SeriesParts = { fonds: 'QZ01', year: 2025, retention: 'D30', category: 'supplier' };

describe('1. a 档号 is put together by the pattern', () => {
  test('the usual one is that of A6', () => {
    const series = seriesOf(DEFAULT_PATTERN, parts);
    expect(series).toBe('QZ01-KH·2025-D30-GY-{serial:4}');
    expect(archiveNoIn(series, 1)).toBe('QZ01-KH·2025-D30-GY-0001');
    expect(archiveNoIn(series, 10_000)).toBe('QZ01-KH·2025-D30-GY-10000');
  });

  test.each([
    ['{category}-{year}-{serial:4}', 'GY-2025-0007'],
    ['KH·{serial:6}', 'KH·000007'],
    ['客字〔{year}〕{serial:3}号', '客字〔2025〕007号'],
    ['{serial:4}-{year}.{fonds}', '0007-2025.QZ01'],
  ])('%s makes %s', (pattern, number) => {
    expect(archiveNoPatternSchema.parse(pattern)).toBe(pattern);
    expect(archiveNoIn(seriesOf(pattern, parts), 7)).toBe(number);
  });

  test('every preset is sound and none is there twice', () => {
    for (const preset of PATTERN_PRESETS) expect(archiveNoPatternSchema.parse(preset)).toBe(preset);
    expect(new Set(PATTERN_PRESETS).size).toBe(PATTERN_PRESETS.length);
  });
});

describe('2. a pattern that would not keep numbers apart is refused', () => {
  test.each([
    ['{fonds}-{year}', 'pattern_serial'],
    ['{serial}', 'pattern_serial'],
    ['{serial:2}', 'pattern_serial'],
    ['{serial:9}', 'pattern_serial'],
    ['{year}-{year}-{serial:4}', 'pattern_twice'],
    ['{serial:4}-{serial:4}', 'pattern_twice'],
    ['{year}{serial:4}', 'pattern_separator'],
    ['{year}KH{serial:4}', 'pattern_separator'],
    ['{month}-{serial:4}', 'pattern_part'],
    ['{year:2}-{serial:4}', 'pattern_part'],
    ['{year-{serial:4}', 'pattern_part'],
    ['KH2-{serial:4}', 'pattern_text'],
    ['{year}/{serial:4}', 'pattern_text'],
    ['é-{serial:4}', 'pattern_text'],
    ['客户档案库房总目录之档号-{serial:4}', 'pattern_long'],
    ['', 'pattern_serial'],
    ['{'.repeat(60), 'pattern_part'],
    ['{'.repeat(61), 'pattern_long'],
    ['客户档案库房总目录之档-{serial:4}', null],
    ['KH{serial:8}', null],
    ['{serial:3}号', null],
  ])('%s: %s', (pattern, problem) => {
    const checked = archiveNoPatternSchema.safeParse(pattern);
    expect(checked.error?.issues.map(({ message }) => message) ?? null).toEqual(
      problem && [`vault.${problem}`],
    );
  });

  test('what is only spelled otherwise is taken as meant', () => {
    expect(archiveNoPatternSchema.parse(' {Fonds} － kh·{YEAR}-{serial:04} ')).toBe(
      '{fonds}-KH·{year}-{serial:4}',
    );
  });
});

const aPattern = fc
  .tuple(
    fc.shuffledSubarray(['{fonds}', '{year}', '{retention}', '{category}'] as const),
    fc.integer({ min: 3, max: 8 }),
    fc.nat(4),
    fc.array(fc.constantFrom('-', '·', '.', '_', '〔', '〕', '-K-', '·客.'), { minLength: 5, maxLength: 5 }),
    fc.constantFrom('', 'K', '客字', 'D-'),
  )
  .map(([named, width, at, between, head]) => {
    const names = named.toSpliced(Math.min(at, named.length), 0, `{serial:${width}}` as never);
    return head + names.map((name, index) => (index === 0 ? name : `${between[index]}${name}`)).join('');
  })
  .filter((pattern) => archiveNoPatternSchema.safeParse(pattern).success);

const someParts = fc.record({
  fonds: fc.stringMatching(/^[A-Z0-9]{2,8}$/),
  year: fc.integer({ min: 1980, max: 2199 }),
  retention: fc.constantFrom(...RETENTIONS),
  category: fc.constantFrom(...CATEGORIES),
});
const aSerial = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 900, max: 999_999_999 }));

describe('3. whatever the pattern, a 档号 is read back', () => {
  test('as it is, and as people type it', () => {
    fc.assert(
      fc.property(
        aPattern,
        someParts,
        aSerial,
        fc.constantFrom('', ' ', '—', '．'),
        (pattern, own, serial, typed) => {
          const series = seriesOf(pattern, own);
          const number = archiveNoIn(series, serial);
          const vault = { pattern, fonds: own.fonds };
          expect(isSeriesOf(series, pattern, own.fonds)).toBe(true);
          expect(readArchiveNo(number, vault)).toBe(number);
          const loose = number.toLowerCase().replaceAll(/[-·._〔〕]/g, typed);
          expect(readArchiveNo(loose, vault)).toBe(number);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('and two numbers of one series or of two are never the same', () => {
    fc.assert(
      fc.property(aPattern, someParts, someParts, aSerial, aSerial, (pattern, one, two, first, second) => {
        const [a, b] = [seriesOf(pattern, one), seriesOf(pattern, { ...two, fonds: one.fonds })];
        fc.pre(a !== b || first !== second);
        expect(archiveNoIn(a, first)).not.toBe(archiveNoIn(b, second));
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['qz01-kh·2025-d30-gy-0001', 'QZ01-KH·2025-D30-GY-0001'],
    ['ＱＺ０１－ＫＨ　2025－D30－GY－1', 'QZ01-KH·2025-D30-GY-0001'],
    ['QZ01KH2025D30GY10001', 'QZ01-KH·2025-D30-GY-10001'],
    ['QZ02-KH·2025-D30-GY-0001', null],
    ['QZ01-KH·2025-D31-GY-0001', null],
    ['QZ01-KH·2025-D30-GY-', null],
    ['佛山市金艺', null],
    ['', null],
  ])('%s is %s', (typed, number) => {
    expect(readArchiveNo(typed, { pattern: DEFAULT_PATTERN, fonds: 'QZ01' })).toBe(number);
  });
});

test.each([
  'QZ02-KH·2025-D30-GY-{serial:4}',
  'QZ01-KH·2025-D31-GY-{serial:4}',
  'QZ01-KH·2025-D30-GY-{serial:5}',
  'QZ01-KH·2025-D30-GY-0001',
])('%s is no series of the pattern', (series) => {
  expect(isSeriesOf(series, DEFAULT_PATTERN, 'QZ01')).toBe(false);
});
