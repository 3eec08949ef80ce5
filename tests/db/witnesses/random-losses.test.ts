import type { Database } from 'better-sqlite3';
import { renameSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { openReader } from '../../../db/connection/handles.ts';
import { judge } from '../../../db/features/witnesses/judging.ts';
import type { Heard } from '../../../db/features/witnesses/reading.ts';
import { Random } from '../../../db/features/seed/random.ts';
import { openFilled } from '../audit/filled.ts';
import { checksWithin } from '../audit/within.ts';
import { aCustomer } from '../../support/factories.ts';
import { shareOf } from '../../support/share.ts';
import type { TestVault } from '../../support/vault.ts';
import { keepFiles, refusalOf } from './support.ts';

let vault: TestVault;
beforeAll(async () => {
  vault = await openFilled();
  for (let day = 0; day < 4; day += 1) {
    vault.clock.advance({ days: 1, ms: 60_000 });
    vault.host.signOutAll('closed');
    await vault.signIn('archivist');
    await vault.as('archivist').customers.create(aCustomer());
  }
  vault = { ...vault, opened: vault.host.requireVault() };
});
afterAll(() => vault[Symbol.asyncDispose]());

/** What this computer saw last: the head as it is. */
function seen(db: Database): Heard[] {
  const { seq, hash } = db.prepare('select seq, hash from audit order by seq desc limit 1').get() as {
    seq: number;
    hash: Buffer;
  };
  const place = { kind: 'program', label: '', path: '' } as const;
  return [{ place, state: 'heard', facts: [{ seq, hash: hash.toString('hex'), at: vault.clock.now() }] }];
}

const WAYS = ['edit', 'delete', 'reorder', 'truncate'] as const;
const EDITED = ['at', 'role', 'action', 'object', 'reason', 'prev_hash', 'hash', 'account_id'] as const;

/** Does something to the log; returns the first row that is wrong. */
function spoil(db: Database, random: Random, way: (typeof WAYS)[number], rows: number): number {
  const seq = 2 + random.below(rows - 2);
  if (way === 'edit') {
    const column = random.pick(EDITED);
    const value = db.prepare(`select "${column}" from audit where seq = ?`).pluck().get(seq);
    const other =
      value instanceof Buffer
        ? Buffer.from(value.map((byte, at) => (at === 5 ? byte ^ 1 : byte)))
        : typeof value === 'number'
          ? value + 1
          : `${String(value ?? '')}x`;
    db.prepare(`update audit set "${column}" = ? where seq = ?`).run(other, seq);
  } else if (way === 'delete') db.prepare('delete from audit where seq = ?').run(seq);
  else if (way === 'reorder') {
    const move = db.prepare('update audit set seq = ? where seq = ?');
    move.run(-1, seq);
    move.run(seq, seq + 1);
    move.run(seq + 1, -1);
  } else {
    // Whoever cuts knows the counter and the anchors of what is cut.
    db.prepare('delete from audit where seq >= ?').run(seq);
    db.prepare('delete from anchor where seq >= ?').run(seq);
    db.prepare("update series set last = ? where kind = 'log'").run(seq - 1);
  }
  return seq;
}

/** Takes anchors away, singly or together, inside and beside; what is returned brings the file back. */
function takeAnchors(db: Database, random: Random): () => void {
  if (random.chance(0.3)) db.exec('delete from anchor');
  else if (random.chance(0.4))
    db.exec('delete from anchor where id = (select id from anchor order by random() limit 1)');
  const file = `${vault.path}.anchors`;
  if (random.chance(0.5)) return () => {};
  renameSync(file, `${file}.away`);
  return () => renameSync(`${file}.away`, file);
}

test(
  'whatever is done to the log, with its anchors taken away or not, is found, and the first wrong row named',
  {
    timeout: 900_000,
  },
  () => {
    const random = new Random(inject('seed'));
    const silent: unknown[] = [];
    for (let made = 0; made < shareOf(1_000); made += 1) {
      const way = random.pick(WAYS);
      let first = 0;
      let told: number | null = null;
      let restore = () => {};
      let checks;
      try {
        checks = checksWithin(vault, ({ db }) => {
          const heard = seen(db);
          const rows = Number(db.prepare('select max(seq) from audit').pluck().get());
          first = spoil(db, random, way, rows);
          restore = takeAnchors(db, random);
          // At the opening, where a witness is reached; the rest is for a look at everything.
          const differing = judge(openReader(db), heard);
          told = differing === null ? null : differing.head.seq + 1;
        });
      } finally {
        restore();
      }
      const named = (['audit_sequence', 'audit_chain'] as const).flatMap((name) =>
        checks[name].ok ? [] : Number(checks[name].detail['first']),
      );
      const found = way === 'truncate' ? told : named.length === 0 ? null : Math.min(...named);
      if (found !== first) silent.push({ way, first, told, named });
    }
    expect(silent).toEqual([]);
  },
);

test('anchors that are gone from the file, one or all, are missed by the log', { timeout: 900_000 }, () => {
  const random = new Random(inject('seed') + 1);
  for (let made = 0; made < shareOf(200, 5); made += 1) {
    let first = 0;
    const checks = checksWithin(vault, ({ db }) => {
      const ids = db.prepare('select id, seq from anchor order by id').all() as Array<{
        id: number;
        seq: number;
      }>;
      const gone = random.chance(0.3) ? ids : [random.pick(ids)];
      for (const { id } of gone) db.prepare('delete from anchor where id = ?').run(id);
      first = gone[0]?.seq ?? 0;
    });
    expect(checks.audit_anchors).toMatchObject({ ok: false, detail: { first } });
  }
});

test(
  'an old file, with its log of changes or without, is stopped at the door',
  { timeout: 900_000 },
  async () => {
    const random = new Random(inject('seed') + 2);
    for (let made = 0; made < shareOf(60, 3); made += 1) {
      vault.host.signOutAll('closed');
      const putBack = keepFiles(vault);
      await vault.signIn('archivist');
      for (let rows = 1 + random.below(3); rows > 0; rows -= 1)
        await vault.as('archivist').customers.create(aCustomer());
      vault.host.signOutAll('closed');
      const present = keepFiles(vault);
      putBack();
      if (random.chance(0.5)) rmSync(`${vault.path}-wal`, { force: true });
      expect((await refusalOf(vault.signIn('archivist')))?.code).toBe('vault.witness_differs');
      present();
      await vault.signIn('archivist');
    }
  },
);
