/** Whatever people do in whatever order: the rules of governance as properties. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Role } from '../../../db/domain/roles.ts';
import { AppError } from '../../../db/domain/errors.ts';
import { confirmed } from '../../support/accounts.ts';
import { because } from '../../support/reasons.ts';
import { shareOf } from '../../support/share.ts';
import type { TestVault } from '../../support/vault.ts';
import { aRequest, compileDue, openWithArchives, password, wrongOf } from './support.ts';

const PEOPLE = [
  'developer',
  'archivist',
  'supervisor',
  'service_manager',
  'general_manager',
  'requester',
] as const satisfies readonly Role[];

const STEPS = [
  'request',
  'reviewRequest',
  'approveRequest',
  'refuseRequest',
  'endRequest',
  'nextMonth',
  'compile',
  'compileAgain',
  'handOn',
  'review',
  'release',
  'return',
  'sendBack',
  'cancel',
  'register',
  'handOut',
  'takeBack',
  'print',
  'amend',
  'approveAmendment',
  'fileAmendment',
] as const;
type Step = (typeof STEPS)[number];

/** What is tried: by whom, and on which of the things there are, counted from the newest. */
interface Try {
  readonly step: Step;
  readonly by: Role;
  readonly back: number;
}

const reason = because('另行安排');

async function attempt(vault: TestVault, { step, by, back }: Try): Promise<unknown> {
  const caller = vault.as(by);
  const { reader } = vault.opened.handles;
  const newest = (table: string) =>
    Math.max(1, Number(reader.value(`select coalesce(max(id), 1) from ${table}`)) - back);
  const at = (table: string) => {
    const id = newest(table);
    const version = reader.value<number>(`select version from ${table} where id = ?`, id) ?? 1;
    return { id, version };
  };
  const request = () => at('report_request');
  const report = () => at('report');
  const amendment = () => at('report_amendment');
  const NEW = { id: null, version: null, submit: true };
  const item = { table: 'category', row: 'client', measure: 'count', value: 50 + back, reason: '漏计' };
  switch (step) {
    case 'request':
      return caller.reportRequests.save({ ...NEW, input: aRequest({ validUntil: '2027-12-31' }) });
    case 'reviewRequest':
      return caller.reportRequests.review({ ...request(), password });
    case 'approveRequest':
      return caller.reportRequests.approve({ ...request(), password });
    case 'refuseRequest':
      return caller.reportRequests.refuse({ ...request(), reason });
    case 'endRequest':
      return caller.reportRequests.end({ ...request(), reason });
    case 'nextMonth':
      vault.clock.advance({ days: 31 });
      return compileDue(vault);
    case 'compile':
      return caller.reports.compile({ name: 'customer_statistics', period: '2026-02' });
    case 'compileAgain':
      return caller.reports.compileAgain(report());
    case 'handOn':
      return caller.reports.handOn(report());
    case 'review':
      return caller.reports.review({ ...report(), password });
    case 'release':
      return caller.reports.release({ ...report(), password });
    case 'return':
      return caller.reports.return({ ...report(), reason });
    case 'sendBack':
      return caller.reports.sendBack({ ...report(), reason });
    case 'cancel':
      return caller.reports.cancel({ ...report(), reason, password });
    case 'register':
      return caller.reportCopies.register({ id: report().id, copies: [{ recipient: '王芳' }] });
    case 'handOut':
      return caller.reportCopies.handOut({ id: report().id, copyNo: 1 + back });
    case 'takeBack':
      return caller.reportCopies.takeBack({ id: report().id, copyNo: 1 + back });
    case 'print':
      return caller.prints.pages({ form: 'report', id: report().id, options: { copy: 1 + back } });
    case 'amend':
      return caller.reportAmendments.save({ ...NEW, reportId: report().id, items: [item] });
    case 'approveAmendment':
      return caller.reportAmendments.approve({ ...amendment(), password });
    case 'fileAmendment':
      return caller.reportAmendments.file(amendment());
  }
}

interface Signed {
  readonly flow: string;
  readonly record_id: number;
  readonly step: string;
  readonly person_id: number | null;
}

/** Steps that end a round of signatures. */
const ENDS = ['void', 'withdraw', 'refuse', 'reject', 'return', 'send_back', 'cancel'];
const SIGNS = [
  'submit',
  'resubmit',
  'review',
  'approve',
  'compile',
  'recompile',
  'hand_on',
  'release',
  'file',
];
/** Whoever compiles may hand it on. */
const OWN_WORK = ['compile', 'recompile', 'hand_on'];

function expectRules(vault: TestVault, released: Map<number, string>): void {
  const { reader } = vault.opened.handles;
  const steps = reader.rows<Signed>('select flow, record_id, step, person_id from flow_step order by id');
  const rounds = new Map<string, Signed[]>();
  for (const step of steps) {
    const key = `${step.flow} ${step.record_id}`;
    const round = rounds.get(key) ?? [];
    const isSigned = SIGNS.includes(step.step) && step.person_id !== null;
    const again = round.filter(
      (one) =>
        isSigned &&
        one.person_id === step.person_id &&
        !(OWN_WORK.includes(one.step) && OWN_WORK.includes(step.step)),
    );
    expect({ key, step: step.step, again }).toEqual({ key, step: step.step, again: [] });
    rounds.set(key, ENDS.includes(step.step) ? [] : [...round, step]);
  }
  // Nothing left unreviewed: each is reviewed by two, or a revision of one that was.
  const out = reader.rows<{ id: number; replaces: number | null }>(
    "select id, replaces from report where state in ('released', 'superseded')",
  );
  for (const { id, replaces } of out) {
    const taken = steps.filter(({ flow, record_id: of }) => flow === 'reports' && of === id);
    const names = taken.map(({ step }) => step);
    const needed = replaces === null ? ['hand_on', 'review', 'release'] : ['revise'];
    expect(names).toEqual(expect.arrayContaining(needed));
    // Its figures never changed.
    const content = reader.value<string>(
      "select group_concat(hex(content), ' ') from report_content where report_id = ?",
      id,
    );
    expect(released.get(id) ?? content).toBe(content);
    released.set(id, content ?? '');
  }
  // Copies are numbered from 1 without a gap, of what was released.
  const copies = reader.rows<{ id: number; numbers: string }>(
    `select report_id as id, group_concat(copy_no) as numbers from
       (select report_id, copy_no from report_copy where what = 'register' order by report_id, copy_no)
     group by report_id`,
  );
  for (const { id, numbers } of copies) {
    const all = numbers.split(',').map(Number);
    expect(all).toEqual(all.map((_, index) => index + 1));
    expect(steps.some((one) => one.record_id === id && ['release', 'revise'].includes(one.step))).toBe(true);
  }
  // Nothing was printed with a number that is not registered.
  const twice = reader.rows(
    'select request_id, period, revision from report where request_id is not null group by 1, 2, 3 having count(*) > 1',
  );
  expect(twice).toEqual([]);
}

