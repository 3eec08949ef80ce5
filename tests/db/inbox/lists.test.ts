import { expect, test } from 'vitest';
import { countInbox, listInbox, requireInbox, type InboxPlace } from '../../../db/features/inbox/service.ts';
import type { MutationContext } from '../../../db/work/context.ts';
import { NOTHING, takeStep } from '../../../db/work/flow/engine.ts';
import type { InboxTab } from '../../../db/work/flow/inbox.ts';
import { saveCase } from '../../../db/work/flow/save.ts';
import { aCustomer } from '../../support/factories.ts';
import { because } from '../../support/reasons.ts';
import { openTestVault } from '../../support/vault.ts';
import { openTrials, trials, type TrialStep, type TrialVault } from './support/trial.ts';

const isNew = { id: null, version: null };

/** A tab from its first page to its last, in pages of a size. */
function pagesOf(ctx: MutationContext, tab: InboxTab, limit = 200): string[] {
  const seen: string[] = [];
  for (let after: InboxPlace | null = null; ;) {
    const { rows, next } = listInbox(ctx, { tab, after, limit });
    expect(rows.length).toBeLessThanOrEqual(limit);
    seen.push(...rows.map(({ flow, id }) => `${flow}:${id}`));
    if (next === null) return seen;
    expect(rows).toHaveLength(limit);
    after = next;
  }
}

function take(world: TrialVault, role: Parameters<TrialVault['as']>[0], step: TrialStep, id: number) {
  const ctx = world.as(role);
  const { version } = trials.load(ctx.reader, id);
  const reason = step === 'return' ? because('缺少电话') : null;
  takeStep(ctx, trials, { id, version, step, reason }, NOTHING);
  return { id, version: version + 1 };
}

async function report({ vault }: TrialVault, secrecy: 'normal' | 'top_secret' = 'normal') {
  const input = aCustomer({ secrecy });
  return vault.as('developer').filings.save({ ...isNew, input, submit: true });
}

test('what waits is listed over all flows, longest waiting first, whatever the size of the pages', async () => {
  await using world = await openTrials();
  const { vault, ask, as } = world;
  const expected: string[] = [];
  for (let round = 0; round < 3; round += 1) {
    // Of one moment: by flow, then by id.
    const [one, other] = [await report(world), await report(world)];
    const trial = [ask('developer', 'a'), ask('developer', 'b')];
    expected.push(`filings:${one.id}`, `filings:${other.id}`, ...trial.map(({ id }) => `trials:${id}`));
    vault.clock.advance({ days: 1 });
  }
  const both = {
    ...as('archivist'),
    actor: { ...as('archivist').actor, roles: ['archivist', 'supervisor'] as const },
  };
  for (const limit of [1, 2, 3, 5, 11, 12, 200]) expect(pagesOf(both, 'waiting', limit)).toEqual(expected);
  expect(countInbox(both)).toEqual({ waiting: 12, mine: 0, decided: 0 });
  expect(countInbox(as('archivist')).waiting).toBe(6);
  const mine = [2, 1, 0].flatMap((round) => expected.slice(round * 4, round * 4 + 4).toReversed());
  for (const limit of [1, 3, 4, 200]) expect(pagesOf(as('developer'), 'mine', limit)).toEqual(mine);
});

test('a line says what is asked, by whom, who is next, since when, and what one may do', async () => {
  await using world = await openTrials();
  const { id } = world.ask('developer', 'late table');
  const askedAt = world.vault.clock.now();
  world.vault.clock.advance({ days: 3 });
  const [line] = listInbox(world.as('supervisor'), { tab: 'waiting', after: null, limit: 5 }).rows;
  expect(line).toEqual({
    flow: 'trials',
    id,
    version: 1,
    state: 'submitted',
    title: 'late table',
    secrecy: 'normal',
    askedBy: 'developer',
    askedAt,
    next: { step: 'approve', roles: ['supervisor', 'service_manager'] },
    daysWaited: 3,
    mine: false,
    open: ['approve'],
    signs: ['approve'],
    looked: false,
    late: true,
    unreadable: null,
    link: `/trials/${id}`,
    at: askedAt,
  });
  world.look('supervisor', id);
  expect(listInbox(world.as('supervisor'), { tab: 'waiting', after: null, limit: 5 }).rows).toMatchObject([
    { looked: true },
  ]);
  expect(
    listInbox(world.as('service_manager'), { tab: 'waiting', after: null, limit: 5 }).rows,
  ).toMatchObject([{ looked: false }]);
});

