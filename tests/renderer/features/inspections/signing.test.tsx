// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { codeOf } from '../../../../db/domain/folder-code.ts';
import { DeskStore } from '../../../../renderer/features/inspections/desk/desk-store.ts';
import { DeskContext } from '../../../../renderer/features/inspections/desk/use-desk.ts';
import type { Inspection } from '../../../../renderer/features/inspections/inspection-types.ts';
import { GivenBack } from '../../../../renderer/features/inspections/signing/given-back.tsx';
import { SigningActions } from '../../../../renderer/features/inspections/signing/signing-actions.tsx';
import { SigningDialog } from '../../../../renderer/features/inspections/signing/signing-dialog.tsx';
import { SignHeld, TestSince } from '../../../../renderer/features/inspections/signing/test-since.tsx';
import { SessionProvider, type Session } from '../../../../renderer/lib/session.tsx';
import { aCustomer } from '../../../support/factories.ts';
import { callsOf, openDesk } from '../../support/desk.tsx';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { openWindow } from '../../support/window.tsx';

/** Counts follow what is written at a pace of two seconds. */
const PACED = { timeout: 10_000 };

afterEach(cleanup);

test('who reviews what was ended as not finished is shown what nobody looked at', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const { customers, inspections } = callsOf(vault);
  for (const name of ['甲五金厂', '乙五金厂']) await customers.create.mutate(aCustomer({ name }));
  const current = (await inspections.current.query()).inspection;
  const id = current?.id ?? (await inspections.open.mutate({ period: null })).id;
  await inspections.scan.mutate({ code: codeOf(1), at: null });
  const desk = new DeskStore(
    {
      scan: (input) => inspections.scan.mutate(input),
      note: (input) => inspections.note.mutate(input),
      putRight: (input) => inspections.putRight.mutate(input),
      sheet: (customerId) => inspections.sheet.query({ id, customerId }),
    },
    () => undefined,
  );
  const inspection = await inspections.get.query({ id });
  openWindow(
    <DeskContext value={desk}>
      <SigningDialog
        inspection={{ ...inspection, unfinished: true }}
        step="review"
        onClose={() => undefined}
      />
    </DeskContext>,
    vault.bridge,
  );
  const dialog = await screen.findByRole('dialog', { name: '复核检查记录' });
  expect(within(dialog).getByText('这次检查按未完成结束，以下 1 卷没有检查：')).toBeTruthy();
  expect(await within(dialog).findByText('乙五金厂')).toBeTruthy();
  expect(within(dialog).queryByText('甲五金厂')).toBeNull();
});

type Step = Inspection['line'][number];

const taken = (step: string, more: Partial<Step> = {}): Step => ({
  step,
  state: 'done',
  person: '周宁',
  roles: ['archivist'],
  at: 1,
  reason: null,
  reasonText: null,
  rule: null,
  daysWaited: null,
  ...more,
});
const waiting = (step: string) => taken(step, { state: 'waiting', person: null, at: null });

test('what was given back says so with its reason until it is signed again', () => {
  const returned = taken('return', { state: 'refused', reason: 'look_again', reasonText: 'A 柜 1 层' });
  const line = [taken('sign'), returned, waiting('sign')];
  const { unmount } = openWindow(<GivenBack line={line} />);
  expect(screen.getByRole('alert').textContent).toBe('主管退回需要重新检查：A 柜 1 层');
  unmount();
  openWindow(<GivenBack line={[...line.slice(0, 2), taken('sign'), waiting('review')]} />);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('what is inspected is not signed before its test', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const { customers, inspections } = callsOf(vault);
  for (const name of ['甲五金厂', '乙五金厂']) await customers.create.mutate(aCustomer({ name }));
  const current = (await inspections.current.query()).inspection;
  const id = current?.id ?? (await inspections.open.mutate({ period: null })).id;
  await inspections.scan.mutate({ code: codeOf(1), at: null });
  await openDesk(vault, 'archivist', `/inspections/${id}`);
  const part = within(await screen.findByRole('region', { name: '四性检测' }));
  expect(part.getByText('开始检查后还没有检测')).toBeTruthy();
  expect(part.getByRole('link', { name: '去检测' }).getAttribute('href')).toBe('#/properties');
  // What is not finished says first what is open.
  expect(screen.getByRole('button', { name: '签字…' })).toHaveProperty('disabled', false);

  await inspections.scan.mutate({ code: codeOf(2), at: null });
  const held = await screen.findByText('还不能签字：先做完四性检测', undefined, PACED);
  const sign = screen.getByRole('button', { name: '签字…' });
  expect(sign).toHaveProperty('disabled', true);
  expect(sign.getAttribute('aria-describedby')).toBe(held.id);
});

test('what failed in the test waits for a word, and holds up signing until then', async () => {
  await using vault = openVaultBehindWindow();
  await vault.signIn('archivist');
  const { customers, inspections } = callsOf(vault);
  await customers.create.mutate(aCustomer({ name: '甲五金厂' }));
  const current = (await inspections.current.query()).inspection;
  const id = current?.id ?? (await inspections.open.mutate({ period: null })).id;
  await inspections.scan.mutate({ code: codeOf(1), at: null });
  const inspection = await inspections.get.query({ id });
  const tested = { id: 7, endedAt: 0, ok: false, failed: 3, open: 2, isReadable: true };
  const shown = (changes: Partial<Inspection>) => {
    const { unmount } = openWindow(
      <SessionProvider session={aSession(inspection.inspectors[0]?.personId ?? 0)}>
        <SigningActions inspection={{ ...inspection, ...changes }} />
        <SignHeld inspection={{ ...inspection, ...changes }} />
        {changes.test && <TestSince test={changes.test} />}
      </SessionProvider>,
      vault.bridge,
    );
    const { disabled } = screen.getByRole<HTMLButtonElement>('button', { name: '签字…' });
    const note = screen.queryByRole('note')?.textContent ?? null;
    const links = screen.queryAllByRole('link').map((link) => [link.textContent, link.getAttribute('href')]);
    const mark = changes.test ? screen.queryByText(/均已写明|待处理$|全部合格/)?.textContent : undefined;
    unmount();
    return { disabled, note, link: links.at(-1), mark };
  };
  const to = '#/properties?test=7';
  expect(shown({ test: tested })).toEqual({
    disabled: true,
    note: '还不能签字：四性检测有 2 项不合格待写明处理写明处理',
    link: ['写明处理', to],
    mark: '3 项不合格，2 项待处理',
  });
  const free = { disabled: false, note: null, link: ['查看检测', to] };
  expect(shown({ test: { ...tested, open: 0 } })).toEqual({ ...free, mark: '3 项不合格，均已写明处理' });
  const passed = { ...tested, ok: true, failed: 0, open: 0 };
  expect(shown({ test: passed })).toEqual({ ...free, mark: '全部合格' });
  const unreadable = shown({ test: { ...passed, ok: false, isReadable: false } });
  expect(unreadable).toMatchObject({ disabled: true, link: ['去检测', to] });
  expect(unreadable.note).toContain('请重新检测');
  // Nobody asks an addendum for a test.
  expect(shown({ addendum: 1, test: null })).toMatchObject({ disabled: false, note: null });
});

const aSession = (personId: number): Session => ({
  account: { id: 1, personId, login: 'archivist', name: 'archivist', roles: ['archivist'] },
  vault: { company: '', fonds: '', trial: true },
  lockAfterMinutes: 10,
});
