import { parseArgs } from 'node:util';

/** Every option of every command, as `parseArgs` takes them. */
export const OPTIONS = {
  archive: { type: 'string' },
  user: { type: 'string' },
  with: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  company: { type: 'string' },
  fonds: { type: 'string' },
  pattern: { type: 'string' },
  recovery: { type: 'string' },
  trial: { type: 'boolean' },
  sheet: { type: 'string' },
  category: { type: 'string' },
  duplicates: { type: 'string' },
  'dry-run': { type: 'boolean' },
  refused: { type: 'string' },
  map: { type: 'string' },
  'with-hidden': { type: 'boolean' },
  limit: { type: 'string' },
  customers: { type: 'string' },
  to: { type: 'string' },
  full: { type: 'boolean' },
  as: { type: 'string' },
  sheets: { type: 'boolean' },
  'since-anchor': { type: 'boolean' },
  period: { type: 'string' },
  note: { type: 'string' },
  until: { type: 'string' },
  purpose: { type: 'string' },
  department: { type: 'string' },
  add: { type: 'string' },
  'take-back': { type: 'string' },
  today: { type: 'string' },
} as const;
export type Option = keyof typeof OPTIONS;

/** Options as they were typed; only those that the command takes are there. */
export type Values = {
  readonly [Name in Option]?: (typeof OPTIONS)[Name]['type'] extends 'boolean' ? boolean : string;
};

/** What a command takes besides `--json` and `--help`. */
export interface Takes {
  readonly options: readonly Option[];
  /** The most words after its name. */
  readonly words: number;
}

/** A command that was not written as it must be, with a sentence of `cli.json`: exit 2. */
export class UsageError extends Error {
  readonly key: string;
  readonly data: object;

  constructor(key: string, data: object = {}) {
    super(key);
    this.key = key;
    this.data = data;
  }
}

export interface CommandLine {
  readonly command: string | undefined;
  readonly words: readonly string[];
  readonly values: Values;
}

const COMMON: readonly Option[] = ['json', 'help'];

/**
 * Reads the words of the command line. `takes` says what a command takes, undefined for one that there is not.
 * Nothing is passed over: what a command does not take is told, so that nobody believes that it was heeded.
 */
export function readCommandLine(
  argv: readonly string[],
  takes: (command: string) => Takes | undefined,
): CommandLine {
  const { tokens } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const [command, ...words] = positionals;
  const values: Partial<Record<Option, string | boolean>> = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    if (!isOption(name) || !rawName.startsWith('--'))
      throw new UsageError('unknown_option', { option: rawName });
    const said = OPTIONS[name].type === 'boolean' ? flag(name, value) : text(name, value, inlineValue);
    // One word after another may be mapped; of every other option the last counts.
    values[name] = name === 'map' && values.map !== undefined ? `${values.map};${said}` : said;
  }
  if (command === undefined || values.help === true) return { command, words, values: values as Values };
  const taken = takes(command);
  if (!taken) throw new UsageError('unknown_command', { command });
  for (const option of Object.keys(values) as Option[])
    if (!COMMON.includes(option) && !taken.options.includes(option))
      throw new UsageError('other_option', { command, option });
  const extra = words[taken.words];
  if (extra !== undefined) throw new UsageError('extra_argument', { command, argument: extra });
  return { command, words, values: values as Values };
}

function isOption(name: string): name is Option {
  return Object.hasOwn(OPTIONS, name);
}

function flag(option: Option, value: string | undefined): true {
  if (value !== undefined) throw new UsageError('needs_no_value', { option });
  return true;
}

function text(option: Option, value: string | undefined, isInline: boolean | undefined): string {
  // What looks like the next option is no value, unless it is written with `=`.
  if (value === undefined || (!isInline && value.startsWith('-') && value !== '-'))
    throw new UsageError('needs_value', { option });
  return value;
}
