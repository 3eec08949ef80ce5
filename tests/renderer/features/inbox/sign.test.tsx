// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { inspectionFlow } from '../../../../db/domain/inspection.ts';
import { InboxList } from '../../../../renderer/features/inbox/inbox-list.tsx';
import { planOf, type SigningPlan } from '../../../../renderer/features/inbox/plan.ts';
import { SignDialog } from '../../../../renderer/features/inbox/sign-dialog.tsx';
import type { InboxLine } from '../../../../renderer/features/inbox/use-inbox.ts';
import { bridgeTo, openWindow, silentBridge } from '../../support/window.tsx';
import { aLine } from './a-line.ts';

afterEach(cleanup);

/** A flow with a step that signs by password alone. */
const flow = inspectionFlow;
const lineOf = (id: number, change: Partial<InboxLine> = {}) =>
  aLine(id, {
    flow: flow.name,
    next: { step: 'review', roles: ['supervisor'] },
    signs: ['review'],
    ...change,
  });

const REFUSALS = {
  not_looked_at: { count: 1 },
  changed: { count: 2, ids: [1, 3] },
};

function openDialog(plan: SigningPlan, answer: 'signed' | keyof typeof REFUSALS = 'signed') {
  const heard: string[] = [];
  const bridge = bridgeTo(({ path }) => {
    if (path === 'inbox.since') return { ok: true, data: { turns: [], fields: [] } };
    if (path !== 'inbox.sign') return { ok: true, data: null };
    if (answer !== 'signed') return { ok: false, error: { code: `inbox.${answer}`, data: REFUSALS[answer] } };
    return { ok: true, data: { signed: plan.lines.length } };
  });
  const dialog = (
    <SignDialog
      plan={plan}
      flow={flow}
      onDone={() => heard.push('done')}
      onClose={() => heard.push('closed')}
    />
  );
  return { ...openWindow(dialog, bridge), bridge, heard };
}

test('the password has the keyboard, and Enter signs what was looked at, at the version that was seen', async () => {
  const plan = planOf([lineOf(1), lineOf(2, { version: 3 }), lineOf(3, { looked: false })]);
  if (!plan) throw new Error('they can be signed');
  const { user, bridge, heard } = openDialog(plan);
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('一次签署 2 份');
  expect(within(dialog).getByRole('alert').textContent).toContain('1 份还没有查看，不会签署：no. 3');
  expect(document.activeElement).toBe(within(dialog).getByLabelText(/本人密码/));
  await user.keyboard('secret{Enter}');
  await waitFor(() => expect(heard).toEqual(['done']));
  const cases = [
    { id: 1, version: 1 },
    { id: 2, version: 3 },
  ];
  expect(bridge.asked.find(({ path }) => path === 'inbox.sign')?.input).toEqual({
    flow: flow.name,
    step: 'review',
    cases,
    password: 'secret',
  });
});

test('without a password nothing is sent, and a refusal is said where it was asked', async () => {
  const plan = planOf([lineOf(1)]);
  if (!plan) throw new Error('it can be signed');
  const { user, bridge, heard } = openDialog(plan, 'not_looked_at');
  await screen.findByRole('dialog');
  await user.keyboard('{Enter}');
  await screen.findByText('必填');
  expect(bridge.asked.map(({ path }) => path)).not.toContain('inbox.sign');
  await user.keyboard('secret{Enter}');
  await screen.findByText(/有 1 份还没有看过/);
  expect(heard).toEqual([]);
});

test('which of several have changed is said by their names', async () => {
  const plan = planOf([lineOf(1), lineOf(2), lineOf(3)]);
  if (!plan) throw new Error('they can be signed');
  const { user } = openDialog(plan, 'changed');
  await screen.findByRole('dialog');
  await user.keyboard('secret{Enter}');
  const refusal = await screen.findByText(/^有 2 份在您查看以后有了变动/);
  expect(refusal.textContent).toContain('：no. 1、no. 3。');
});

/** What is opened goes, as what was decided does. */
function Listed({ lines: first }: { lines: readonly InboxLine[] }) {
  const [lines, setLines] = useState(first);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  return (
    <InboxList
      label="申请"
      lines={lines}
      waits
      openKey={undefined}
      onOpen={(line) => setLines(lines.filter((each) => each !== line))}
      selected={selected}
      onSelect={setSelected}
    />
  );
}

test('Space selects and lets go again, but nothing that takes more than a signature', async () => {
  const { user } = openWindow(
    <Listed lines={[lineOf(1), lineOf(2, { signs: [] }), lineOf(3)]} />,
    silentBridge(),
  );
  const options = screen.getAllByRole('option');
  const selected = () => options.map((option) => option.getAttribute('aria-selected'));
  expect(document.activeElement).toBe(options[0]);
  await user.keyboard(' {ArrowDown} {ArrowDown} ');
  expect(selected()).toEqual(['true', 'false', 'true']);
  await user.keyboard(' {Home} ');
  expect(selected()).toEqual(['false', 'false', 'false']);
});

test('the keyboard stays on the list when the line that it was on is gone', async () => {
  const { user } = openWindow(<Listed lines={[lineOf(1), lineOf(2), lineOf(3)]} />, silentBridge());
  await user.keyboard('{ArrowDown}{Enter}');
  await waitFor(() => expect(document.activeElement?.textContent).toContain('no. 3'));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(document.activeElement?.textContent).toContain('no. 1'));
});
