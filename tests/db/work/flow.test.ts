import { expect, test } from 'vitest';
import { PROGRAM } from '../../../db/domain/flow.ts';
import type { Reason } from '../../../db/domain/reasons.ts';
import { Confirmation } from '../../../db/work/flow/confirmation.ts';
import { NOTHING, takeProgramStep, takeStep, voidIfChanged } from '../../../db/work/flow/engine.ts';
import { readLine } from '../../../db/work/flow/line.ts';
import { listSteps } from '../../../db/work/flow/steps.ts';
import { openTestVault, TEST_PASSWORD, type TestVault } from '../../support/vault.ts';
import {
  as,
  askFor,
  makeTables,
  requestFlow,
  requestOf,
  requestSubject,
  type RequestStep,
} from './support/requests.ts';
import { because } from '../../support/reasons.ts';

type Context = ReturnType<typeof as>;

async function openRequests() {
  const vault = await openTestVault();
  await vault.signIn(
    'developer',
    'service_manager',
    'supervisor',
    'general_manager',
    'requester',
    'auditor',
    'system_admin',
  );
  makeTables(vault);
  const developer = as(vault, 'developer');
  return { vault, developer, id: askFor(vault, developer.actor.personId) };
}

/** Takes a step at the version that stands there now. */
function take(
  vault: TestVault,
  ctx: Context,
  id: number,
  step: RequestStep,
  more: { reason?: Reason; confirmed?: Confirmation | null } = {},
) {
  const { version } = requestOf(vault, id);
  return takeStep(ctx, requestSubject(), { id, version, step, ...more }, NOTHING);
}

const stepsOf = ({ opened }: TestVault, id: number) => listSteps(opened.handles.reader, 'requests', id);
const approver = (vault: TestVault) => as(vault, 'service_manager');

test('a request goes through its steps, each kept with name, role and rule of that time', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  take(vault, developer, id, 'submit');
  vault.clock.advance({ days: 2 });
  take(vault, as(vault, 'archivist'), id, 'review');
  const manager = approver(vault);
  const confirmed = await Confirmation.confirm(manager, TEST_PASSWORD);
  take(vault, manager, id, 'approve', { confirmed });
  const { database } = vault.opened.vault;
  database.exec("update person set name = 'somebody else'");
  const names = stepsOf(vault, id).map(({ step, person_name, roles, rule, version }) => [
    step,
    person_name,
    roles,
    rule,
    version,
  ]);
  expect(names).toEqual([
    ['submit', 'developer', 'developer', 'rule of submit', 2],
    ['review', 'archivist', 'archivist', 'rule of review', 3],
    ['approve', 'service_manager', 'service_manager', 'rule of approve', 4],
  ]);
  expect(() => database.exec("update flow_step set reason = 'x'")).toThrow('final');
  expect(() => database.exec('delete from flow_step')).toThrow('final');
});

test('the line tells what is done, what waits for which role and how long, and what is to come', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  take(vault, developer, id, 'submit');
  vault.clock.advance({ days: 2, ms: 86_399_999 });
  const line = readLine(developer, requestFlow, requestOf(vault, id));
  expect(line.map(({ step, state, roles, daysWaited }) => [step, state, roles, daysWaited])).toEqual([
    ['submit', 'done', ['developer'], null],
    ['review', 'waiting', ['archivist'], 2],
    ['approve', 'ahead', ['supervisor', 'service_manager'], null],
  ]);
});

test('a step refuses what is not its turn, its person, its permission, its version or its reason', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  const archivist = as(vault, 'archivist');
  expect(() => take(vault, archivist, id, 'submit')).toThrow('flow.asker_only');
  expect(() => take(vault, archivist, id, 'review')).toThrow('flow.already_decided');
  take(vault, developer, id, 'submit');
  expect(() => take(vault, developer, id, 'review')).toThrow('access.denied');
  const both = as(vault, 'developer', { roles: ['archivist', 'developer'] });
  expect(() => take(vault, both, id, 'review')).toThrow('access.not_own_request');
  const stale = { id, version: 1, step: 'review' } as const;
  expect(() => takeStep(archivist, requestSubject(), stale, NOTHING)).toThrow('flow.version_conflict');
  expect(() => take(vault, archivist, id, 'return', { reason: because('  ') })).toThrow('flow.reason_needed');
  expect(() => take(vault, archivist, id, 'lapse')).toThrow('access.denied');
  expect(requestOf(vault, id)).toMatchObject({ state: 'review', version: 2 });
  expect(stepsOf(vault, id)).toHaveLength(1);
});

