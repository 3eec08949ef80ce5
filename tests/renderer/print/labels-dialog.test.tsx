// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import type { WireResult } from '../../../db/wire.ts';
import { LabelsDialog } from '../../../renderer/print/labels-dialog.tsx';
import { bridgeTo, openWindow } from '../support/window.tsx';

afterEach(cleanup);

const PAGES = {
  title: '案卷标签',
  language: 'zh-CN',
  head: '<!doctype html>',
  slices: ['<p></p>'],
  pagesIn: [1],
  pages: 1,
  widthMm: 210,
  heightMm: 297,
  deskGapMm: 8,
  suggestedName: '案卷标签',
};

/** What a person remembers, and what was asked of the vault. */
function open(ids: readonly number[] | undefined, remembered: unknown = null) {
  const bridge = bridgeTo(({ path }): WireResult => {
    if (path === 'preferences.get')
      return { ok: true, data: remembered === null ? null : { value: remembered, broken: false } };
    if (path === 'prints.pages') return { ok: true, data: PAGES };
    if (path === 'printHtml') return { ok: true, data: { printed: true } };
    return { ok: true, data: null };
  });
  const view = openWindow(
    <LabelsDialog
      {...(ids && { chosen: { view: {}, ids: [...ids] }, total: ids.length })}
      onClose={() => undefined}
    />,
    bridge,
  );
  const asked = (path: string) =>
    bridge.asked.filter((operation) => operation.path === path).map(({ input }) => input);
  return { ...view, asked };
}

test('chosen archives are printed from the label on that arrows lead to, and the rest of the sheet is remembered', async () => {
  const { user, asked } = open([7, 3, 9]);
  const dialog = await screen.findByRole('dialog', { name: '打印案卷标签' });
  expect(within(dialog).getByText(/选中的 3 卷各一枚，按柜位次序，用纸 1 张/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: '每张 24 枚' }));
  const first = within(dialog).getByRole('radio', { name: '从第 1 枚开始' });
  expect(within(dialog).getAllByRole('radio')).toHaveLength(24);
  first.focus();
  // Seven rows down and to the end: two labels are left on the sheet.
  await user.keyboard('{End}{ArrowLeft}{ArrowDown}');
  expect(within(dialog).getByRole('radio', { name: '从第 23 枚开始', checked: true })).toBe(
    document.activeElement,
  );
  expect(within(dialog).getByText(/用纸 2 张/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: '预览' }));
  await waitFor(() => expect(asked('prints.pages')).toHaveLength(1));
  expect(asked('prints.pages')[0]).toMatchObject({
    form: 'inspection_labels',
    options: { sheet: '24', start: 22, ids: [7, 3, 9] },
  });
  expect(asked('preferences.set')).toEqual([]);
  await user.click(await screen.findByRole('button', { name: '打印' }));
  await waitFor(() => expect(asked('preferences.set')).toHaveLength(1));
  expect(asked('preferences.set')[0]).toMatchObject({
    key: 'labels',
    value: { v: 1, value: { sheet: '24', start: 1 } },
  });
});

test('begins as it was left', async () => {
  open(undefined, { v: 1, value: { sheet: '40', start: 5 } });
  expect(await screen.findByRole('radio', { name: '从第 6 枚开始', checked: true })).toBeTruthy();
  expect(screen.getByRole('button', { name: '每张 40 枚', pressed: true })).toBeTruthy();
  expect(screen.getByText(/全部案卷各一枚/)).toBeTruthy();
});
