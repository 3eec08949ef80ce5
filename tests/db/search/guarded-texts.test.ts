import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECRECY_CLASSES, type Role, type Secrecy } from '../../../db/domain/roles.ts';
import { countFacets } from '../../../db/features/search/list/facets.ts';
import { listEntries } from '../../../db/features/search/list/list.ts';
import { countMatches, searchEntries } from '../../../db/features/search/query/search.ts';
import { indexEntries, indexEntry } from '../../../db/features/search/service.ts';
import type { SearchSources, SourceText, SourceTexts } from '../../../db/work/search-source.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { PlainScan } from './oracle.ts';
import { openSearchVault, sources as own } from './world.ts';

/** Memos on archives, each with a class of its own: a second subject that is searched. */
const memos = new Map<number, SourceTexts[]>();
const sources: SearchSources = {
  ...own,
  texts: [...own.texts, { readTexts: (_db, ids) => new Map(ids.map((id) => [id, memos.get(id) ?? []])) }],
};

let made = 0;
function memo(
  entryId: number,
  secrecy: Secrecy | null,
  ownerId: number | null,
  texts: ReadonlyArray<Omit<SourceText, 'field'>>,
): SourceTexts {
  made += 1;
  const record = { kind: 'memo', id: made, secrecy, ownerId };
  const written = { ...record, texts: texts.map((text) => ({ ...text, field: 'note' as const })) };
  memos.set(entryId, [...(memos.get(entryId) ?? []), written]);
  return written;
}

const words = (text: string) => [{ kind: 'words', text }] as const;

const ROLES: readonly Role[] = ['archivist', 'developer', 'requester', 'general_manager', 'auditor'];

function answersOf(vault: TestVault, role: Role, text: string) {
  const { reader: db, actor, clock } = vault.contextOf(role);
  const asked = { text, sources, reader: actor, today: clock.today() };
  const { results, total } = searchEntries(db, { ...asked, limit: 500 });
  return {
    found: results.map(({ id }) => id).toSorted((a, b) => a - b),
    marks: results.map(({ matched }) => matched),
    counts: [
      total,
      countMatches(db, asked),
      listEntries(db, { ...asked, start: { offset: 0 }, limit: 500 }).total,
      listEntries(db, { ...asked, sort: { by: 'name', descending: true }, start: { last: true }, limit: 5 })
        .total,
      countFacets(db, asked).total,
    ],
  };
}

describe('a text with a class above that of its archive', () => {
  let vault: TestVault;
  let id: number;

  beforeAll(async () => {
    memos.clear();
    vault = await openTestVault();
    await vault.signIn(...ROLES);
    id = (await vault.as('archivist').customers.create(aCustomer({ name: '佛山市顺景五金厂' }))).id;
    const { personId } = vault.contextOf('archivist').actor;
    memo(id, 'top_secret', null, words('顺景的底价是八折'));
    memo(id, 'secret', personId, words('顺景要换供应商'));
    memo(id, null, null, words('顺景门口朝南'));
    vault.contextOf('archivist').transaction((db) => indexEntry(db, sources, id));
  });
  afterAll(() => vault[Symbol.asyncDispose]());

  it('is not found, counted or marked for who may read the archive alone', () => {
    expect(answersOf(vault, 'archivist', '底价')).toEqual({
      found: [],
      marks: [],
      counts: [0, 0, 0, 0, 0],
    });
    expect(answersOf(vault, 'archivist', '顺景 八折').counts).toEqual([0, 0, 0, 0, 0]);
    const { found, marks, counts } = answersOf(vault, 'archivist', '顺景');
    expect([found, counts]).toEqual([[id], [1, 1, 1, 1, 1]]);
    // Of 机密 that it stands there, of the class of the archive what stands there; of 绝密 nothing at all.
    expect(marks[0]?.map(({ field, of, text }) => [field, of, text])).toEqual([
      ['name', undefined, '佛山市顺景五金厂'],
    ]);
    expect(answersOf(vault, 'archivist', '朝南').marks[0]).toEqual([
      { field: 'note', of: 'memo:3', text: '顺景门口朝南', ranges: [[4, 6]] },
    ]);
    expect(answersOf(vault, 'archivist', '供应商').marks[0]).toEqual([
      { field: 'note', of: 'memo:2', text: '', ranges: [] },
    ]);
  });

  it('is found by who may read texts of its class', () => {
    const { found, marks, counts } = answersOf(vault, 'general_manager', '底价');
    expect([found, counts]).toEqual([[id], [1, 1, 1, 1, 1]]);
    expect(marks[0]).toEqual([{ field: 'note', of: 'memo:1', text: '', ranges: [] }]);
  });

  it('opens nothing to who may not read the archive', () => {
    expect(answersOf(vault, 'requester', '朝南').counts).toEqual([0, 0, 0, 0, 0]);
    expect(answersOf(vault, 'requester', '顺景').found).toEqual([id]);
  });

  it('is found no more once it is gone', () => {
    memos.set(id, (memos.get(id) ?? []).slice(1));
    vault.contextOf('archivist').transaction((db) => indexEntry(db, sources, id));
    expect(answersOf(vault, 'general_manager', '底价').counts).toEqual([0, 0, 0, 0, 0]);
  });
});