test('nobody signs two steps of one case, under another role or another account either', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  take(vault, developer, id, 'submit');
  const archivist = as(vault, 'archivist');
  take(vault, archivist, id, 'review');
  const { personId } = archivist.actor;
  const supervisor = as(vault, 'supervisor', { personId });
  const confirmed = await Confirmation.confirm(supervisor, TEST_PASSWORD);
  expect(() => take(vault, supervisor, id, 'approve', { confirmed })).toThrow('flow.signed_before');
  const promoted = as(vault, 'archivist', { roles: ['service_manager'] });
  expect(() => take(vault, promoted, id, 'approve')).toThrow('flow.signed_before');
});

test('who signed in a round that ended may sign in the next one', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  take(vault, developer, id, 'submit');
  const archivist = as(vault, 'archivist');
  take(vault, archivist, id, 'review');
  take(vault, developer, id, 'withdraw');
  take(vault, developer, id, 'submit');
  take(vault, archivist, id, 'review');
  expect(requestOf(vault, id).state).toBe('approval');
});

test('a step that asks for the password is not taken without it, with a wrong one, or with that of another', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  take(vault, developer, id, 'submit');
  take(vault, as(vault, 'archivist'), id, 'review');
  const manager = approver(vault);
  expect(await Confirmation.confirm(manager, '')).toBeNull();
  expect(() => take(vault, manager, id, 'approve')).toThrow('flow.password_needed');
  await expect(Confirmation.confirm(manager, 'wrong')).rejects.toThrow('vault.sign_in_refused');
  const confirmed = await Confirmation.confirm(as(vault, 'supervisor'), TEST_PASSWORD);
  expect(() => take(vault, manager, id, 'approve', { confirmed })).toThrow('flow.password_needed');
  const late = await Confirmation.confirm(manager, TEST_PASSWORD);
  vault.clock.advance({ ms: 60_001 });
  expect(() => take(vault, manager, id, 'approve', { confirmed: late })).toThrow('flow.password_needed');
  const own = await Confirmation.confirm(manager, TEST_PASSWORD);
  vault.clock.advance({ ms: 60_000 });
  take(vault, manager, id, 'approve', { confirmed: own });
  const another = askFor(vault, developer.actor.personId);
  take(vault, developer, another, 'submit');
  take(vault, as(vault, 'archivist'), another, 'review');
  expect(() => take(vault, manager, another, 'approve', { confirmed: own })).toThrow('flow.password_needed');
});

test('wrong passwords slow the next try down, as at sign-in', async () => {
  const { vault } = await openRequests();
  await using _ = vault;
  const manager = approver(vault);
  for (let wrong = 0; wrong < 4; wrong += 1)
    await expect(Confirmation.confirm(manager, 'wrong')).rejects.toThrow('vault.sign_in_refused');
  await expect(Confirmation.confirm(manager, TEST_PASSWORD)).rejects.toMatchObject({
    code: 'vault.too_many_tries',
    data: { seconds: 1 },
  });
});

/** Each part of what a signature binds, changed by itself. */
const CHANGES: Readonly<Record<string, string>> = {
  'a field of the record': "update request set text = 'because'",
  'who asked': 'update request set asker = asker + 1',
  'a line changed': "update request_line set text = 'three' where no = 2",
  'a line gone': 'delete from request_line where no = 2',
  'a line more': "insert into request_line select id, 3, 'three' from request",
  'every line gone': 'delete from request_line',
  'another kind of part': "insert into request_reader select id, 'Wang' from request",
  'a file changed': "update request_file set hash = 'bb'",
  'a file gone': 'delete from request_file',
  'a file more': "insert into request_file select id, 'bb' from request",
};

