// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { codeOf } from '../../../../db/domain/folder-code.ts';
import { DeskStore } from '../../../../renderer/features/inspections/desk/desk-store.ts';
import { DeskContext } from '../../../../renderer/features/inspections/desk/use-desk.ts';
import type { Inspection } from '../../../../renderer/features/inspections/inspection-types.ts';
import { GivenBack } from '../../../../renderer/features/inspections/signing/given-back.tsx';
import { SigningDialog } from '../../../../renderer/features/inspections/signing/signing-dialog.tsx';
import { aCustomer } from '../../../support/factories.ts';
import { callsOf } from '../../support/desk.tsx';
import { openVaultBehindWindow } from '../../support/vault-bridge.ts';
import { openWindow } from '../../support/window.tsx';

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
