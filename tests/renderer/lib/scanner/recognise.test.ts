import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOf, FOLDER_CODE_DIGITS, parseCode } from '../../../../db/domain/folder-code.ts';
import { Recogniser, type Ended, type Fed } from '../../../../renderer/lib/scanner/recognise.ts';

const isRight = (digits: string) => {
  try {
    parseCode(digits);
    return true;
  } catch {
    return false;
  }
};

const wrongOf = (code: string) => code.replace(/.$/, (last) => String((Number(last) + 1) % 10));
const codes = fc.integer({ min: 1, max: 9_999_999_999 }).map(codeOf);
const fast = fc.integer({ min: 0, max: 35 });
const slow = fc.integer({ min: 80, max: 3_000 });
const endings = fc.constantFrom('enter' as const, 'tab' as const, 'nothing' as const);
const ways = fc.constantFrom('key' as const, 'method' as const, 'text' as const, 'full' as const);

const fullWidth = (text: string) =>
  text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));

/** A digit as it comes by a key, by an input method that then inserts it, or as text alone. */
function fedAs(way: 'key' | 'method' | 'text' | 'full', digit: string, at: number): Fed[] {
  if (way === 'key') return [{ kind: 'digit', digit, at, awaits: false }];
  if (way === 'text') return [{ kind: 'text', text: digit, at }];
  if (way === 'full') return [{ kind: 'text', text: fullWidth(digit), at }];
  // Its text is told a good while later: the key's time counts.
  return [
    { kind: 'digit', digit, at, awaits: true },
    { kind: 'text', text: fullWidth(digit), at: at + 500 },
  ];
}

interface Heard {
  readonly ended: Ended[];
  readonly passed: Fed[];
}

function hear(feds: readonly Fed[], recogniser = new Recogniser(isRight)): Heard {
  const ended: Ended[] = [];
  const passed: Fed[] = [];
  for (const fed of feds) {
    const answer = recogniser.feed(fed);
    if (answer.ended) ended.push(answer.ended);
    if (!answer.taken) passed.push(fed);
  }
  const last = recogniser.quiet();
  if (last) ended.push(last);
  return { ended, passed };
}

const scansOf = ({ ended }: Heard) => ended.flatMap((one) => (one.kind === 'scans' ? one.scans : []));

/** Digits after each other at these gaps, the first at the first. */
function typed(
  digits: string,
  gaps: readonly number[],
  way: 'key' | 'method' | 'text' | 'full',
  from = 0,
): [Fed[], number] {
  let at = from;
  const feds = [...digits].flatMap((digit, index) => {
    at += gaps[index] ?? 0;
    return fedAs(way, digit, at);
  });
  return [feds, at];
}

describe('a scan', () => {
  test('is understood in every way and at every speed that scanners have, with every ending', () => {
    const gaps = fc.array(fast, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(codes, gaps, ways, endings, fast, (code, gaps, way, ending, pause) => {
        const [feds, at] = typed(code, gaps, way, 1_000);
        const heard = hear(ending === 'nothing' ? feds : [...feds, { kind: 'ending', at: at + pause }]);
        expect(scansOf(heard)).toEqual([{ code, isRight: true }]);
        expect(heard.passed).toEqual([]);
      }),
    );
  });

  test('is understood whatever pieces its text comes in', () => {
    fc.assert(
      fc.property(
        codes,
        fc.uniqueArray(fc.integer({ min: 1, max: 11 })),
        fc.boolean(),
        (code, cuts, isFull) => {
          const places = [0, ...cuts.toSorted((a, b) => a - b), code.length];
          const pieces = places.slice(1).map((end, index) => code.slice(places[index], end));
          const feds = pieces.map((piece, index): Fed => {
            return { kind: 'text', text: isFull ? fullWidth(piece) : piece, at: index * 20 };
          });
          const heard = hear(feds);
          expect(scansOf(heard)).toEqual([{ code, isRight: true }]);
          expect(heard.passed).toEqual([]);
        },
      ),
    );
  });

  test('is understood where its digits chose words of an input method instead of being written', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom('你好', '啊', 'ni hao'), (code, word) => {
        const [rest] = typed(
          code.slice(1),
          Array.from({ length: 11 }, () => 10),
          'method',
          10,
        );
        const heard = hear([
          { kind: 'digit', digit: code.slice(0, 1), at: 0, awaits: true },
          { kind: 'text', text: word, at: 300 },
          ...rest,
        ]);
        expect(scansOf(heard)).toEqual([{ code, isRight: true }]);
      }),
    );
  });

  test('is understood where it was given back as text too soon, since its keys came late', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 1, max: 11 }), (code, cut) => {
        const recogniser = new Recogniser(isRight);
        const [feds] = typed(
          code,
          Array.from({ length: 12 }, () => 5),
          'key',
        );
        for (const fed of feds.slice(0, cut)) recogniser.feed(fed);
        expect(recogniser.quiet()).toEqual({ kind: 'text' });
        expect(recogniser.isOpen).toBe(false);
        expect(scansOf(hear(feds.slice(cut), recogniser))).toEqual([{ code, isRight: true }]);
      }),
    );
  });

  test('takes its endings with it even where it was told already', () => {
    const recogniser = new Recogniser(isRight);
    const [feds, at] = typed(
      codeOf(7),
      Array.from({ length: 12 }, () => 2),
      'key',
    );
    hear(feds, recogniser);
    expect(recogniser.feed({ kind: 'ending', at: at + 100 })).toEqual({ ended: null, taken: true });
    expect(recogniser.feed({ kind: 'ending', at: at + 200 })).toEqual({ ended: null, taken: true });
    expect(recogniser.feed({ kind: 'ending', at: at + 400 })).toEqual({ ended: null, taken: false });
  });

  test('and another right after it are two, with an ending between and without', () => {
    fc.assert(
      fc.property(codes, codes, fast, fc.boolean(), (one, other, gap, hasEnding) => {
        const gaps = Array.from({ length: 12 }, () => gap);
        const [first, at] = typed(one, gaps, 'key');
        const [second] = typed(other, gaps, 'key', at);
        const heard = hear([...first, ...(hasEnding ? [{ kind: 'ending', at } as const] : []), ...second]);
        expect(scansOf(heard).map(({ code }) => code)).toEqual([one, other]);
        expect(heard.passed).toEqual([]);
      }),
    );
  });

  test('that was misread is told as such, also beside a right one', () => {
    fc.assert(
      fc.property(codes, codes, (code, other) => {
        const gaps = Array.from({ length: 24 }, () => 3);
        const wrong = wrongOf(code);
        expect(scansOf(hear(typed(wrong, gaps, 'key')[0]))).toEqual([{ code: wrong, isRight: false }]);
        expect(scansOf(hear(typed(wrong + other, gaps, 'key')[0]))).toEqual([
          { code: wrong, isRight: false },
          { code: other, isRight: true },
        ]);
        expect(scansOf(hear(typed(wrong + wrong, gaps, 'key')[0]))).toEqual([]);
      }),
    );
  });
});

