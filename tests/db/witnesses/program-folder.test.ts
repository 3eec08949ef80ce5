import { expect, test } from 'vitest';
import { programFolder } from '../../../db/program-folder.ts';

test.each([
  ['linux', {}, '/li/.config/Kedang'],
  ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/cfg/Kedang'],
  ['darwin', {}, '/li/Library/Application Support/Kedang'],
  ['win32', { APPDATA: '/roaming' }, '/roaming/Kedang'],
  ['win32', {}, '/li/AppData/Roaming/Kedang'],
  ['linux', { KEDANG_HOME: '/elsewhere', XDG_CONFIG_HOME: '/cfg' }, '/elsewhere'],
] as const)('on %s with %o the program’s own folder is %s', (platform, env, folder) => {
  expect(programFolder({ platform, env, home: '/li' })).toBe(folder);
});
