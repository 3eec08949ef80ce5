import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { filingsChecked } from '../../../db/features/filings/flow.ts';
import { verifyVault } from '../../../db/features/audit/verify.ts';
import { digestOfStep, listSteps, type FlowStep } from '../../../db/work/flow/steps.ts';
import { newestRow, recordAudit } from '../../../db/work/log/recorder.ts';
import { openTestVault, type TestVault } from '../../support/vault.ts';
import { aCustomer } from '../../support/factories.ts';
import { because } from '../../support/reasons.ts';

/** Five filings: accepted, returned and submitted again, returned, withdrawn, a draft. */
async function openDecided(): Promise<TestVault> {
  const vault = await openTestVault();
  const { filings } = vault.as('developer');
  const archivist = vault.as('archivist').filings;
  const input = aCustomer();
  const report = (submit = true) => filings.save({ id: null, version: null, input, submit });
  await archivist.accept({ ...(await report()), input });
  const { id } = await report();
  await archivist.return({ id, version: 1, reason: because('缺少联系人') });
  await filings.save({ id, version: 2, input, submit: false });
  await filings.save({ id, version: 3, input, submit: true });
  await archivist.return({ ...(await report()), reason: because('重复') });
  await filings.withdraw(await report());
  await report(false);
  return vault;
}

function checkOf(vault: TestVault) {
  const { checks } = verifyVault(vault.contextOf('archivist'));
  return {
    steps: checks.find(({ name }) => name === 'flow_steps'),
    others: checks.filter(({ name, ok }) => !ok && name !== 'flow_steps').map(({ name }) => name),
  };
}

/** With the triggers of the table away, and back in the end. */
function tamper({ opened }: TestVault, work: (db: Database) => void) {
  const { database } = opened.vault;
  const triggers = ['flow_step_no_update', 'flow_step_no_delete'].map((name) =>
    String(database.prepare('select sql from sqlite_schema where name = ?').pluck().get(name)),
  );
  database.exec('drop trigger flow_step_no_update; drop trigger flow_step_no_delete');
  work(database);
  for (const sql of triggers) database.exec(sql);
}

test('steps that nobody touched are as the log says', async () => {
  await using vault = await openDecided();
  expect(checkOf(vault)).toEqual({
    steps: { name: 'flow_steps', ok: true, note: undefined, detail: { rows: 5, steps: 9 } },
    others: [],
  });
});

test('steps cannot be changed or deleted', async () => {
  await using vault = await openDecided();
  const { database } = vault.opened.vault;
  expect(() => database.exec("update flow_step set reason = 'x'")).toThrow('steps are final');
  expect(() => database.exec('delete from flow_step where id = 1')).toThrow('steps are final');
});

/** Makes the digests of a record right again, as somebody with the program's source could. */
function chainAgain(db: Database, vault: TestVault, id: number): void {
  let head: Uint8Array = new Uint8Array(32);
  for (const step of listSteps(vault.opened.handles.reader, 'filings', id)) {
    head = digestOfStep(head, step);
    db.prepare('update flow_step set digest = ? where record_id = ? and no = ?').run(head, id, step.no);
  }
}

const copyOf = (db: Database, id: number, no: number) =>
  db.prepare('select * from flow_step where record_id = ? and no = ?').get(id, no) as FlowStep;