/** One person holds every role of the department. */
async function giveEveryRole(vault: TestVault): Promise<void> {
  const { accounts } = vault.as('system_admin');
  const id =
    vault.opened.handles.reader.value<number>("select id from account where login = 'developer'") ?? 0;
  const roles = [...PEOPLE];
  await confirmed(vault, accounts.setRoles({ id, roles }));
}

/** Tries that lead on, so that random ones meet all states. */
const LEADING: readonly Try[] = [
  { step: 'request', by: 'requester', back: 0 },
  { step: 'reviewRequest', by: 'service_manager', back: 0 },
  { step: 'approveRequest', by: 'general_manager', back: 0 },
  { step: 'nextMonth', by: 'archivist', back: 0 },
  { step: 'handOn', by: 'archivist', back: 0 },
  { step: 'review', by: 'supervisor', back: 0 },
  { step: 'release', by: 'service_manager', back: 0 },
  { step: 'register', by: 'archivist', back: 0 },
  { step: 'amend', by: 'supervisor', back: 0 },
  { step: 'approveAmendment', by: 'general_manager', back: 0 },
  { step: 'fileAmendment', by: 'archivist', back: 0 },
];

const aTry: fc.Arbitrary<Try> = fc.oneof(
  fc.record({
    step: fc.constantFrom(...STEPS),
    by: fc.constantFrom(...PEOPLE),
    back: fc.integer({ min: 0, max: 1 }),
  }),
  fc.constantFrom(...LEADING),
  // Who holds every role tries what leads on, too.
  fc.constantFrom(...LEADING.map((one): Try => ({ ...one, by: 'developer' }))),
);

/** Some of what leads on, in its order, with anything between. */
const tries = fc
  .array(fc.array(aTry, { maxLength: 3 }), { minLength: LEADING.length, maxLength: LEADING.length })
  .map((between) => LEADING.flatMap((one, index) => [one, ...(between[index] ?? [])]));

test('what leads on, by itself, leads to a revision that takes the place of the first', async () => {
  await using vault = await openWithArchives();
  for (const one of LEADING) await attempt(vault, one);
  const states = vault.opened.handles.reader.rows<{ state: string }>('select state from report order by id');
  expect(states).toEqual([{ state: 'superseded' }, { state: 'released' }]);
  expectRules(vault, new Map());
});

test.each(LEADING.map(({ step }, index) => [step, index] as const))(
  'who holds every role and took %s tried each later step before who may',
  { timeout: 120_000 },
  async (_, first) => {
    await using vault = await openWithArchives();
    await giveEveryRole(vault);
    for (const [index, one] of LEADING.entries()) {
      if (index >= first) await refusalOf(vault, { ...one, by: 'developer' });
      await refusalOf(vault, one);
      expectRules(vault, new Map());
    }
    const states = vault.opened.handles.reader.rows<{ state: string }>(
      'select state from report order by id',
    );
    expect(states.length).toBeGreaterThan(0);
  },
);

test('who compiled a report by hand reviewed it under no other role, though another handed it on', async () => {
  await using vault = await openWithArchives();
  await giveEveryRole(vault);
  const { reports } = vault.as('developer');
  const { id } = await reports.compile({ name: 'storage', period: '2026-02' });
  await vault.as('archivist').reports.handOn({ id, version: 2 });
  const own = await refusalOf(vault, { step: 'review', by: 'developer', back: 0 });
  expect(own?.code).toBe('flow.signed_before');
  await vault.as('supervisor').reports.review({ id, version: 3, password });
  const late = await refusalOf(vault, { step: 'release', by: 'developer', back: 0 });
  expect(late?.code).toBe('flow.signed_before');
});

/** What stood against a step; null for nothing. A refusal is a word, never a defect. */
async function refusalOf(vault: TestVault, one: Try): Promise<AppError | null> {
  const refusal = await attempt(vault, one).then(
    () => null,
    (error: unknown) => (error as { cause?: unknown }).cause ?? error,
  );
  if (refusal === null || refusal instanceof AppError) return refusal;
  throw refusal;
}

test(
  'whoever did what in whatever order, the rules held after every step',
  { timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(tries, async (all) => {
        await using vault = await openWithArchives();
        await giveEveryRole(vault);
        await vault.signIn(...PEOPLE);
        const released = new Map<number, string>();
        for (const one of all) {
          await refusalOf(vault, one);
          expectRules(vault, released);
        }
        expect(await wrongOf(vault)).toEqual([]);
      }),
      { numRuns: shareOf(60, 3) },
    );
  },
);
