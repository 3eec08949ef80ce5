import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkClocks, checkSwitches, checkZones, CLOCK, GATE } from './support/habit-rules.ts';
import { PROJECT, readSources, type Source } from './support/sources.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures/habits');

/** Lines that a fixture marks as refused, and lines that the rule names. */
function lines(source: Source, check: (sources: readonly Source[]) => string[]): [number[], number[]] {
  const marked = source.text
    .split('\n')
    .flatMap((line, index) => (line.includes('// refused') ? [index + 1] : []));
  const found = check([source]).map((problem) => Number(/:(\d+) /.exec(problem)?.[1]));
  return [marked, found];
}

describe('1. time in db/ comes from the context', () => {
  test('nowhere but in the clock itself is the machine asked', () => {
    expect(checkClocks(readSources(PROJECT, ['db']))).toEqual([]);
    expect(readSources(PROJECT, ['db']).map(({ path }) => path)).toContain(CLOCK);
  });

  test.each(readSources(FIXTURES, ['db']).map((source) => [source.path, source] as const))(
    'the rule sees what %s marks',
    (_path, source) => {
      const [marked, found] = lines(source, checkClocks);
      expect(found).toEqual(marked);
    },
  );
});

describe('2. while an archive is open its days and times are those of the department', () => {
  test('nothing but the gate goes by the zone of the computer', () => {
    const sources = readSources(PROJECT, ['renderer']);
    expect(checkZones(sources)).toEqual([]);
    expect(sources.map(({ path }) => path)).toEqual(expect.arrayContaining([...GATE]));
  });

  test.each(readSources(FIXTURES, ['renderer']).map((source) => [source.path, source] as const))(
    'the rule sees what %s marks',
    (_path, source) => {
      const [marked, found] = lines(source, checkZones);
      expect(found).toEqual(marked);
    },
  );
});

describe('3. every test runs', () => {
  test('none is skipped, alone, to do or expected to fail', () => {
    expect(checkSwitches(readSources(PROJECT, ['tests']))).toEqual([]);
  });

  test.each(readSources(FIXTURES, ['switches']).map((source) => [source.path, source] as const))(
    'the rule sees what %s marks',
    (_path, source) => {
      const [marked, found] = lines(source, checkSwitches);
      expect(found).toEqual(marked);
    },
  );
});