test('what one may only give back waits for whoever is next, not for them', async () => {
  await using world = await openTrials();
  const { id } = world.ask('developer', 'a');
  const archivist = world.as('archivist');
  expect(
    requireInbox(archivist, 'trials').list(archivist, 'waiting', { after: null, limit: 5 }).lines,
  ).toEqual([]);
  expect(countInbox(archivist).waiting).toBe(0);
  // Above what a supervisor approves.
  world.ask('developer', 'b', { secrecy: 'top_secret' });
  const both = { ...archivist, actor: { ...archivist.actor, roles: ['archivist', 'supervisor'] as const } };
  expect(pagesOf(both, 'waiting')).toEqual([`trials:${id}`]);
  expect(pagesOf(world.as('supervisor'), 'waiting')).toEqual([`trials:${id}`]);
});

test('one that came back waits for whoever asked, and is over for whoever gave it back', async () => {
  await using world = await openTrials();
  const { id } = world.ask('developer', 'a');
  take(world, 'archivist', 'return', id);
  const line = { next: { step: 'resubmit', roles: [] }, state: 'returned' };
  expect(listInbox(world.as('developer'), { tab: 'waiting', after: null, limit: 5 }).rows).toMatchObject([
    line,
  ]);
  expect(pagesOf(world.as('developer'), 'decided')).toEqual([]);
  expect(pagesOf(world.as('supervisor'), 'waiting')).toEqual([]);
  expect(pagesOf(world.as('archivist'), 'decided')).toEqual([`trials:${id}`]);
  expect(pagesOf(world.as('service_manager'), 'decided')).toEqual([]);
  take(world, 'developer', 'resubmit', id);
  expect(pagesOf(world.as('developer'), 'waiting')).toEqual([]);
  expect(pagesOf(world.as('archivist'), 'decided')).toEqual([]);
});

test('what is over is with whoever asked and whoever decided, and with nobody else', async () => {
  await using world = await openTrials();
  const { id, version } = await report(world);
  await world.vault.as('archivist').filings.accept({ id, version, input: aCustomer() });
  for (const role of ['developer', 'archivist'] as const)
    expect(pagesOf(world.as(role), 'decided')).toEqual([`filings:${id}`]);
  expect(pagesOf(world.as('supervisor'), 'decided')).toEqual([]);
  expect(countInbox(world.as('developer'))).toEqual({ waiting: 0, mine: 1, decided: 1 });
});

test('a draft is nobody’s but its writer’s: not in a list, not in a count, not among earlier ones', async () => {
  await using world = await openTrials();
  world.ask('developer', 'draft', { draft: true });
  const submitted = world.ask('developer', 'asked');
  expect(countInbox(world.as('developer'))).toEqual({ waiting: 0, mine: 2, decided: 0 });
  expect(requireInbox(world.as('developer'), 'trials').earlier(world.as('developer'), submitted.id)).toEqual(
    [],
  );
  expect(countInbox(world.as('supervisor'))).toEqual({ waiting: 1, mine: 0, decided: 0 });
  expect(
    requireInbox(world.as('supervisor'), 'trials').earlier(world.as('supervisor'), submitted.id),
  ).toEqual([]);
});

test('what an archive keeps from somebody is in no list and no count of theirs, though they decided it', async () => {
  await using world = await openTrials();
  const open = await report(world);
  const hidden = await report(world, 'top_secret');
  const archivist = world.vault.as('archivist');
  await archivist.filings.accept({ ...hidden, input: aCustomer({ secrecy: 'top_secret' }) });
  expect(pagesOf(world.as('archivist'), 'decided')).toEqual([]);
  expect(countInbox(world.as('archivist'))).toEqual({ waiting: 1, mine: 0, decided: 0 });
  const later = await report(world);
  expect(await archivist.inbox.earlier({ flow: 'filings', id: later.id })).toMatchObject([{ id: open.id }]);
});

