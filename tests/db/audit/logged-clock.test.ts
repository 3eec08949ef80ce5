import { expect, test } from 'vitest';
import { LoggedClock } from '../../../db/features/audit/logged-clock.ts';
import { PROGRAM } from '../../../db/domain/flow.ts';
import { RULES } from '../../../db/domain/permissions.ts';
import { BLANK, type Row } from './support.ts';

const DAY = 86_400_000;
/** Whose word comes from the sheets, here. */
const SHEETS = 'aa';

/** Days on the computer, and what is done then: the archivist is person 1, the manager person 2, with two accounts. */
function look(...rows: ReadonlyArray<readonly [day: number, row: Row]>): boolean[] {
  const people = new Map([
    [11, 1],
    [12, 2],
    [13, 2],
  ]);
  const clock = new LoggedClock(people, ({ reason }) => reason === SHEETS);
  return rows.map(([day, row], index) =>
    clock.look({ ...BLANK, seq: index + 1, at: day * DAY, account_id: 11, rules: RULES, ...row }),
  );
}

const FIRST = [1_000, { action: 'vault.create' }] as const;
const DOUBT = { action: 'clock.doubt', role: PROGRAM };
const RIGHT = { action: 'clock.right', role: PROGRAM };
const EDIT = { action: 'customers.edit' };
const FILE = { action: 'customers.create' };
const word = (account_id: number, reason: string | null = null): Row => ({
  action: 'clock.vouch',
  account_id,
  reason,
});

test.each<[string, ReadonlyArray<readonly [number, Row]>, boolean]>([
  ['filed the next day', [[1_001, FILE]], true],
  ['edited at a wrong time, as if nothing were', [[2_000, EDIT]], false],
  [
    'a wrong time that is told of',
    [
      [2_000, DOUBT],
      [2_000, EDIT],
    ],
    true,
  ],
  [
    'filed in doubt',
    [
      [2_000, DOUBT],
      [2_000, FILE],
    ],
    false,
  ],
  [
    'a refusal in doubt',
    [
      [2_000, DOUBT],
      [2_000, { ...FILE, decision: 'deny' }],
    ],
    true,
  ],
  ['a doubt that nothing gives rise to', [[1_001, DOUBT]], false],
  [
    'told of twice',
    [
      [2_000, DOUBT],
      [2_000, DOUBT],
    ],
    false,
  ],
  [
    'over because the clock is right again',
    [
      [2_000, DOUBT],
      [1_000, RIGHT],
      [1_000, FILE],
    ],
    true,
  ],
  [
    'over by nothing',
    [
      [2_000, DOUBT],
      [2_000, RIGHT],
    ],
    false,
  ],
  ['over without a doubt', [[1_001, RIGHT]], false],
  [
    'right again and not told of',
    [
      [2_000, DOUBT],
      [1_000, EDIT],
    ],
    false,
  ],
  [
    'over by one word',
    [
      [2_000, DOUBT],
      [2_000, word(11)],
      [2_000, RIGHT],
    ],
    false,
  ],
  [
    'over by the same word twice',
    [
      [2_000, DOUBT],
      [2_000, word(12)],
      [2_000, word(13)],
      [2_000, RIGHT],
    ],
    false,
  ],
  [
    'over by two words',
    [
      [2_000, DOUBT],
      [2_000, word(11)],
      [2_000, word(12)],
      [2_000, RIGHT],
      [2_000, FILE],
    ],
    true,
  ],
  [
    'over by a word that was refused',
    [
      [2_000, DOUBT],
      [2_000, word(11)],
      [2_000, { ...word(12), decision: 'deny' }],
      [2_000, RIGHT],
    ],
    false,
  ],
  [
    'over by the words of two dates',
    [
      [2_000, DOUBT],
      [2_000, word(11)],
      [3_000, word(12)],
      [3_000, RIGHT],
    ],
    false,
  ],
  [
    'over by words from before the doubt',
    [
      [1_000, word(11)],
      [1_000, word(12)],
      [2_000, DOUBT],
      [2_000, RIGHT],
    ],
    false,
  ],
  [
    'over by two sheets',
    [
      [2_000, DOUBT],
      [2_000, word(11, SHEETS)],
      [2_000, RIGHT],
      [2_000, FILE],
    ],
    true,
  ],
  [
    'over by other sheets',
    [
      [2_000, DOUBT],
      [2_000, word(11, 'bb')],
      [2_000, RIGHT],
    ],
    false,
  ],
  [
    'back by hours, and back by hours again, past an anchor',
    [
      [1_000, { action: 'audit.anchor' }],
      [999.2, EDIT],
      [998.4, EDIT],
    ],
    false,
  ],
])('%s: %j', (_what, rows, isRight) => {
  const [, ...judged] = look(FIRST, ...rows);
  expect(judged.every(Boolean)).toBe(isRight);
});

test('the first wrong row is the one that is named, and what follows is judged by itself', () => {
  expect(look(FIRST, [2_000, EDIT], [2_001, FILE], [2_002, EDIT])).toEqual([true, false, true, true]);
});

test('rows of earlier rules tell the time, and are not judged', () => {
  const old = { rules: 1 };
  expect(look([1_000, { ...FILE, ...old }], [3_000, { ...FILE, ...old }], [3_001, FILE])).toEqual([
    true,
    true,
    true,
  ]);
  expect(look([1_000, { ...FILE, ...old }], [3_000, FILE])).toEqual([true, false]);
});
