import { expect, test } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import { DueReports, pack, unpack } from '../../../db/features/reports/service.ts';
import type { Caller } from '../../../db/router/dispatch.ts';
import { withoutTriggers } from '../../security/own-tool.ts';
import { FORMATS, readContents, VaultCopy } from './support/fixtures.ts';
import { openWorld } from './support/world.ts';

/** Keys are derived at the full cost here, on a machine that may have much else to do. */
const PATIENCE = 180_000;
const REPORTED = FORMATS.filter((format) => readContents(format).reports);

/** The people of a kept archive by a role that each of them has alone. */
async function openPeople(copy: VaultCopy) {
  const { asked, contents } = copy;
  const world = await openWorld(copy.path, asked, ['archivist', 'auditor', 'manager']);
  const signIn = async (role: Role) => {
    const { login = '' } =
      contents.people.accounts.find(
        ({ login: one, roles }) => roles.includes(role) && asked.passwords[one] !== undefined,
      ) ?? {};
    const password = asked.passwords[login] ?? '';
    return { caller: await world.desk.signIn(login, password), password };
  };
  return {
    ...world,
    supervisor: await signIn('supervisor'),
    generalManager: await signIn('general_manager'),
  };
}

const wrongOf = async ({ audit }: Caller) =>
  (await audit.verify()).checks.filter(({ ok }) => !ok).map(({ name }) => name);

test.each(REPORTED)(
  'reports of %s go on: what waited is signed and filed, and the next month is compiled',
  { timeout: PATIENCE },
  async (format) => {
    using copy = new VaultCopy(format);
    const { as, asked, desk, supervisor, generalManager } = await openPeople(copy);
    using _ = desk;
    const [archivist, manager] = [as('archivist'), as('manager')];
    const { register = [] } = copy.contents.reports ?? {};
    const idOf = (state: string) => register.find((one) => one.state === state)?.id ?? 0;

    const id = idOf('compiled');
    const { version } = await archivist.reports.get({ id });
    await archivist.reports.handOn({ id, version });
    await supervisor.caller.reports.review({ id, version: version + 1, password: supervisor.password });
    const password = asked.passwords[asked.readers.manager] ?? '';
    await manager.reports.release({ id, version: version + 2, password });
    await archivist.reportCopies.register({ id, copies: [{ recipient: '钱多' }] });

    const called = (await archivist.reportCopies.list({ id: idOf('superseded') })).find(
      ({ on }) => on.call_in !== null && on.hand_out !== null,
    );
    await archivist.reportCopies.takeBack({ id: idOf('superseded'), copyNo: called?.copyNo ?? 0 });
    const [waiting] = (await archivist.reportAmendments.list({ states: ['submitted'] })).rows;
    const amendment = await archivist.reportAmendments.get({ id: waiting?.id ?? 0 });
    const move = { id: amendment.id, version: amendment.version };
    const signature = { ...move, password: generalManager.password };
    await generalManager.caller.reportAmendments.approve(signature);
    const { id: revised } = await archivist.reportAmendments.file({ ...move, version: move.version + 1 });
    expect(await archivist.reports.get({ id: revised })).toMatchObject({ revision: 3, state: 'released' });

    desk.clock.advance({ days: 31 });
    const due = new DueReports(desk.host);
    due.look();
    await due.idle();
    const compiled = (await archivist.reports.runs({ limit: 200 })).rows.filter(
      (one) => !register.some((then) => then.id === one.id) && one.id !== revised,
    );
    expect(compiled).toMatchObject([{ period: '2026-04', compiledBy: null, state: 'compiled' }]);
    expect(await wrongOf(manager)).toEqual([]);
  },
);

test.each(REPORTED)(
  'figures of %s that were altered with the key in hand are those of no paper, nor of the log',
  { timeout: PATIENCE },
  async (format) => {
    using copy = new VaultCopy(format);
    const { as, desk } = await openWorld(copy.path, copy.asked, ['archivist', 'auditor']);
    using _ = desk;
    const revised = copy.contents.reports?.register.find((one) => one.revision === 2)?.id ?? 0;
    const [paper] = await as('archivist').reportCopies.list({ id: revised });
    const check = async () => (await as('auditor').reports.checkPaper({ code: paper?.code ?? '' })).state;
    expect([await check(), await wrongOf(as('auditor'))]).toEqual(['same', []]);
    const db = desk.host.requireVault().vault.database;
    withoutTriggers(db, () => {
      const row = db.prepare('select id, content from report_content where report_id = ?').get(revised) as {
        id: number;
        content: Uint8Array;
      };
      const stored = unpack(row.content);
      const table = stored.ok && stored.value.tables.find(({ key }) => key === 'category');
      if (!stored.ok || !table) throw new Error('unreadable');
      const tables = stored.value.tables.map((one) => (one === table ? oneMore(table) : one));
      const altered = pack({ ...stored.value, tables });
      db.prepare('update report_content set content = ? where id = ?').run(altered, row.id);
    });
    expect([await check(), await wrongOf(as('auditor'))]).toEqual([
      'other',
      expect.arrayContaining(['ledgers']),
    ]);
  },
);

type Table = Extract<ReturnType<typeof unpack>, { ok: true }>['value']['tables'][number];

/** With one archive more in its first row. */
function oneMore(table: Table): Table {
  const [first, ...rest] = table.rows;
  if (!first) return table;
  const [count, ...others] = first.figures;
  return { ...table, rows: [{ ...first, figures: [Number(count) + 1, ...others] }, ...rest] };
}
