// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
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

test('a reason that a step needs is asked for until it says something', async () => {
  const { user, decided, button } = open('return');
  await user.click(button('退回'));
  await screen.findByText('必填');
  await user.type(screen.getByLabelText(/退回原因/), ' 缺少联系人 ');
  await user.click(button('退回'));
  expect(decided).toEqual([{ reason: '缺少联系人', password: '' }]);
});

test('a reason that may be left out is null', async () => {
  const { user, decided, button } = open('withdraw');
  await user.click(button('撤回'));
  expect(decided).toEqual([{ reason: null, password: '' }]);
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
