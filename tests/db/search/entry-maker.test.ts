import { describe, expect, it } from 'vitest';
import { makeEntry, type EntryParts } from '../../../db/features/search/index/entry-maker.ts';
import { withEntryMaker } from '../../../db/features/search/service.ts';

const PLENTY = 1_000_000;

function partsOf(n: number): EntryParts {
  return {
    texts: {
      row: {
        archive_no: `QZ01-YW·KH-2026-${n}`,
        party: n % 3 === 0 ? 'individual' : 'organisation',
        name: n % 3 === 0 ? `仇${n}` : `佛山市建业${n}有限公司`,
        name_sort: `fo2 shan1 shi4 jian4 ye4 ${n} you3 xian4 gong1 si1`,
        address: '广东省佛山市',
        note: n % 2 === 0 ? '备注'.repeat(n) : null,
        uscc: null,
        legacy_code: `K-${n}`,
      },
      formerNames: ['建业厂'],
      terms: ['五金'],
      people: [{ name: '单小姐', note: null }],
      phones: [{ number: '0757-86661234', digits: '075786661234' }],
    },
    values: { facets: n, responsible: 1, keeper: 0, lapsesOn: null },
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
