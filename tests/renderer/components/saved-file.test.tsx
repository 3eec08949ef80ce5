// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import errors from '../../../resources/locales/zh-CN/errors.json' with { type: 'json' };
import { useNotify } from '../../../renderer/components/notify.tsx';
import { bridgeTo, openWindow } from '../support/window.tsx';

const TOKEN = 'a'.repeat(32);

function Saver({ isFolder = false }: { isFolder?: boolean }) {
  const notify = useNotify();
  return <button onClick={() => notify.saved('已存为 卡.pdf', { token: TOKEN, isFolder })}>存</button>;
}

const asked = (bridge: ReturnType<typeof bridgeTo>) =>
  bridge.asked.map(({ target, path, input }) => [target, path, input]);

test.each([
  ['打开', 'openSaved'],
  ['打开文件夹', 'showSaved'],
])('what was saved is opened, or shown where it lies: %s', async (name, path) => {
  const { user, bridge } = openWindow(<Saver />);
  await user.click(screen.getByRole('button', { name: '存' }));
  await screen.findByText('已存为 卡.pdf');
  await user.click(screen.getByRole('button', { name }));
  expect(asked(bridge)).toEqual([['shell', path, { token: TOKEN }]]);
});

test('a file that no program opens is said so', async () => {
  const refusal = { ok: false, error: { code: 'shell.open_failed', data: {} } } as const;
  const { user } = openWindow(
    <Saver />,
    bridgeTo(() => refusal),
  );
  await user.click(screen.getByRole('button', { name: '存' }));
  await user.click(await screen.findByRole('button', { name: '打开' }));
  expect(await screen.findByText(errors['shell.open_failed'])).toBeTruthy();
});

test('a folder is shown, and nothing opens it', async () => {
  const { user } = openWindow(<Saver isFolder />);
  await user.click(screen.getByRole('button', { name: '存' }));
  await screen.findByRole('button', { name: '打开文件夹' });
  expect(screen.queryByRole('button', { name: '打开' })).toBeNull();
});

test('every place that saves a file says so with both buttons', () => {
  const renderer = join(import.meta.dirname, '../../../renderer');
  const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const saving = sources.filter((name) =>
    /\.(?:saveFile|saveDocument|htmlToPdf)\.mutate/.test(readFileSync(join(renderer, name), 'utf8')),
  );
  expect(saving.length).toBeGreaterThan(3);
  const silent = saving.filter(
    (name) => !readFileSync(join(renderer, name), 'utf8').includes('notify.saved('),
  );
  expect(silent).toEqual([]);
});
