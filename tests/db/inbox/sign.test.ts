import { describe, expect, test } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import { listInbox, signCases } from '../../../db/features/inbox/service.ts';
import { Confirmation } from '../../../db/work/flow/confirmation.ts';
import { NOTHING, takeStep } from '../../../db/work/flow/engine.ts';
import { saveCase, type Saved } from '../../../db/work/flow/save.ts';
import { listSteps } from '../../../db/work/flow/steps.ts';
import { aCustomer } from '../../support/factories.ts';
import { openTestVault, TEST_PASSWORD } from '../../support/vault.ts';
import { openTrials, trials, type TrialVault } from './support/trial.ts';

const sign = (world: TrialVault, role: Role, cases: readonly Saved[], password = TEST_PASSWORD) =>
  signCases(world.as(role), { flow: 'trials', step: 'approve', cases, password });

const statesOf = ({ vault }: TrialVault) =>
  vault.opened.handles.reader
    .rows<{ state: string }>('select state from trial order by id')
    .map(({ state }) => state);

/** The refusal that tells which of several are no longer as they were seen. */
const changed = (...ids: number[]) => ({ code: 'inbox.changed', data: { count: ids.length, ids } });

/** Two that were asked for and looked at. */
async function twoLookedAt() {
  const world = await openTrials();
  const asked = [world.ask('developer', 'a'), world.ask('developer', 'b')];
  const seen = asked.map(({ id }) => world.look('supervisor', id));
  return { world, seen };
}

test('several are signed with one password, each with a step and a row of the log of its own', async () => {
  const { world, seen } = await twoLookedAt();
  await using _ = world;
  expect(await sign(world, 'supervisor', seen)).toEqual({ signed: 2 });
  expect(statesOf(world)).toEqual(['accepted', 'accepted']);
  const { reader } = world.vault.opened.handles;
  const rows = reader.rows<{ object: string }>(
    "select object from audit where action = 'trials.approve' order by seq",
  );
  expect(rows.map(({ object }) => object)).toEqual(seen.map(({ id }) => `trial:${id}`));
  for (const { id } of seen)
    expect(listSteps(reader, 'trials', id)).toMatchObject([{ step: 'submit' }, { step: 'approve' }]);
  expect(listInbox(world.as('supervisor'), { tab: 'decided', after: null, limit: 9 }).rows).toHaveLength(2);
});

test('what was not looked at is not signed, nor what is with it, and it is said how many', async () => {
  const { world, seen } = await twoLookedAt();
  await using _ = world;
  const unseen = [world.ask('developer', 'c'), world.ask('developer', 'd')];
  await expect(sign(world, 'supervisor', [...seen, ...unseen])).rejects.toMatchObject({
    code: 'inbox.not_looked_at',
    data: { count: 2 },
  });
  expect(new Set(statesOf(world))).toEqual(new Set(['submitted']));
});

test('a look of somebody else, or of a session before, counts for nothing', async () => {
  const { world, seen } = await twoLookedAt();
  await using _ = world;
  await expect(sign(world, 'service_manager', seen)).rejects.toThrow('inbox.not_looked_at');
  world.vault.host.signOut('supervisor', 'closed');
  await world.vault.signIn('supervisor');
  await expect(sign(world, 'supervisor', seen)).rejects.toThrow('inbox.not_looked_at');
});

test('a version that came after the look was not looked at', async () => {
  const { world, seen } = await twoLookedAt();
  await using _ = world;
  const [{ id, version } = { id: 0, version: 0 }] = seen;
  const developer = world.as('developer');
  takeStep(developer, trials, { id, version, step: 'withdraw' }, NOTHING);
  const columns = { input: JSON.stringify('another') };
  saveCase(
    developer,
    trials,
    { id, version: version + 1, submit: true },
    { columns, check: () => undefined },
  );
  const now = [{ id, version: version + 2 }];
  await expect(sign(world, 'supervisor', now)).rejects.toThrow('inbox.not_looked_at');
  // What was seen is no longer there.
  await expect(sign(world, 'supervisor', seen)).rejects.toMatchObject(changed(id));
  await expect(sign(world, 'supervisor', seen.slice(0, 1))).rejects.toThrow('flow.version_conflict');
  expect(statesOf(world)).toEqual(['submitted', 'submitted']);
});

test('it is told of each of several that it has changed', async () => {
  await using world = await openTrials();
  const asked = ['a', 'b', 'c'].map((text) => world.ask('developer', text));
  const seen = asked.map(({ id }) => world.look('supervisor', id));
  const [first = { id: 0, version: 0 }, , third = { id: 0, version: 0 }] = seen;
  takeStep(world.as('developer'), trials, { ...first, step: 'withdraw' }, NOTHING);
  world.vault.opened.vault.database.exec(`update trial set input = '"changed"' where id = ${third.id}`);
  await expect(sign(world, 'supervisor', seen)).rejects.toMatchObject(changed(first.id, third.id));
  expect(statesOf(world)).toEqual(['withdrawn', 'submitted', 'submitted']);
});

