// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { filingFlow, type FilingStep } from '../../../../db/domain/filing.ts';
import type { StepRule } from '../../../../db/domain/flow.ts';
import {
  DecisionDialog,
  type Change,
  type Decision,
} from '../../../../renderer/components/flow/decision-dialog.tsx';
import { openWindow } from '../../support/window.tsx';

afterEach(cleanup);

function open(step: FilingStep, more: Partial<StepRule<string>> = {}, changes?: readonly Change[]) {
  const decided: Decision[] = [];
  const steps = { ...filingFlow.steps, [step]: { ...filingFlow.steps[step], ...more } };
  const view = openWindow(
    <DecisionDialog
      flow={{ ...filingFlow, steps }}
      step={step}
      draft={`filings.decide.${step}.1`}
      what="甲公司"
      changes={changes}
      pending={false}
      error={null}
      onDecide={(decision) => decided.push(decision)}
      onClose={() => undefined}
    />,
  );
  const button = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name });
  return { ...view, decided, button };
}

test('a reason that a step needs is asked for until one is chosen; what is written beside it goes with it', async () => {
  const { user, decided, button } = open('return');
  await user.type(screen.getByLabelText(/补充说明/), ' 缺少联系人 ');
  await user.click(button('退回'));
  await screen.findByText('必填');
  await user.click(screen.getByRole('combobox', { name: /退回原因/ }));
  await user.click(await screen.findByRole('option', { name: '资料不全' }));
  await user.click(button('退回'));
  expect(decided).toEqual([{ reason: { choice: 'incomplete', text: '缺少联系人' }, password: '' }]);
});

test('a choice is made by keyboard, and the keyboard goes on to the text', async () => {
  const { user, decided } = open('return');
  // Where the dialog begins.
  expect(document.activeElement).toBe(screen.getByRole('combobox', { name: /退回原因/ }));
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
  const text = screen.getByLabelText(/补充说明/);
  await waitFor(() => expect(document.activeElement).toBe(text));
  expect(screen.getByRole('combobox', { name: /退回原因/ }).textContent).toBe('与已有档案重复');
  expect(decided).toEqual([]);
});

test('其他 says nothing without a text, and another choice does', async () => {
  const { user, decided, button } = open('withdraw');
  expect(document.activeElement).toBe(button('信息有误'));
  await user.click(button('其他'));
  await user.click(button('撤回'));
  await screen.findByText('选“其他”时请写明原因，至少 2 个字。');
  await user.click(button('信息有误'));
  await waitFor(() => expect(screen.queryByText(/请写明原因/)).toBeNull());
  await user.click(button('撤回'));
  expect(decided).toEqual([{ reason: { choice: 'wrong_facts', text: null }, password: '' }]);
});

test('a reason that may be left out is null; a text alone is one of another kind', async () => {
  const { user, decided, button } = open('withdraw');
  await user.click(button('撤回'));
  await user.type(screen.getByLabelText(/补充说明/), '客户改名');
  await user.click(button('撤回'));
  expect(decided).toEqual([
    { reason: null, password: '' },
    { reason: { choice: 'other', text: '客户改名' }, password: '' },
  ]);
});

test('a step that asks for the password is not taken without it', async () => {
  const { user, decided, button } = open('accept', { password: true });
  expect(screen.queryByLabelText(/原因/)).toBeNull();
  await user.click(button('受理建档'));
  expect(decided).toEqual([]);
  await user.type(screen.getByLabelText(/本人密码/), 'horse battery');
  await user.click(button('受理建档'));
  expect(decided).toEqual([{ reason: null, password: 'horse battery' }]);
});

test('what changed since it was asked for stands beside what it was', () => {
  open('accept', {}, [{ label: '详细地址', before: null, after: '大良' }]);
  expect(screen.getByRole('region', { name: '申请后的改动' }).textContent).toBe(
    '申请后的改动详细地址— → 大良',
  );
});

test('that nothing changed is said, where it is a question', () => {
  open('accept', {}, []);
  expect(screen.getByText('申请后内容没有改动。')).toBeTruthy();
});