const CASES: ReadonlyArray<{
  name: string;
  first: number;
  work: (db: Database, vault: TestVault) => void;
}> = [
  {
    name: 'an edited reason',
    first: 2,
    work: (db) => db.exec("update flow_step set reason = 'incomplete' where record_id = 2 and no = 2"),
  },
  {
    name: 'an edited reason with the chain made right again',
    first: 2,
    work(db, vault) {
      db.exec("update flow_step set reason = 'incomplete' where record_id = 2 and no = 2");
      chainAgain(db, vault, 2);
    },
  },
  {
    name: 'an edited text of a reason',
    first: 2,
    work: (db) => db.exec("update flow_step set reason_text = '格式不对' where record_id = 2 and no = 2"),
  },
  {
    name: 'an edited text of a reason with the chain made right again',
    first: 2,
    work(db, vault) {
      db.exec("update flow_step set reason_text = '格式不对' where record_id = 2 and no = 2");
      chainAgain(db, vault, 2);
    },
  },
  {
    name: 'a text that is gone, with the chain made right again',
    first: 2,
    work(db, vault) {
      db.exec('update flow_step set reason_text = null where record_id = 2 and no = 2');
      chainAgain(db, vault, 2);
    },
  },
  {
    name: 'another name on a step',
    first: 1,
    work: (db) => db.exec("update flow_step set person_name = '别人' where record_id = 1 and no = 2"),
  },
  {
    name: 'another wording of the rule',
    first: 1,
    work: (db) => db.exec("update flow_step set rule = '' where record_id = 1 and no = 2"),
  },
  {
    name: 'the last step deleted',
    first: 3,
    work: (db) => db.exec('delete from flow_step where record_id = 3 and no = 2'),
  },
  {
    name: 'every step of a filing deleted',
    first: 3,
    work: (db) => db.exec('delete from flow_step where record_id = 3'),
  },
  {
    name: 'a step in the middle deleted and the rest moved up',
    first: 2,
    work(db, vault) {
      db.exec('delete from flow_step where record_id = 2 and no = 2');
      db.exec('update flow_step set no = 2 where record_id = 2 and no = 3');
      chainAgain(db, vault, 2);
    },
  },
  {
    name: 'a step slipped in at the end',
    first: 3,
    work(db, vault) {
      const step = { ...copyOf(db, 3, 2), no: 3, person_name: '别人' };
      insert(db, step);
      chainAgain(db, vault, 3);
    },
  },
  {
    name: 'a step said to be from before',
    first: 4,
    work(db) {
      insert(db, { ...copyOf(db, 4, 2), no: 3, digest: null, seq: null, taken_over: 1 });
    },
  },
  {
    name: 'steps of a filing that is not there',
    first: 77,
    work: (db) => insert(db, { ...copyOf(db, 4, 1), record_id: 77 }),
  },
  {
    name: 'a filing that says something else',
    first: 2,
    work: (db) => db.exec(`update filing set input = json_set(input, '$.name', '别的公司') where id = 2`),
  },
  {
    name: 'a filing that stands somewhere else',
    first: 3,
    work: (db) => db.exec("update filing set state = 'accepted' where id = 3"),
  },
  {
    name: 'a filing in somebody else’s name',
    first: 5,
    work: (db) => db.exec('update filing set reporter_id = 1 where id = 5'),
  },
  {
    name: 'a filing that became another archive',
    first: 1,
    work: (db) => db.exec('update filing set customer_id = null where id = 1'),
  },
  { name: 'a filing deleted', first: 5, work: (db) => db.exec('delete from filing where id = 5') },
  {
    name: 'a filing that nobody reported',
    first: 6,
    work: (db) =>
      db.exec(
        'insert into filing select 6, state, input, secrecy, reporter_id, null, 1, 0 from filing where id = 5',
      ),
  },
];

function insert(db: Database, { ...step }: FlowStep): void {
  const columns = Object.keys(step).filter((column) => column !== 'id');
  db.prepare(
    `insert into flow_step (${columns.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`,
  ).run(step);
}

test.each(CASES)('$name is found and named', async ({ work, first }) => {
  await using vault = await openDecided();
  tamper(vault, (db) => work(db, vault));
  const { steps, others } = checkOf(vault);
  expect([steps?.ok, steps?.detail['first'], others]).toEqual([false, first, []]);
});

const factsNow = (vault: TestVault, id: number) => {
  const ctx = vault.contextOf('archivist');
  for (const each of filingsChecked.iterateCases(ctx)) if (each.id === id) return each.facts;
  throw new Error('no such filing');
};

/** A step of filing 3 more than were taken: its reporter withdraws it, written past the program with the log's row. */
function slipIn(db: Database, vault: TestVault, { step, object = 'filing:3', row = {} }: Slipped): void {
  const before = factsNow(vault, 3);
  const ctx = vault.contextOf('developer');
  const seq = newestRow(vault.opened.handles.reader) + 1;
  const { accountId, personId, name } = ctx.actor;
  const own = { account_id: accountId, person_id: personId, person_name: name, roles: 'developer' };
  const lawful = {
    step: 'withdraw',
    state_before: 'returned',
    state_after: 'withdrawn',
    reason: 'duplicate',
    reason_text: '李明已经报过',
    at: ctx.clock.now(),
  };
  insert(db, { ...copyOf(db, 3, 2), ...own, ...lawful, seq, no: 3, ...step });
  db.exec("update filing set state = 'withdrawn' where id = 3");
  chainAgain(db, vault, 3);
  const after = factsNow(vault, 3);
  const entry = { action: 'filings.withdraw', object, reason: 'duplicate', before, after, ...row };
  ctx.transaction((writable) => {
    recordAudit(writable, ctx, entry);
    // The filing's own row, where that of the step is about something else.
    if (object !== 'filing:3') recordAudit(writable, ctx, { ...entry, object: 'filing:3' });
  });
}

interface Slipped {
  readonly step?: Partial<FlowStep>;
  readonly object?: string;
  readonly row?: { readonly action?: string; readonly before?: unknown; readonly reason?: string | null };
}