describe('one that cannot be signed takes none', () => {
  test('as where it was taken back meanwhile', async () => {
    const { world, seen } = await twoLookedAt();
    await using _ = world;
    const [, last = { id: 0, version: 0 }] = seen;
    takeStep(world.as('developer'), trials, { ...last, step: 'withdraw' }, NOTHING);
    await expect(sign(world, 'supervisor', seen)).rejects.toMatchObject(changed(last.id));
    expect(statesOf(world)).toEqual(['submitted', 'withdrawn']);
    const { reader } = world.vault.opened.handles;
    expect(reader.value("select count(*) from audit where action = 'trials.approve'")).toBe(0);
  });

  test('as where it is no longer what was signed', async () => {
    const { world, seen } = await twoLookedAt();
    await using _ = world;
    world.vault.opened.vault.database.exec(`update trial set input = '"changed"' where id = ${seen[1]?.id}`);
    await expect(sign(world, 'supervisor', seen)).rejects.toMatchObject(changed(seen[1]?.id ?? 0));
    expect(statesOf(world)).toEqual(['submitted', 'submitted']);
  });

  test('as where it is the person’s own', async () => {
    await using world = await openTrials();
    const asked = [world.ask('developer', 'a'), world.ask('archivist', 'b')];
    const archivist = world.as('archivist');
    const both = { ...archivist, actor: { ...archivist.actor, roles: ['archivist', 'supervisor'] as const } };
    const cases = asked.map(({ id }) => world.look('archivist', id));
    const signing = { flow: 'trials', step: 'approve', cases, password: TEST_PASSWORD };
    await expect(signCases(both, signing)).rejects.toThrow('access.not_own_request');
    expect(statesOf(world)).toEqual(['submitted', 'submitted']);
  });

  test('as where it is above the person’s reach', async () => {
    await using world = await openTrials();
    const asked = [world.ask('developer', 'a'), world.ask('developer', 'b', { secrecy: 'top_secret' })];
    const cases = asked.map(({ id }) => world.look('supervisor', id));
    await expect(sign(world, 'supervisor', cases)).rejects.toThrow('access.denied');
    expect(statesOf(world)).toEqual(['submitted', 'submitted']);
  });
});

test('a wrong password signs nothing', async () => {
  const { world, seen } = await twoLookedAt();
  await using _ = world;
  await expect(sign(world, 'supervisor', seen, 'wrong')).rejects.toThrow('vault.sign_in_refused');
  expect(statesOf(world)).toEqual(['submitted', 'submitted']);
});

test('a confirmation for several steps stands for each of them once, and for no other', async () => {
  await using world = await openTrials();
  const supervisor = world.as('supervisor');
  const [one, other] = [1, 2].map((id) => ({ flow: 'trials', id, version: 1, step: 'approve' }) as const);
  if (!one || !other) throw new Error('two');
  const confirm = () => Confirmation.confirm(supervisor, TEST_PASSWORD, [one, other]);
  const confirmed = await confirm();
  for (const wrong of [
    { ...one, id: 3 },
    { ...one, version: 2 },
    { ...one, step: 'return' },
    { ...one, flow: 'filings' },
  ])
    expect(confirmed?.use(supervisor, wrong)).toBe(false);
  expect([one, other, one].map((act) => confirmed?.use(supervisor, act))).toEqual([true, true, false]);
  const ofAnother = await confirm();
  expect(ofAnother?.use(world.as('service_manager'), one)).toBe(false);
  const late = await confirm();
  world.vault.clock.advance({ ms: 60_001 });
  expect(late?.use(supervisor, one)).toBe(false);
});

test('受理 of a filing is more than a signature, and no step can be signed that does not exist', async () => {
  await using vault = await openTestVault();
  const { id, version } = await vault
    .as('developer')
    .filings.save({ id: null, version: null, input: aCustomer(), submit: true });
  const archivist = vault.as('archivist');
  await archivist.filings.get({ id });
  for (const step of ['accept', 'return', 'constructor'])
    await expect(
      archivist.inbox.sign({ flow: 'filings', step, cases: [{ id, version }], password: TEST_PASSWORD }),
    ).rejects.toThrow('inbox.not_signed_here');
});

test('the same case twice, none, or more than fifty are no act', async () => {
  await using vault = await openTestVault();
  const caseOf = (id: number) => ({ id, version: 1 });
  for (const cases of [
    [],
    [caseOf(1), caseOf(1)],
    Array.from({ length: 51 }, (_, index) => caseOf(index + 1)),
  ])
    await expect(
      vault.as('archivist').inbox.sign({ flow: 'filings', step: 'accept', cases, password: TEST_PASSWORD }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
