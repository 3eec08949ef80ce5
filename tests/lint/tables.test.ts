import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT, readSources } from './support/sources.ts';
import { checkTables, tablesOf } from './support/table-rule.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures/tables');

test('a table is named in one feature’s store alone', () => {
  const sources = readSources(PROJECT);
  const [schema] = sources.filter(({ path }) => path === 'db/schema.ts');
  const tables = schema ? tablesOf(schema) : new Set<string>();
  expect(tables.size).toBeGreaterThan(25);
  expect([...tables]).toEqual(expect.arrayContaining(['customer', 'audit', 'search_row', 'account_name']));
  expect(checkTables(sources, tables)).toEqual([]);
});

describe('the rule itself', () => {
  const tables = new Set(['loan', 'loan_step', 'paper', 'paper_line', 'serial', 'step', 'account_name']);
  const bad = readSources(join(FIXTURES, 'bad'));
  const problems = checkTables(bad, tables);

  test.each(bad.map(({ path }) => path))('refuses %s', (path) => {
    const [, expected] = /^\/\/ named: (.+)$/m.exec(readFileSync(join(FIXTURES, 'bad', path), 'utf8')) ?? [];
    const told = problems
      .filter((problem) => problem.startsWith(path))
      .map((text) => text.replace(/:\d+ /, ' '));
    expect(told).toEqual([expect.stringContaining(expected ?? 'a comment that says what is told')]);
  });

  test('tells of every one, and of nothing else', () => {
    expect(problems).toHaveLength(bad.length);
  });

  test('lets every table stand with its feature, and names be joined by all', () => {
    const good = readSources(join(FIXTURES, 'good'));
    expect(good.length).toBeGreaterThan(4);
    expect(checkTables(good, tables)).toEqual([]);
  });
});
