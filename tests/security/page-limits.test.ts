import { expect, test } from 'vitest';
import type { z } from 'zod';
import { appRouter } from '../../db/router/index.ts';

/** The most rows that one call of each list gives; each gives at least one. */
const MOST: Record<string, number> = {
  'audit.list': 200,
  'filings.list': 200,
  'import.groups': 500,
  'import.rows': 500,
  'search.list': 200,
  'search.query': 200,
};

interface Procedure {
  readonly _def: { readonly inputs: readonly z.ZodObject[] };
}

const lists = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>).flatMap(
  ([name, { _def }]) =>
    _def.inputs.flatMap((input) =>
      input.shape?.limit ? [[name, input.shape.limit as z.ZodType] as const] : [],
    ),
);

test.each(lists)('%s gives a row at least and no more than is written here', (name, limit) => {
  const most = MOST[name] ?? 0;
  const taken = [0, 1, most, most + 1, 1.5].filter((count) => limit.safeParse(count).success);
  expect(taken).toEqual([1, most]);
});

test('every list that is bounded by its caller is written here', () => {
  expect(lists.map(([name]) => name).toSorted()).toEqual(Object.keys(MOST));
});
