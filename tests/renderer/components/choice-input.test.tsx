// @vitest-environment jsdom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ChoiceInput } from '../../../renderer/components/form/choice-input.tsx';
import { useAppForm } from '../../../renderer/components/form/use-app-form.ts';
import { openWindow } from '../support/window.tsx';

afterEach(cleanup);

const provinces = ['广东省', '广西壮族自治区', '湖南省', '湖北省', '浙江省', '江苏省', '福建省'];
const choicesOf = (count: number) =>
  Array.from({ length: count }, (_value, index) => ({
    value: `v${index}`,
    label: provinces[index] ?? `选项${index}`,
  }));

function Field(props: { count: number; required?: boolean }) {
  const form = useAppForm(z.object({ place: z.string().nullable() }), { place: null });
  return (
    <>
      <ChoiceInput
        control={form.control}
        name="place"
        label="省份"
        choices={choicesOf(props.count)}
        required={props.required}
      />
      <output>{String(form.watch('place'))}</output>
    </>
  );
}
const chosen = () => document.querySelector('output')?.textContent;

describe('how a choice is asked for', () => {
  test('up to five stand open as buttons, and the chosen one can be taken back', async () => {
    const { user } = openWindow(<Field count={5} />);
    const group = screen.getByRole('group', { name: '省份' });
    await user.click(within(group).getByRole('button', { name: '湖南省' }));
    expect(chosen()).toBe('v2');
    await user.click(within(group).getByRole('button', { name: '湖南省' }));
    expect(chosen()).toBe('null');
  });

  test('a required one stays chosen', async () => {
    const { user } = openWindow(<Field count={3} required />);
    await user.click(screen.getByRole('button', { name: '广东省' }));
    await user.click(screen.getByRole('button', { name: '广东省' }));
    expect(chosen()).toBe('v0');
  });

  test('six to twelve are a list', async () => {
    const { user } = openWindow(<Field count={12} />);
    await user.click(screen.getByRole('combobox', { name: /省份/ }));
    expect(screen.getAllByRole('option')).toHaveLength(13); // and none of them
    await user.click(screen.getByRole('option', { name: '浙江省' }));
    expect(chosen()).toBe('v4');
  });

  test('more are a search box that takes words, pinyin and initials', async () => {
    const { user } = openWindow(<Field count={13} />);
    const box = screen.getByRole('combobox', { name: /省份/ });
    await user.type(box, 'guang');
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(provinces.slice(0, 2));
    await user.clear(box);
    await user.type(box, 'hns');
    expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['湖南省']);
    await user.keyboard('{Enter}');
    expect(chosen()).toBe('v2');
  });
});
