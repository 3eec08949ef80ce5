import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, type Day } from '../../../db/domain/dates.ts';
import { MOST_KEPT, namesToRemove, type FoundBackup } from '../../../db/features/backup/keep.ts';

const START: Day = '2024-01-01';

function aFound(day: Day, over: Partial<FoundBackup> = {}): FoundBackup {
  const madeAt = Date.parse(`${day}T09:00:00Z`);
  return { folder: day, madeAt, day, automatic: true, isGood: true, isOfSeries: true, ...over };
}

/** A place to which one is made on each of so many days, and cleared up after each. */
function afterDays(days: number, isMadeOn: (day: number) => boolean = () => true): FoundBackup[] {
  let place: FoundBackup[] = [];
  for (let number = 0; number < days; number += 1) {
    if (!isMadeOn(number)) continue;
    const today = addDays(START, number);
    place.push(aFound(today));
    const gone = namesToRemove(place, { made: today, today });
    place = place.filter(({ folder }) => !gone.includes(folder));
  }
  return place;
}

describe('what is kept of a daily backup', () => {
  test('after two years: the newest 7, 8 of each 7 days and 12 of each 30', () => {
    const days = afterDays(731).map(({ day }) => day);
    expect(days).toHaveLength(MOST_KEPT);
    const gaps = days.slice(1).map((day, at) => (Date.parse(day) - Date.parse(days[at] ?? '')) / 86_400_000);
    expect(gaps.slice(-6)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(gaps.slice(12, -7)).toEqual(Array.from({ length: 7 }, () => 7));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(36);
    expect(days.slice(-7)).toEqual([1, 2, 3, 4, 5, 6, 7].map((back) => addDays(START, 723 + back)));
  });

  test('whatever days are missing: never more than 27, the newest 7 always, and a year back once there is one', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), fc.integer({ min: 1, max: 500 }), (made, days) => {
        const picks = [...made.take(days)];
        const kept = afterDays(days, (day) => picks[day] === true);
        const all = picks.flatMap((isMade, day) => (isMade ? [addDays(START, day)] : []));
        const names = kept.map(({ day }) => day);
        expect(kept.length).toBeLessThanOrEqual(MOST_KEPT);
        expect(names.slice(-7)).toEqual(all.slice(-7));
        // One of the last year stays within 37 days of each that was made.
        const yearAgo = addDays(START, days - 360);
        for (const day of all.filter((one) => one > yearAgo))
          expect(names.some((one) => Math.abs(Date.parse(one) - Date.parse(day)) <= 37 * 86_400_000)).toBe(
            true,
          );
      }),
      { numRuns: 30 },
    );
  });
});

const found = fc
  .array(
    fc.record({
      number: fc.integer({ min: -500, max: 500 }),
      automatic: fc.boolean(),
      isGood: fc.boolean(),
      isOfSeries: fc.boolean(),
    }),
    { maxLength: 200 },
  )
  .map((list) =>
    list.map(({ number, ...over }, at) => aFound(addDays(START, number), { ...over, folder: `f${at}` })),
  );

test('manual ones, bad ones, those of another series and of days to come stay, and push none out', () => {
  fc.assert(
    fc.property(found, (list) => {
      const made = aFound(START, { folder: 'made' });
      const gone = namesToRemove([...list, made], { made: 'made', today: START });
      const counted = list.filter((one) => one.automatic && one.isGood && one.isOfSeries && one.day <= START);
      const names = new Set(counted.map(({ folder }) => folder));
      expect(gone.filter((name) => !names.has(name))).toEqual([]);
      expect(namesToRemove([...counted, made], { made: 'made', today: START }).toSorted()).toEqual(
        gone.toSorted(),
      );
    }),
    { numRuns: 200 },
  );
});

describe('nothing goes', () => {
  const full = afterDays(400);
  const today = addDays(START, 400);
  // One more day makes one go.
  test('but where one more was made', () => {
    const made = aFound(today, { folder: 'made' });
    expect(namesToRemove([...full, made], { made: 'made', today }).length).toBeGreaterThan(0);
  });

  test.each<[string, FoundBackup[], Day]>([
    ['when the one that was made is not there', [], today],
    ['when it does not count', [aFound(today, { folder: 'made', isGood: false })], today],
    ['when it is not of today', [aFound(today, { folder: 'made' })], addDays(today, 1)],
    [
      'for 30 that failed',
      Array.from({ length: 30 }, (_, at) =>
        aFound(today, { folder: at === 0 ? 'made' : `f${at}`, isGood: false }),
      ),
      today,
    ],
    ['for one of a day 400 days ahead', [aFound(addDays(today, 400), { folder: 'made' })], today],
  ])('%s', (_, more, day) => {
    expect(namesToRemove([...full, ...more], { made: 'made', today: day })).toEqual([]);
  });
});

test('of one day the newest counts and the others go', () => {
  const at = Date.parse(`${START}T09:00:00Z`);
  const three = [0, 1, 2].map((number) => aFound(START, { folder: `f${number}`, madeAt: at + number }));
  expect(namesToRemove(three, { made: 'f2', today: START }).toSorted()).toEqual(['f0', 'f1']);
});
