import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkCircles, checkImports } from './support/import-rule.ts';
import { PROJECT, readSources } from './support/sources.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures/imports');

test('every import follows the rule who may import whom', () => {
  expect(checkImports(readSources(PROJECT))).toEqual([]);
});

test('no folders stand in a circle, type imports included', () => {
  expect(checkCircles(readSources(PROJECT))).toEqual([]);
});

test('the rule against circles names each step of one', () => {
  const circles = readSources(join(FIXTURES, 'circles'));
  expect(checkCircles(circles)).toEqual([
    'db/features/loans/service.ts:1 → db/work, db/work/flow.ts:1 → db/features/papers, ' +
      'db/features/papers/service.ts:1 → db/features/loans',
  ]);
  expect(checkCircles(circles.filter(({ path }) => path !== 'db/features/papers/service.ts'))).toEqual([]);
});

describe('the rule itself', () => {
  const bad = readSources(join(FIXTURES, 'bad'));
  const good = readSources(join(FIXTURES, 'good'));

  test('has examples of both kinds', () => {
    expect(bad.length).toBeGreaterThan(15);
    expect(good.length).toBeGreaterThan(5);
  });

  test.each(bad.map((source) => [source.path, source] as const))('refuses %s', (path, source) => {
    const expected = /^\/\/ refused: (.+)$/m.exec(readFileSync(join(FIXTURES, 'bad', path), 'utf8'))?.[1];
    const problems = checkImports([source]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected ?? 'a comment that says what is refused');
    expect(problems[0]).toMatch(/^[\w/.-]+:\d+ /);
  });

  test.each(good.map((source) => [source.path, source] as const))('lets %s pass', (_path, source) => {
    expect(checkImports([source])).toEqual([]);
  });
});
