import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { FilterBar } from '../../../renderer/components/filter-bar.tsx';
import { useTypedText } from '../../../renderer/lib/use-typed-text.ts';

/** A list whose address takes `slowMs` to have what was typed. */
function List({ slowMs, told }: { slowMs: number; told: string[] }) {
  const [text, setText] = useState('');
  const onText = (typed: string) => {
    told.push(typed);
    setTimeout(() => setText(typed), slowMs);
  };
  const [typed, setTyped] = useTypedText(text, onText);
  return (
    <>
      <FilterBar text={typed} onText={setTyped} placeholder="名称" />
      <output>{text}</output>
      <button onClick={() => setText('')}>清除</button>
      <button onClick={() => setText('佛山')}>视图</button>
    </>
  );
}

function open(slowMs: number) {
  const told: string[] = [];
  render(<List slowMs={slowMs} told={told} />);
  const box: HTMLInputElement = screen.getByRole('searchbox', { name: '名称' });
  const address = () => screen.getByRole('status').textContent;
  return { told, box, address, user: userEvent.setup() };
}

test('nothing typed is lost while the address is still to have what was typed before', async () => {
  const { told, box, address, user } = open(200);
  await user.type(box, '金');
  await vi.waitFor(() => expect(told).toEqual(['金']));
  expect(box.value).toBe('金');
  await user.type(box, '属');
  await vi.waitFor(() => expect(told).toEqual(['金', '金属']));
  await user.type(box, '厂');
  await vi.waitFor(() => expect(address()).toBe('金属厂'));
  expect(told).toEqual(['金', '金属', '金属厂']);
  expect(box.value).toBe('金属厂');
});

test('the box shows what changes the list from outside, also in place of what was typed', async () => {
  const { told, box, address, user } = open(0);
  await user.type(box, '金属');
  await vi.waitFor(() => expect(address()).toBe('金属'));
  await user.click(screen.getByRole('button', { name: '视图' }));
  expect(box.value).toBe('佛山');
  await user.type(box, '市');
  await user.click(screen.getByRole('button', { name: '清除' }));
  expect(box.value).toBe('');
  await user.type(box, '铜');
  await vi.waitFor(() => expect(address()).toBe('铜'));
  expect(told).toEqual(['金属', '铜']);
});
