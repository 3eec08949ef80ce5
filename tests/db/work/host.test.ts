import { expect, test } from 'vitest';
import { FLOWS } from '../../../db/domain/flows.ts';
import { PROGRAM } from '../../../db/domain/flow.ts';
import { isWithinReach, programSteps, PROGRAM_REACH } from '../../../db/work/log/program-reach.ts';
import { openTestVault } from '../../support/vault.ts';

test('a window that goes takes with it which vault it had, what it held and what it was given', async () => {
  await using vault = await openTestVault();
  await vault.signIn('supervisor');
  const token = vault.grant('supervisor', vault.path);
  const kept = vault.grant('archivist', vault.path);
  let wiped = 0;
  vault.host.hold('supervisor', { [Symbol.dispose]: () => (wiped += 1) });
  vault.host.disconnect('supervisor');
  expect(await vault.stranger('supervisor').vault.status()).toMatchObject({ state: 'closed', file: null });
  expect(vault.host.held('supervisor')).toBeUndefined();
  expect(wiped).toBe(1);
  const refused = { code: 'common.file_not_granted' };
  expect(() => vault.host.grantedPath('supervisor', token, 'read')).toThrow(expect.objectContaining(refused));
  expect(vault.host.grantedPath('archivist', kept, 'read')).toBe(vault.path);
  expect(vault.host.sessionOf('archivist')).toBeDefined();
});

test('what is held in place of something else wipes it, and is wiped in its turn', async () => {
  await using vault = await openTestVault();
  const wiped: string[] = [];
  const thing = (name: string) => ({ [Symbol.dispose]: () => void wiped.push(name) });
  vault.host.hold('archivist', thing('first'));
  const second = thing('second');
  vault.host.hold('archivist', second);
  expect(wiped).toEqual(['first']);
  expect(vault.host.held('archivist')).toBe(second);
  vault.host.hold('archivist', null);
  expect(wiped).toEqual(['first', 'second']);
  expect(vault.host.held('archivist')).toBeUndefined();
});

test('what may be written may be read, not the other way round, and nothing is written over the open vault', async () => {
  await using vault = await openTestVault();
  const { host } = vault;
  const free = `${vault.folder}/free.pdf`;
  const [read, write, own] = [
    vault.grant('archivist', free),
    vault.grant('archivist', free, 'write'),
    vault.grant('archivist', vault.path, 'write'),
  ];
  expect(host.grantedPath('archivist', read, 'read')).toBe(free);
  expect(host.grantedPath('archivist', write, 'read')).toBe(free);
  expect(host.grantedPath('archivist', write, 'write')).toBe(free);
  const thrown = (token: string, connection = 'archivist') => {
    try {
      return host.grantedPath(connection, token, 'write');
    } catch (error) {
      return error;
    }
  };
  expect(thrown(read)).toMatchObject({ code: 'common.file_not_granted' });
  expect(thrown(write, 'supervisor')).toMatchObject({ code: 'common.file_not_granted' });
  expect(thrown('never given')).toMatchObject({ code: 'common.file_not_granted' });
  expect(thrown(own)).toMatchObject({ code: 'vault.own_file' });
});

test('others hear that a long transaction writes and when it is over, also when it fails', async () => {
  await using vault = await openTestVault();
  await vault.signIn('supervisor');
  const ctx = vault.contextOf('archivist');
  const told = () => vault.events.splice(0).filter(({ type }) => type === 'writing');
  told();
  ctx.longTransaction(() => undefined);
  expect(told()).toEqual([
    { type: 'writing', isOver: false },
    { type: 'writing', isOver: true },
  ]);
  expect(() =>
    ctx.longTransaction(() => {
      throw new Error('full');
    }),
  ).toThrow('full');
  expect(told().at(-1)).toEqual({ type: 'writing', isOver: true });
});

test('events of a transaction are told once it is through, and those of one that fails are not', async () => {
  await using vault = await openTestVault();
  const ctx = vault.contextOf('archivist');
  const event = { type: 'changed', kind: 'lists' } as const;
  vault.events.splice(0);
  ctx.transaction(() => {
    ctx.emit(() => event);
    expect(vault.events).toEqual([]);
  });
  expect(vault.events.splice(0)).toEqual([event]);
  expect(() =>
    ctx.transaction(() => {
      ctx.emit(() => event);
      throw new Error('full');
    }),
  ).toThrow('full');
  expect(vault.events).toEqual([]);
  ctx.emit(({ roles }) => (roles.includes('supervisor') ? event : null));
  expect(vault.events).toEqual([]);
  ctx.emit(() => event);
  expect(vault.events).toEqual([event]);
});

test('the program may write the rows of its acts and its steps of flows, and a person none of them', () => {
  const flow = {
    name: 'requests',
    steps: { lapse: { may: PROGRAM }, submit: { may: 'filings.submit' } },
  };
  expect(programSteps([flow] as never)).toEqual(['requests.lapse']);
  for (const action of [...Object.values(PROGRAM_REACH).flat(), ...programSteps(FLOWS)]) {
    expect(isWithinReach({ role: PROGRAM, action })).toBe(true);
    expect(isWithinReach({ role: 'archivist', action })).toBe(false);
  }
  for (const { name, steps } of FLOWS)
    for (const [step, { may }] of Object.entries(steps))
      expect(isWithinReach({ role: PROGRAM, action: `${name}.${step}` })).toBe(may === PROGRAM);
  expect(isWithinReach({ role: PROGRAM, action: 'customers.edit' })).toBe(false);
});
