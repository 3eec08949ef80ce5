import { toWireError } from '../router/dispatch.ts';
import { errorWords } from '../words.ts';
import { Refusal } from './files.ts';
import type { Terminal } from './terminal.ts';

/** What went wrong, in one line; `onDefect` hears of what nobody refused. */
export function wordsOf(error: unknown, terminal: Terminal, onDefect: (cause: unknown) => void): string {
  if (error instanceof Refusal) return terminal.words(error.key, error.data);
  const { code, data } = toWireError(error, onDefect);
  return errorWords(terminal.language, code, data);
}
