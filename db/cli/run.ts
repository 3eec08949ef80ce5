import { createVault, createTrial, CREATE_TAKES } from './create.ts';
import { COMMANDS } from './commands.ts';
import { wordsOf } from './error-words.ts';
import { isDay } from '../domain/dates.ts';
import { Refusal } from './files.ts';
import { openSession, signIn, type SessionPorts } from './session.ts';
import { openTerminal, type Streams, type Terminal } from './terminal.ts';
import { readCommandLine, UsageError, type CommandLine } from './usage.ts';

/**
 * Does what the words of a command line ask for and returns the exit code: 0 done, 1 refused, 2 not written as it
 * must be. Standard input is closed in the end if it was read from.
 */
export async function run(
  argv: readonly string[],
  streams: Streams,
  ports: SessionPorts = {},
): Promise<number> {
  const terminal = openTerminal(argv.includes('--json'), streams);
  try {
    const line = readCommandLine(argv, takes);
    if (line.values.help) {
      const help = `${terminal.words('usage')}\n`;
      (terminal.json ? streams.stderr : streams.stdout).write(help);
      return 0;
    }
    return await runCommand(line, terminal, ports);
  } catch (error) {
    if (error instanceof UsageError) {
      const problem = terminal.words(error.key, error.data);
      terminal.warn(`${terminal.words('usage_wrong', { problem })} ${terminal.words('usage_hint')}`);
      return 2;
    }
    const words = wordsOf(error, terminal, (defect) => {
      if (streams.env['KEDANG_DEBUG'] && defect instanceof Error) terminal.warn(defect.stack ?? '');
    });
    terminal.warn(words);
    return 1;
  } finally {
    terminal.endInput();
  }
}

function takes(command: string) {
  if (command === 'create') return CREATE_TAKES;
  return Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
}

async function runCommand(
  { command: name, words, values }: CommandLine,
  terminal: Terminal,
  ports: SessionPorts,
): Promise<number> {
  const need = (option: 'archive' | 'company' | 'fonds' | 'recovery'): string => {
    const value = values[option];
    if (value === undefined) throw new UsageError('missing_option', { option });
    return value;
  };
  if (name === undefined) throw new UsageError('missing_command');
  const command = COMMANDS[name];
  const { today } = values;
  if (today !== undefined && !isDay(today)) throw new UsageError('bad_day', { option: 'today' });
  const session = openSession(terminal, ports, { today, makesTrial: !command && values.trial === true });
  try {
    if (!command) {
      const named = { company: need('company'), fonds: need('fonds'), pattern: values.pattern };
      const common = { archive: need('archive'), ...named };
      if (values.trial) await createTrial(session, terminal, { ...common, recovery: values.recovery });
      else await createVault(session, terminal, { ...common, recovery: need('recovery') });
      return 0;
    }
    const work = command.prepare(words, values, (key, data) => {
      throw new UsageError(key, data);
    });
    session.prepareReaders(command.reads ?? 0);
    if (command.signsIn !== false)
      await signIn(session, terminal, {
        archive: need('archive'),
        user: values.user ?? command.user,
        second: values.with,
      });
    if (today !== undefined && session.host.opened?.facts.trial === false)
      throw new Refusal('today_trial_only');
    return await work(session, terminal);
  } finally {
    session.close();
  }
}
