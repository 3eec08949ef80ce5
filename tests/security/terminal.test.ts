import { expect, test } from 'vitest';
import { harmless } from '../../db/cli/terminal.ts';

test('a name could give the terminal commands', () => {
  expect(harmless('\u001B]0;owned\u0007佛山\u009B2J\u202E市\n\t🔑\r')).toBe('�]0;owned�佛山�2J�市\n\t🔑�');
});
