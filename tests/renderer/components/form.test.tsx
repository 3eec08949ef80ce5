// @vitest-environment jsdom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { DateInput } from '../../../renderer/components/form/date-input.tsx';
import { Form } from '../../../renderer/components/form/form.tsx';
import { PasswordInput } from '../../../renderer/components/form/password-input.tsx';
import { TextInput } from '../../../renderer/components/form/text-input.tsx';
import { useAppForm } from '../../../renderer/components/form/use-app-form.ts';
import { daySchema } from '../../../db/domain/dates.ts';
import { openWindow } from '../support/window.tsx';

afterEach(cleanup);

const schema = z.object({
  name: z.string().trim().min(1).max(5),
  note: z.string(),
  day: daySchema.nullable(),
  password: z.string(),
});

function Sheet(props: { saved: unknown[] }) {
  const form = useAppForm(schema, { name: '', note: '', day: null, password: '' });
  return (
    <Form saves label="sheet" onSubmit={() => void form.handleSubmit((values) => props.saved.push(values))()}>
      <TextInput control={form.control} name="name" label="名称" required />
      <TextInput control={form.control} name="note" label="备注" />
      <DateInput control={form.control} name="day" label="日期" />
      <PasswordInput control={form.control} name="password" label="密码" />
    </Form>
  );
}

test('Enter goes to the next field and does not send, Ctrl+S sends', async () => {
  const saved: unknown[] = [];
  const { user } = openWindow(<Sheet saved={saved} />);
  await user.type(screen.getByLabelText(/名称/), '金艺{Enter}');
  expect(document.activeElement).toBe(screen.getByLabelText('备注'));
  expect(saved).toEqual([]);
  await user.keyboard('{Control>}s{/Control}');
  expect(saved).toEqual([{ name: '金艺', note: '', day: null, password: '' }]);
});

test('a field that is only passed by says nothing until the form is sent', async () => {
  const { user } = openWindow(<Sheet saved={[]} />);
  await user.click(screen.getByLabelText(/名称/));
  await user.tab();
  // Which is checked on leaving, and comes a moment later.
  await user.type(screen.getByLabelText('备注'), '一');
  expect(screen.queryByRole('alert')).toBeNull();
  await user.keyboard('{Control>}s{/Control}');
  expect((await screen.findByRole('alert')).textContent).toBe('必填');
});

test('a field says what is wrong when it is left, and takes it back once it is right', async () => {
  const { user } = openWindow(<Sheet saved={[]} />);
  const name = screen.getByLabelText(/名称/);
  await user.type(name, '一{Backspace}');
  await user.tab();
  expect((await screen.findByRole('alert')).textContent).toBe('必填');
  await user.type(name, '一二三四五六');
  expect(screen.getByRole('alert').textContent).toBe('最多 5 个字符');
  await user.type(name, '{Backspace}');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a field left by pressing a button waits with its problem until the button is let go', async () => {
  const { user } = openWindow(<Sheet saved={[]} />);
  await user.type(screen.getByLabelText(/名称/), '一{Backspace}');
  await user.pointer({ keys: '[MouseLeft>]', target: screen.getByRole('button', { name: '显示密码' }) });
  expect(screen.queryByRole('alert')).toBeNull();
  await user.pointer({ keys: '[/MouseLeft]' });
  expect(await screen.findByRole('alert')).toBeTruthy();
});

test.each([
  ['20170420', '2017-04-20'],
  ['2017.4.20', '2017-04-20'],
  ['2017/4/20', '2017-04-20'],
  ['2017年4月20日', '2017-04-20'],
  ['２０１７－０４－２０', '2017-04-20'],
])('a date typed as %s is read as %s', async (typed, day) => {
  const { user } = openWindow(<Sheet saved={[]} />);
  const field = screen.getByLabelText('日期');
  await user.type(field, typed);
  await user.tab();
  expect(field).toHaveProperty('value', day);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a date that does not exist stays as typed and is refused', async () => {
  const { user } = openWindow(<Sheet saved={[]} />);
  const field = screen.getByLabelText('日期');
  await user.type(field, '2017-02-30');
  await user.tab();
  expect(field).toHaveProperty('value', '2017-02-30');
  expect(await screen.findByRole('alert')).toBeTruthy();
});

test('the calendar names its month as Chinese writes it, and gives the day that is picked', async () => {
  const { user } = openWindow(<Sheet saved={[]} />);
  const field = screen.getByLabelText('日期');
  await user.type(field, '2026-11-03');
  await user.tab();
  await user.click(screen.getByRole('button', { name: '选择日期' }));
  expect(await screen.findByText('2026年11月')).toBeTruthy();
  await user.click(screen.getByRole('gridcell', { name: '22' }));
  expect(field).toHaveProperty('value', '2026-11-22');
});

test('a password is hidden until asked for', async () => {
  const { user } = openWindow(<Sheet saved={[]} />);
  const field = screen.getByLabelText('密码');
  expect(field.getAttribute('type')).toBe('password');
  await user.click(screen.getByRole('button', { name: '显示密码' }));
  expect(field.getAttribute('type')).toBe('text');
});
