import { createInterface, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { AppError } from '../domain/errors.ts';
import type { Language } from '../domain/wording.ts';
import { cliWords, terminalLanguage } from '../words.ts';

/** What a command line is lent by the process that it runs in; a `process` has it all. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean; destroy(): unknown };
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  once(event: 'SIGINT', listener: () => void): unknown;
  off(event: 'SIGINT', listener: () => void): unknown;
}

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
  /** That of a second person, from `KEDANG_PASSWORD_2`. */
  secondPassword(question: string): Promise<string>;
  /** Hears that somebody wants the command to stop, until the function returned is called. */
  onInterrupt(listener: () => void): () => void;
  /** Lets the program end, even where what is piped in is kept open by who began it. */
  endInput(): void;
}

/** `streams` are looked at only when they are used: a process opens its standard input when it is first named. */
export function openTerminal(json: boolean, streams: Streams, env = streams.env): Terminal {
  const language = terminalLanguage(env);
  const words = (key: string, data?: object) => cliWords(language, key, data);
  const warn = (text: string) => streams.stderr.write(`${harmless(text)}\n`);
  const input = openInput(streams);
  return {
    language,
    json,
    words,
    warn,
    say: (text) => {
      if (!json) streams.stdout.write(`${harmless(text)}\n`);
    },
    value: (value) => {
      if (json) streams.stdout.write(`${JSON.stringify(value)}\n`);
    },
    progress(done, total) {
      if (!streams.stderr.isTTY) return;
      streams.stderr.write(`\r${words('progress', { done, total })}`);
      if (done >= total) streams.stderr.write('\n');
    },
    ask: (question) => input.line(question, true),
    password: async (question) => env['KEDANG_PASSWORD'] ?? (await input.line(question, false)),
    secondPassword: async (question) => env['KEDANG_PASSWORD_2'] ?? (await input.line(question, false)),
    onInterrupt(listener) {
      streams.once('SIGINT', listener);
      return () => void streams.off('SIGINT', listener);
    },
    endInput: input.end,
  };
}

/** Names and cells of files are shown, not obeyed: a terminal takes control characters for commands. */
export function harmless(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}]/gu, '\uFFFD');
}

/** Lines from a person, or from what is piped in; questions go to standard error. */
function openInput(streams: Streams) {
  let pipe: Interface | undefined;
  let piped: AsyncIterator<string> | undefined;

  /** The next line of a pipe; `common.cancelled` when it has ended. */
  async function readPiped(): Promise<string> {
    pipe ??= createInterface({ input: streams.stdin });
    piped ??= pipe[Symbol.asyncIterator]();
    const { value, done } = await piped.next();
    if (done) throw new AppError('common.cancelled');
    return value;
  }

  return {
    async line(question: string, echo: boolean): Promise<string> {
      if (streams.stdin.isTTY) return readTyped(streams, question, echo);
      streams.stderr.write(question);
      return readPiped();
    },
    end(): void {
      pipe?.close();
      if (pipe) streams.stdin.destroy();
      pipe = piped = undefined;
    },
  };
}

async function readTyped({ stdin, stderr }: Streams, question: string, echo: boolean): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: echo ? stderr : silent, terminal: true });
  try {
    // Where it shows what is typed it first clears the line, so that the question is its to write.
    if (!echo) stderr.write(question);
    return await lines.question(echo ? question : '');
  } finally {
    lines.close();
    if (!echo) stderr.write('\n');
  }
}
