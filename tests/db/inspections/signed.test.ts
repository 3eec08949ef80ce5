import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { anchorDigits, parseAnchorCode } from '../../../db/domain/anchor-code.ts';
import { comparison } from '../../../db/features/audit/compare.ts';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { Random } from '../../../db/features/seed/random.ts';
import type { MutationContext } from '../../../db/work/context.ts';
import { anchorAfter } from '../../../db/work/log/store.ts';
import { shareOf } from '../../support/share.ts';
import type { TestVault } from '../../support/vault.ts';
import { changeAtRandom, columnsOf, isBound, isSame, otherThan } from '../audit/random-change.ts';
import { checksWithin, within, wrongOf, type Within } from '../audit/within.ts';
import { aSheet, goTo, levelOf, openShelved, scanAll, scanned, signAll } from './support.ts';

let vault: TestVault;
/** The digits that its record is printed with. */
let printed = '';
beforeAll(async () => {
  vault = await openShelved(6, [levelOf('A'), levelOf('B')]);
  await goTo(vault, '2026-06-01');
  const { inspections } = vault.as('archivist');
  const { id = 0 } = (await inspections.current()).inspection ?? {};
  const { personId } = vault.contextOf('archivist').actor;
  const share = { personId, room: levelOf('A').room, cabinet: 'A', fromLevel: 1, toLevel: 2 };
  await inspections.share({ id, shares: [share, { ...share, cabinet: 'B' }, { ...share, given: false }] });
  await scanned(vault, 1, levelOf('B'));
  await inspections.note({ id: 2, no: 0, sheet: aSheet({ outcome: 'missing', note: '未在架' }) });
  const lent = aSheet({ outcome: 'on_loan', borrower: '销售部', dueOn: '2026-07-10' });
  await inspections.note({ id: 3, no: 0, sheet: lent });
  const findings = [{ kind: 'mouldy', degree: 'slight', note: '封底' }] as const;
  await inspections.note({ id: 4, no: 0, sheet: aSheet({ findings: [...findings] }) });
  await inspections.putRight({ id: 1, no: 1, how: 'put_back' });
  await scanAll(vault);
  await signAll(vault, id);
  const { reader } = vault.opened.handles;
  const anchor = anchorAfter(reader, 'inspection', 1);
  if (!anchor) throw new Error('it was signed without an anchor');
  printed = anchorDigits({ seq: anchor.seq, hash: Buffer.from(anchor.head).toString('hex') });
});
afterAll(() => vault[Symbol.asyncDispose]());

/** All that is signed of an inspection, and the steps by which. */
const TABLES = [
  'inspection',
  'inspection_entry',
  'inspection_share',
  'inspection_record',
  'flow_step',
] as const;

const NOTHING = () => undefined;
const paper = () => parseAnchorCode(printed);
const unwatched = (ctx: MutationContext) => ({ ...ctx, progress: NOTHING });
const compared = (work: (within: Within) => void) =>
  within(vault, work, (ctx) => comparison.run(unwatched(ctx), paper()));

test(
  'what was signed is changed by nobody without showing, who has the key in hand',
  { timeout: 1_800_000 },
  () => {
    const random = new Random(inject('seed'));
    const silent: string[] = [];
    expect(within(vault, NOTHING, verifyVault).ok).toBe(true);
    for (let made = 0; made < shareOf(1_000);) {
      let change: string | null = null;
      const look = within(
        vault,
        ({ db }) => {
          change = changeAtRandom(db, random, TABLES);
        },
        (ctx) => ({ seen: !verifyVault(ctx).ok, told: comparison.run(unwatched(ctx), paper()) }),
      );
      if (change === null) continue;
      made += 1;
      if (!look.seen) silent.push(change);
      // What is planted may be of after the paper; what was there is of before.
      else if (!String(change).startsWith('insert') && look.told.state !== 'differs')
        silent.push(`${change}: the paper agrees`);
    }
    expect(silent).toEqual([]);
  },
);

type Row = Readonly<Record<string, unknown>>;

/** What a rule of the table lets in, where no other row has it. */
const OTHERS: Readonly<Record<string, unknown>> = { 'inspection.state': 'running' };