describe('texts of every class, of anybody or of somebody', () => {
  let vault: TestVault;
  let scan: PlainScan;
  const drawn: string[] = [];

  beforeAll(async () => {
    memos.clear();
    vault = await openSearchVault(120);
    const ctx = vault.contextOf('archivist');
    const ids = ctx.reader.rows<{ id: number }>('select id from customer order by id').map((row) => row.id);
    const people = [null, ctx.actor.personId, vault.contextOf('developer').actor.personId];
    const parts = ['底价', '佛山', '甲乙丙丁', 'abc', '八折', 'QZ-77', '龙凤'];
    for (const [index, id] of ids.entries()) {
      const secrecy = [...SECRECY_CLASSES, null][index % 5] ?? null;
      const part = (n: number) => parts[(index * 3 + n) % parts.length] ?? '';
      const texts = [
        { kind: 'words', text: `${part(1)}${index}${part(2)} ${part(4)}` },
        { kind: 'person', text: index % 2 === 0 ? '仇顺景' : '单龙凤' },
        { kind: 'phone', text: `0757-${62980000 + index}`, digits: `0757${62980000 + index}` },
        { kind: 'code', text: `ZK-${part(5)}-${index}` },
      ] as const;
      if (index % 7 !== 0) memo(id, secrecy, people[index % 3] ?? null, texts);
      drawn.push(...texts.map(({ text }) => text));
    }
    ctx.transaction((db) => {
      db.execute('update customer set keeper_id = ? where id % 6 = 0', people[2] ?? null);
      db.execute('update customer set responsible_id = ? where id % 4 = 0', people[2] ?? null);
      indexEntries(db, sources, ids);
    });
    scan = new PlainScan(ctx.reader, vault.clock.today(), (id) => memos.get(id) ?? []);
  });
  afterAll(() => vault[Symbol.asyncDispose]());

  const text = fc
    .array(
      fc.oneof(
        fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 6 })).map(([which, start, length]) => {
          const characters = [...(drawn[which % drawn.length] ?? '')];
          return characters
            .slice(start % characters.length)
            .slice(0, length)
            .join('');
        }),
        fc.constantFrom('qiushunjing', 'shanlong', 'slf', 'qsj', 'fs', '公司', '0757', '62980'),
      ),
      { minLength: 1, maxLength: 2 },
    )
    .map((parts) => parts.join(' '))
    // Without a word a list shows everything.
    .filter((typed) => typed.trim() !== '');

  it.each(ROLES)('are found, for a %s, as a plain scan finds them', (role) => {
    const { actor } = vault.contextOf(role);
    fc.assert(
      fc.property(text, (typed) => {
        const expected = scan.find(typed, actor).toSorted((a, b) => a - b);
        const { found, counts, marks } = answersOf(vault, role, typed);
        expect(found).toEqual(expected);
        expect(counts).toEqual(counts.map(() => expected.length));
        for (const matched of marks) expect(matched.length).toBeGreaterThan(0);
      }),
      { numRuns: 120 },
    );
  });
});
