// @vitest-environment jsdom
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import zh from '../../../resources/locales/zh-CN/help.json' with { type: 'json' };
import { CLAUSES, KEYS } from '../../../renderer/features/help/contents.ts';
import { openDesk } from '../support/desk.tsx';
import { openVaultBehindWindow } from '../support/vault-bridge.ts';

const words: Readonly<Record<string, string>> = zh;
const root = join(import.meta.dirname, '..', '..', '..');
const sourceOf = (path: string) => readFileSync(join(root, path), 'utf8');

/** Each key that the help lists, with what it is pressed with: `Ctrl ↓ ↑` are two. */
const listed = new Set(
  KEYS.flatMap(({ keys }) => keys).flatMap(([head]) =>
    head.split(' / ').flatMap((one) => {
      const parts = one.split(' ');
      const held = parts.filter((part) => ['Ctrl', 'Alt', 'Shift'].includes(part));
      return parts.slice(held.length).map((key) => [...held, key].join(' '));
    }),
  ),
);

const NAMES: Readonly<Record<string, string>> = {
  mod: 'Ctrl',
  cmdorctrl: 'Ctrl',
  escape: 'Esc',
  arrowdown: '↓',
  arrowup: '↑',
  arrowleft: '←',
  arrowright: '→',
  pageup: 'PageUp',
  pagedown: 'PageDown',
  home: 'Home',
  end: 'End',
};
/** `mod+arrowdown` as the help writes it. */
const written = (keys: string) =>
  keys
    .toLowerCase()
    .split('+')
    .map((key) => NAMES[key] ?? key.toUpperCase())
    .join(' ');

const found = (source: string, pattern: RegExp) =>
  [...source.matchAll(pattern)].map(([, keys = '']) => written(keys));

test('F1 in the midst of typing leads to the help, one’s own role first, with every key and every clause', async () => {
  await using vault = openVaultBehindWindow();
  const { user } = await openDesk(vault, 'supervisor', '/customers');
  await user.click(await screen.findByRole('searchbox'));
  await user.keyboard('{F1}');
  expect(await screen.findByRole('heading', { name: '帮助' })).toBeTruthy();
  const start = within(screen.getByRole('region', { name: '怎么开始' }));
  const roles = start.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
  expect(roles[0]).toBe('客户信息主管（您的角色）');
  expect(roles.filter((role) => role.includes('您的角色'))).toHaveLength(1);
  const linesOf = (name: string) =>
    within(screen.getByRole('table', { name }))
      .getAllByRole('row')
      .map((row) => [...row.children].map(({ textContent }) => textContent));
  for (const { where, keys } of KEYS)
    expect(linesOf(words[`keys.${where}`] ?? '')).toEqual(
      keys.map(([key, what]) => [key, words[`key.${what}`]]),
    );
  expect(linesOf('制度条文')).toEqual(CLAUSES.map((clause) => [clause, words[`rule.${clause}`]]));
});

test('every key that a screen knows is in the help', () => {
  const sources = readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => sourceOf(join('renderer', path)));
  const shortcuts = sources.flatMap((source) => found(source, /useShortcut\('([^']+)'/g));
  expect(shortcuts.length).toBeGreaterThan(10);
  expect(shortcuts.filter((keys) => !listed.has(keys))).toEqual([]);
});

test('so are those of the list, of the menus and of the inspection', () => {
  const list = found(sourceOf('renderer/components/list/use-list-keys.ts'), /case '([^']+)':/g);
  const menus = found(sourceOf('electron/main/menu.ts'), /'((?:CmdOrCtrl\+|F)\w+)'/g);
  const desk = found(sourceOf('renderer/features/inspections/desk/use-desk-keys.ts'), /key === '([^']+)'/g);
  expect([list.length, menus.length, desk.length]).toEqual([8, 7, 6]);
  expect([...list, ...menus, ...desk].filter((keys) => !listed.has(keys))).toEqual([]);
});
