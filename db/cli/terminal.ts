import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { cliWords, terminalLanguage, type Language } from '../words.ts';

/** Where a command reads and writes: results on `out`, everything else on `err`. */
export interface Terminal {
  readonly language: Language;
  readonly json: boolean;
  /** A sentence of `cli.json`. */
  words(key: string, data?: object): string;
  /** A line for a reader; nothing with `--json`. */
  say(text: string): void;
  /** The one JSON value of a command; nothing without `--json`. */
  value(value: unknown): void;
  warn(text: string): void;
  /** Shows how far a long command is, where somebody is watching. */
  progress(done: number, total: number): void;
  ask(question: string): Promise<string>;
  /** The password from `KEDANG_PASSWORD`, or typed without echo. */
  password(question: string): Promise<string>;
}

export function openTerminal(json: boolean, env = process.env): Terminal {
  const language = terminalLanguage(env);
  const words = (key: string, data?: object) => cliWords(language, key, data);
  const warn = (text: string) => process.stderr.write(`${text}\n`);
  return {
    language,
    json,
    words,
    warn,
    say: (text) => {
      if (!json) process.stdout.write(`${text}\n`);
    },
    value: (value) => {
      if (json) process.stdout.write(`${JSON.stringify(value)}\n`);
    },
    progress(done, total) {
      if (process.stderr.isTTY) process.stderr.write(`\r${words('progress', { done, total })}`);
      if (process.stderr.isTTY && done >= total) process.stderr.write('\n');
    },
    ask: (question) => readLine(question, true),
    password: async (question) => env['KEDANG_PASSWORD'] ?? (await readLine(question, false)),
  };
}

/** One line from standard input; the question goes to standard error, so that results stay clean. */
async function readLine(question: string, echo: boolean): Promise<string> {
  process.stderr.write(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = process.stdin.isTTY === true;
  const lines = createInterface({
    input: process.stdin,
    output: echo && terminal ? process.stderr : silent,
    terminal,
  });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    if (!echo && terminal) process.stderr.write('\n');
  }
}