describe('text', () => {
  test('is what a person types, digit by digit and with Enter after it', () => {
    const gaps = fc.array(slow, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(codes, gaps, ways, slow, (code, gaps, way, pause) => {
        const [feds, at] = typed(code, gaps, way, 1_000);
        const enter: Fed = { kind: 'ending', at: at + pause };
        const heard = hear([...feds, enter]);
        expect(scansOf(heard)).toEqual([]);
        expect(heard.ended.length).toBeGreaterThanOrEqual(FOLDER_CODE_DIGITS);
        expect(heard.passed).toContain(enter);
      }),
    );
  });

  test('is a code with one gap of a person in it', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 1, max: 11 }), slow, (code, place, gap) => {
        const gaps = Array.from({ length: 12 }, (_, index) => (index === place ? gap : 5));
        expect(scansOf(hear(typed(code, gaps, 'key')[0]))).toEqual([]);
      }),
    );
  });

  test('is every other number of digits, and so is the Enter after them', () => {
    const lengths = fc.integer({ min: 1, max: 60 }).filter((length) => length % FOLDER_CODE_DIGITS !== 0);
    fc.assert(
      fc.property(lengths, fc.nat(9), fast, (length, digit, gap) => {
        const digits = String(digit).repeat(length);
        const [feds, at] = typed(
          digits,
          Array.from({ length }, () => gap),
          'key',
        );
        const enter: Fed = { kind: 'ending', at: at + gap };
        const heard = hear([...feds, enter]);
        expect(heard.ended).toEqual([{ kind: 'text' }]);
        expect(heard.passed).toEqual([enter]);
      }),
    );
  });

  test('is a label of another kind, with letters before, after or between', () => {
    fc.assert(
      fc.property(codes, fc.integer({ min: 0, max: 12 }), (code, place) => {
        const [feds, at] = typed(
          code,
          Array.from({ length: 12 }, () => 5),
          'key',
          5,
        );
        const letter: Fed = { kind: 'other', at: place * 5 + 1 };
        const heard = hear([
          ...feds.slice(0, place),
          letter,
          ...feds.slice(place),
          { kind: 'ending', at: at + 5 },
        ]);
        expect(scansOf(heard)).toEqual([]);
        expect(heard.passed).toContain(letter);
      }),
    );
  });

  test('is a word of an input method, with no digit before it', () => {
    expect(hear([{ kind: 'text', text: '你好', at: 0 }])).toMatchObject({
      ended: [],
      passed: [{ text: '你好' }],
    });
    expect(hear([{ kind: 'text', text: '第12页', at: 0 }]).ended).toEqual([]);
  });
});

test('another key after a pause does not undo a scan that the window has not told yet', () => {
  const [feds, at] = typed(
    codeOf(7),
    Array.from({ length: 12 }, () => 2),
    'key',
  );
  const letter: Fed = { kind: 'other', at: at + 80 };
  const heard = hear([...feds, letter]);
  expect(scansOf(heard)).toEqual([{ code: codeOf(7), isRight: true }]);
  expect(heard.passed).toEqual([letter]);
});
