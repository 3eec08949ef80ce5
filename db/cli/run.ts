import { parseArgs } from 'node:util';
import { createArchive, createTrial } from './create.ts';
import { COMMANDS } from './commands.ts';
import { openSession, signIn } from './session.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { toWireError } from '../router/dispatch.ts';
import { errorWords } from '../words.ts';

/** A command that was not written as it must be: exit 2. */
class UsageError extends Error {}

const OPTIONS = {
  archive: { type: 'string' },
  user: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  company: { type: 'string' },
  fonds: { type: 'string' },
  recovery: { type: 'string' },
  trial: { type: 'boolean' },
  sheet: { type: 'string' },
  category: { type: 'string' },
  'dry-run': { type: 'boolean' },
  refused: { type: 'string' },
  limit: { type: 'string' },
  customers: { type: 'string' },
} as const;

async function run(argv: readonly string[]): Promise<number> {
  let terminal = openTerminal(argv.includes('--json'));
  try {
    const { values, positionals } = parse(argv, terminal);
    terminal = openTerminal(values.json === true);
    const [command, ...rest] = positionals;
    if (values.help || command === undefined) {
      process.stdout.write(`${terminal.words('usage')}\n`);
      return values.help ? 0 : 2;
    }
    return await runCommand(command, rest, values, terminal);
  } catch (error) {
    if (error instanceof UsageError) {
      terminal.warn(
        `${terminal.words('usage_wrong', { problem: error.message })} ${terminal.words('usage_hint')}`,
      );
      return 2;
    }
    let defect: unknown;
    const { code, data } = toWireError(error, (cause) => {
      defect = cause;
    });
    if (process.env['KEDANG_DEBUG'] && defect instanceof Error) terminal.warn(defect.stack ?? '');
    terminal.warn(errorWords(terminal.language, code, data));
    return 1;
  }
}

function parse(argv: readonly string[], terminal: Terminal) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : terminal.words('usage_hint'));
  }
}

type Values = ReturnType<typeof parse>['values'];

async function runCommand(
  name: string,
  rest: readonly string[],
  values: Values,
  terminal: Terminal,
): Promise<number> {
  const need = (option: 'archive' | 'company' | 'fonds' | 'recovery'): string => {
    const value = values[option];
    if (value === undefined) throw new UsageError(terminal.words('missing_option', { option }));
    return value;
  };
  const command = COMMANDS[name];
  if (name !== 'create' && !command)
    throw new UsageError(terminal.words('unknown_command', { command: name }));
  const session = openSession(terminal);
  try {
    if (!command) {
      const common = { archive: need('archive'), company: need('company'), fonds: need('fonds') };
      if (values.trial) await createTrial(session, terminal, { ...common, recovery: values.recovery });
      else await createArchive(session, terminal, { ...common, recovery: need('recovery') });
      return 0;
    }
    const work = command.prepare(rest, values, (key, data) => {
      throw new UsageError(terminal.words(key, data));
    });
    await signIn(session, terminal, { archive: need('archive'), user: values.user ?? command.user });
    return await work(session, terminal);
  } finally {
    session.close();
  }
}

process.exitCode = await run(process.argv.slice(2));