test('what others ask is absent for who sees only their own: for the list, the count and every question', async () => {
  await using world = await openTrials();
  const { vault } = world;
  const asked = { ...isNew, input: aCustomer(), submit: true };
  const { id } = await vault.as('archivist').filings.save(asked);
  const developer = vault.as('developer');
  for (const tab of ['waiting', 'mine', 'decided'] as const)
    expect((await developer.inbox.list({ tab })).rows).toEqual([]);
  expect(await developer.inbox.counts()).toEqual({ waiting: 0, mine: 0, decided: 0 });
  for (const at of [id, 9_999]) {
    await expect(developer.inbox.earlier({ flow: 'filings', id: at })).rejects.toThrow('filings.not_found');
    await expect(developer.inbox.since({ flow: 'filings', id: at })).rejects.toThrow('filings.not_found');
  }
  await expect(developer.inbox.earlier({ flow: 'nothing', id })).rejects.toThrow('inbox.no_such_flow');
});

test('who reads no flow has an empty inbox, though they have asked before', async () => {
  await using world = await openTrials();
  world.ask('developer', 'a');
  const ctx = world.as('developer');
  const former = { ...ctx, actor: { ...ctx.actor, roles: ['auditor'] as const } };
  expect(countInbox(former)).toEqual({ waiting: 0, mine: 0, decided: 0 });
  expect(pagesOf(former, 'mine')).toEqual([]);
});

test('earlier ones are those of the same person, newest first and no more than twenty', async () => {
  await using world = await openTrials();
  world.ask('archivist', 'of somebody else');
  for (let count = 0; count < 22; count += 1) world.ask('developer', `no. ${count}`);
  const { id } = world.ask('developer', 'now');
  const manager = world.as('service_manager');
  const earlier = requireInbox(manager, 'trials').earlier(manager, id);
  expect(earlier.map(({ title }) => title)).toEqual(
    Array.from({ length: 20 }, (_, index) => `no. ${21 - index}`),
  );
  expect(earlier[0]).toMatchObject({ state: 'submitted', askedAt: world.vault.clock.now() });
});

test('since it was asked: given back why, submitted again when, and what the subject says is another', async () => {
  await using world = await openTrials();
  const { id } = world.ask('developer', 'a');
  const manager = world.as('service_manager');
  const since = () => requireInbox(manager, 'trials').since(manager, id);
  expect(since().turns).toEqual([]);
  const { version } = take(world, 'archivist', 'return', id);
  world.vault.clock.advance({ days: 1 });
  saveCase(
    world.as('developer'),
    trials,
    { id, version, submit: true },
    {
      columns: { input: JSON.stringify('b') },
      check: () => undefined,
    },
  );
  const at = world.vault.clock.now();
  expect(since()).toMatchObject({
    turns: [
      { step: 'return', person: 'archivist', reason: 'other', reasonText: '缺少电话' },
      { step: 'resubmit', person: 'developer', at, reason: null },
    ],
    fields: [{ field: 'text', was: null, now: '"b"' }],
  });
});

test('the home screen counts as waiting what the inbox lists', async () => {
  await using vault = await openTestVault();
  const developer = vault.as('developer');
  const [first] = [1, 2].map(() => developer.filings.save({ ...isNew, input: aCustomer(), submit: true }));
  const { id, version } = (await first) ?? { id: 0, version: 0 };
  const archivist = vault.as('archivist');
  await archivist.filings.return({ id, version, reason: because('缺少电话') });
  for (const [caller, kind] of [
    [developer, 'filings_returned'],
    [archivist, 'filings_to_decide'],
  ] as const) {
    expect(await caller.home.waiting()).toContainEqual(
      expect.objectContaining({ kind, count: 1, link: '/inbox' }),
    );
    expect((await caller.inbox.counts()).waiting).toBe(1);
  }
});