test.each<[what: string, slipped: Slipped]>([
  ['everything as in the log', {}],
  ['a name that stands in no log', { step: { person_name: '别人' } }],
])('a step with %s is as the log says', async (_what, slipped) => {
  await using vault = await openDecided();
  tamper(vault, (db) => slipIn(db, vault, slipped));
  expect(checkOf(vault)).toMatchObject({ steps: { ok: true }, others: [] });
});

test.each<[what: string, step: Partial<FlowStep>, action: string]>([
  ['from a state in which it is not open', { step: 'submit', state_after: 'submitted' }, 'filings.submit'],
  ['to a state where it does not lead', { state_after: 'accepted' }, 'filings.withdraw'],
  ['that begins elsewhere than the one before ended', { state_before: 'submitted' }, 'filings.withdraw'],
  ['by somebody else than who asked', { person_id: 1 }, 'filings.withdraw'],
  ['that the roles do not allow', { roles: 'auditor' }, 'filings.withdraw'],
  ['by rules that there are not', { rule_version: 9 }, 'filings.withdraw'],
  ['that the flow does not have', { step: 'burn' }, 'filings.burn'],
])('a step %s is found, though it is chained and logged', async (_what, step, action) => {
  await using vault = await openDecided();
  tamper(vault, (db) => {
    slipIn(db, vault, { step, row: { action } });
    if (step.state_after) db.prepare('update filing set state = ? where id = 3').run(step.state_after);
  });
  const check = checkOf(vault).steps;
  expect([check?.ok, check?.detail['first']]).toEqual([false, 3]);
});

test.each<[what: string, slipped: Slipped, others?: string[]]>([
  ['another account', { step: { account_id: 1 } }],
  ['other roles', { step: { roles: 'archivist+supervisor' } }],
  ['another time', { step: { at: 0 } }],
  ['another reason', { step: { reason: 'no_deal' } }],
  ['no reason where the log has one', { step: { reason: null, reason_text: null } }],
  ['a text alone', { step: { reason: null }, row: { reason: null } }],
  [
    'a reason that it does not take',
    { step: { reason: 'out_of_scope' }, row: { reason: 'out_of_scope' } },
    ['audit_rights'],
  ],
  ['what a person wrote', { step: { reason: '李明重复' }, row: { reason: '李明重复' } }, ['audit_rights']],
  ['其他 and nothing more', { step: { reason: 'other', reason_text: null }, row: { reason: 'other' } }],
  ['another kind', { step: { step: 'accept' } }],
  ['another state', { step: { state_after: 'accepted' } }],
  ['another version', { step: { version: 9 } }],
  ['another content', { step: { content_hash: Buffer.alloc(32) } }],
  ['a row of another kind', { row: { action: 'filings.accept' } }, ['audit_rights']],
  ['a row that begins with nothing', { row: { before: undefined } }],
  ['a row that begins with something else', { row: { before: 'else' } }],
  ['a row about something else', { object: 'other:3' }],
  ['a row that is not there', { step: { seq: 9999 } }],
  ['no row', { step: { seq: null } }, ['integrity']],
  ['no version', { step: { version: null } }, ['integrity']],
  ['no content', { step: { content_hash: null } }, ['integrity']],
])('a step with %s is found, though a row was written for it', async (_what, slipped, others = []) => {
  await using vault = await openDecided();
  tamper(vault, (db) => {
    db.pragma('ignore_check_constraints = on');
    slipIn(db, vault, slipped);
    db.pragma('ignore_check_constraints = off');
  });
  const { steps, others: found } = checkOf(vault);
  expect([steps?.ok, steps?.detail, found]).toMatchObject([false, { problems: 1, first: 3 }, others]);
});

test('a step said to be from before is found, though it has a row, and one was written that agrees', async () => {
  await using vault = await openDecided();
  tamper(vault, (db) => {
    const before = factsNow(vault, 4);
    insert(db, { ...copyOf(db, 4, 2), no: 3, taken_over: 1 });
    chainAgain(db, vault, 4);
    const ctx = vault.contextOf('archivist');
    const entry = { action: 'filings.save', object: 'filing:4', before, after: factsNow(vault, 4) };
    ctx.transaction((writable) => recordAudit(writable, ctx, entry));
  });
  expect(checkOf(vault)).toMatchObject({ steps: { ok: false, detail: { first: 4 } }, others: [] });
});

test('what was changed behind the log is not made right by the next step', async () => {
  await using vault = await openDecided();
  tamper(vault, (db) =>
    db.exec(`update filing set input = json_set(input, '$.value.note', 'x') where id = 5`),
  );
  const { filings } = vault.as('developer');
  const { input, version } = await filings.get({ id: 5 });
  await filings.save({ id: 5, version, input, submit: true });
  expect(checkOf(vault).steps).toMatchObject({ ok: false, detail: { first: 5 } });
});
