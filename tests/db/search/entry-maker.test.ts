import { describe, expect, it } from 'vitest';
import { makeEntry } from '../../../db/features/search/index/entry-maker.ts';
import type { EntryParts } from '../../../db/features/search/index/entry.ts';
import { withEntryMaker } from '../../../db/features/search/service.ts';

const PLENTY = 1_000_000;

function partsOf(n: number): EntryParts {
  const person = n % 3 === 0;
  return {
    title: {
      kind: person ? 'person' : 'company',
      text: person ? `仇${n}` : `佛山市建业${n}有限公司`,
      sortKey: `fo2 shan1 shi4 jian4 ye4 ${n} you3 xian4 gong1 si1`,
    },
    texts: [
      'c+',
      '建业厂',
      'd+',
      `QZ01-YW·KH-2026-${n}`,
      'w',
      '备注'.repeat(n),
      'p1 2',
      '单小姐',
      'd',
      '0757-86661234',
    ],
    values: `pc${n} q1 r3`,
  };
}

const BATCHES = [[1, 2, 3], [4], [], [5, 6, 7, 8, 9, 200]].map((batch) => batch.map(partsOf));

const copied = ({ terms, digest }: { terms: Uint8Array; digest: number }) => ({
  digest,
  terms: Buffer.from(terms).toString(),
});

describe('entries', () => {
  it.each([
    ['here', 1],
    ['in a thread of its own', PLENTY],
  ])('made %s are those made one by one, batch by batch', (_where, customers) => {
    const made = withEntryMaker(customers, (maker) => {
      for (const batch of BATCHES) maker.give(batch);
      return BATCHES.map(() => maker.take().map(copied));
    });
    expect(made).toEqual(BATCHES.map((batch) => batch.map((parts) => copied(makeEntry(parts)))));
  });

  it('that cannot be made are told of, not waited for', () => {
    withEntryMaker(PLENTY, (maker) => {
      maker.give([{} as EntryParts]);
      expect(() => maker.take()).toThrow('has failed');
    });
  });
});
