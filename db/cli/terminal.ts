import { createInterface, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '../domain/errors.ts';
import type { Language } from '../domain/wording.ts';
import { cliWords, terminalLanguage } from '../words.ts';

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
  const warn = (text: string) => process.stderr.write(`${harmless(text)}\n`);
  return {
    language,
    json,
    words,
    warn,
    say: (text) => {
      if (!json) process.stdout.write(`${harmless(text)}\n`);
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

/** Names and cells of files are shown, not obeyed: a terminal takes control characters for commands. */
export function harmless(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD');
}

/** One line from a person, or from what is piped in; the question goes to standard error. */
async function readLine(question: string, echo: boolean): Promise<string> {
  process.stderr.write(question);
  return process.stdin.isTTY ? readTyped(echo) : readPiped();
}

async function readTyped(echo: boolean): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: echo ? process.stderr : silent,
    terminal: true,
  });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    if (!echo) process.stderr.write('\n');
  }
}

let pipe: Interface | undefined;
let piped: AsyncIterator<string> | undefined;

/** Lets the program end, even where what is piped in is kept open by who began it. */
export function endInput(): void {
  pipe?.close();
  if (pipe) process.stdin.destroy();
  pipe = piped = undefined;
}

/** The next line of a pipe; `common.cancelled` when it has ended. */
async function readPiped(): Promise<string> {
  pipe ??= createInterface({ input: process.stdin });
  piped ??= pipe[Symbol.asyncIterator]();
  const { value, done } = await piped.next();
  if (done) throw new AppError('common.cancelled');
  return value;
}