/** One change of each column of each table, of a row that takes one; columns that take none are told. */
function changesOfEach(random: Random): {
  changes: Array<[string, (within: Within) => void]>;
  none: string[];
} {
  const { database } = vault.opened.vault;
  const changes: Array<[string, (within: Within) => void]> = [];
  const none: string[] = [];
  for (const table of TABLES)
    for (const column of columnsOf(database, table).filter((one) => isBound(table, one))) {
      const rows = database.prepare(`select rowid as "at row", * from "${table}"`).all() as Row[];
      const tried = rows.flatMap((row) =>
        [OTHERS[`${table}.${column}`], ...Array(12).keys()].map(
          (given) =>
            [
              row,
              typeof given === 'string' ? given : otherThan(random, row[column], random.pick(rows)[column]),
            ] as const,
        ),
      );
      const fits = tried.find(
        ([row, value]) => !isSame(value, row[column]) && isTaken(table, column, row, value),
      );
      if (!fits) none.push(`${table}.${column}`);
      else
        changes.push([
          `${table}.${column}: ${String(fits[0][column])} → ${String(fits[1])}`,
          ({ db }) => void set(db, table, column, fits[0], fits[1]),
        ]);
    }
  return { changes, none };
}

const set = (db: Within['db'], table: string, column: string, row: Row, value: unknown) =>
  db.prepare(`update "${table}" set "${column}" = ? where rowid = ?`).run(value, row['at row']);

/** Whether the table itself lets the value in. */
const isTaken = (table: string, column: string, row: Row, value: unknown): boolean => {
  let isIn = false;
  within(
    vault,
    ({ db }) => {
      try {
        isIn = set(db, table, column, row, value).changes === 1;
      } catch {
        // A rule of the table.
      }
    },
    () => undefined,
  );
  return isIn;
};

test(
  'no column of what was signed is changed unseen, and the paper says from which row on',
  { timeout: 600_000 },
  () => {
    const { changes, none } = changesOfEach(new Random(inject('seed')));
    expect(none).toEqual([]);
    expect(changes.length).toBeGreaterThan(50);
    expect(wrongOf(checksWithin(vault, NOTHING))).toEqual([]);
    expect(compared(NOTHING)).toMatchObject({ state: 'agrees' });
    const silent = changes.flatMap(([name, change]) => {
      const seen = wrongOf(checksWithin(vault, change)).length > 0;
      const told = compared(change);
      const isTold = told.state === 'differs' && told.first > 1 && told.first <= paper().seq;
      return seen && isTold ? [] : [`${name}: ${seen ? 'seen' : 'unseen'}, ${JSON.stringify(told)}`];
    });
    expect(silent).toEqual([]);
  },
);

test.each([
  [
    "update inspection_entry set note = '不在架' where customer_id = 2",
    'inspection_entry',
    'customer_id = 2',
  ],
  ['delete from inspection_entry where customer_id = 12', 'inspection_entry', 'customer_id = 12'],
  ["update inspection_share set cabinet = 'C' where id = 1", 'inspection_share', 'id = 1'],
  ['update inspection_record set content = zeroblob(10)', 'inspection_record', 'id = 1'],
  ["update flow_step set person_name = '别人' where step = 'review'", 'flow_step', "step = 'review'"],
  ["update inspection set period = '2025-H2'", 'flow_step', "step = 'approve'"],
  ["delete from flow_step where step = 'approve'", 'flow_step', "step = 'approve'"],
])('%s: the paper differs from the row of that act on', (sql, table, where) => {
  const { reader } = vault.opened.handles;
  const seq = reader.value(`select seq from ${table} where ${where}`);
  expect(compared(({ db }) => void db.exec(sql))).toMatchObject({ state: 'differs', first: seq });
});

test('no trigger lets a signed inspection, an entry or a record be changed', () => {
  const { database } = vault.opened.vault;
  const changes = [
    "update inspection set state = 'running'",
    'delete from inspection',
    "update inspection_entry set outcome = 'in_place'",
    'delete from inspection_entry',
    'update inspection_record set at = 1',
    'delete from inspection_record',
    `insert into inspection_entry (inspection_id, customer_id, no, outcome, way, at, account_id, seq, digest)
     values (1, 4, 9, 'in_place', 'scan', 1, 1, 1, zeroblob(32))`,
  ];
  for (const sql of changes) expect(() => database.exec(sql)).toThrow(/final|not running/);
});