test.each(Object.entries(CHANGES))('%s makes every signature void', async (_name, sql) => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  take(vault, developer, id, 'submit');
  take(vault, as(vault, 'archivist'), id, 'review');
  vault.opened.vault.database.exec(sql);
  const manager = approver(vault);
  const confirmed = await Confirmation.confirm(manager, TEST_PASSWORD);
  expect(() => take(vault, manager, id, 'approve', { confirmed })).toThrow('flow.signatures_void');
  expect(requestOf(vault, id).state).toBe('draft');
  expect(stepsOf(vault, id).map(({ step }) => step)).toEqual(['submit', 'review', 'void']);
});

test('another version of the rule makes every signature void, and the next round is signed under it', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  take(vault, developer, id, 'submit');
  const later = requestSubject(2);
  const { version } = requestOf(vault, id);
  const archivist = as(vault, 'archivist');
  expect(() => takeStep(archivist, later, { id, version, step: 'review' }, NOTHING)).toThrow(
    'flow.signatures_void',
  );
  takeStep(developer, later, { id, version: version + 1, step: 'submit' }, NOTHING);
  takeStep(archivist, later, { id, version: version + 2, step: 'review' }, NOTHING);
  expect(stepsOf(vault, id).map(({ step, rule_version }) => [step, rule_version])).toEqual([
    ['submit', 1],
    ['void', 2],
    ['submit', 2],
    ['review', 2],
  ]);
});

test('what was not changed since it was signed stays signed', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  take(vault, developer, id, 'submit');
  const { handles } = vault.opened;
  expect(handles.transaction((db) => voidIfChanged(db, developer, requestSubject(), id))).toBe(false);
  handles.transaction((db) => {
    db.execute("update request set text = 'because' where id = ?", id);
    expect(voidIfChanged(db, developer, requestSubject(), id)).toBe(true);
    expect(voidIfChanged(db, developer, requestSubject(), id)).toBe(false);
  });
});

test('an effect that fails takes the step back with it', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  const rows = () => vault.opened.handles.reader.value('select count(*) from audit');
  const before = rows();
  const fail = () => {
    throw new Error('full');
  };
  const move = { id, version: 1, step: 'submit' } as const;
  expect(() => takeStep(developer, requestSubject(), move, fail)).toThrow('full');
  expect([requestOf(vault, id).version, stepsOf(vault, id), rows()]).toEqual([1, [], before]);
});

test('a step of the program is nobody’s, whoever carries it, and no person takes it', async () => {
  const { vault, developer, id } = await openRequests();
  await using _ = vault;
  take(vault, developer, id, 'submit');
  take(vault, as(vault, 'archivist'), id, 'review');
  const manager = approver(vault);
  take(vault, manager, id, 'approve', {
    confirmed: await Confirmation.confirm(manager, TEST_PASSWORD),
  });
  expect(() => take(vault, manager, id, 'lapse')).toThrow('access.denied');
  const program = { ...developer, program: { reach: ['requests.lapse'] } };
  const lapse = (ctx: typeof program) =>
    vault.opened.handles.transaction((db) =>
      takeProgramStep(db, ctx, requestSubject(), { id, step: 'lapse' }),
    );
  expect(() => lapse({ ...program, program: { reach: [] } })).toThrow('does not reach');
  lapse(program);
  expect(stepsOf(vault, id).at(-1)).toMatchObject({
    step: 'lapse',
    person_id: null,
    person_name: '',
    roles: PROGRAM,
    account_id: developer.actor.accountId,
  });
  const [row] = (await vault.as('auditor').audit.list({ action: 'requests.lapse', limit: 1 })).rows;
  expect(row?.role).toBe(PROGRAM);
  expect(() => lapse(program)).toThrow('flow.already_decided');
});
