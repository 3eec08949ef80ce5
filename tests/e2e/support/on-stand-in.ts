import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import type { FromStandIn, ToStandIn } from '../../../electron/stand-in/control.ts';
import { ensureBrowser } from '../../../electron/stand-in/find-browser.ts';
import { environment, Mailbox } from './app.ts';
import type { App, LaunchOptions } from './app.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const QUIT_MS = 20_000;

/** What only the stand-in can tell and be told. */
export interface StandInApp extends App {
  /** What each window was allowed, in the order of their making. */
  readonly limits: ReadonlyArray<Electron.WebPreferences>;
  /** The words of the next menu that opens over the window. */
  menu(): Promise<readonly string[]>;
  /** A message to the main process as if a frame of another origin had sent it. */
  invokeAs(
    sender: { origin: string; frame: 'own' | 'other' | 'inner' },
    channel: string,
    ...args: readonly unknown[]
  ): Promise<unknown>;
}

function killNow(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

/** Processes below one, where the system tells (Linux); elsewhere the browser ends by itself. */
function descendantsOf(pid: number | undefined): number[] {
  if (!existsSync('/proc/self/stat')) return [];
  const parents = readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      return [[Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const];
    } catch {
      return [];
    }
  });
  const below = (parent: number): number[] =>
    parents.flatMap(([child, of]) => (of === parent ? [child, ...below(child)] : []));
  return pid === undefined ? [] : below(pid);
}

export async function launchOnStandIn(options: LaunchOptions): Promise<StandInApp> {
  await ensureBrowser();
  const child = fork(
    join(root, 'electron', 'stand-in', 'run.ts'),
    [join(root, 'out', 'main', 'index.js'), '--stand-in-headless', `--user-data-dir=${options.userData}`],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      execPath: process.execPath,
      env: environment(options),
    },
  );
  const exited = once(child, 'exit');
  const endpoint = new Mailbox<string>();
  const prints = new Mailbox<Buffer>();
  const opened = new Mailbox<string>();
  const menus = new Mailbox<readonly string[]>();
  const answers = new Mailbox<unknown>();
  const limits: Electron.WebPreferences[] = [];
  child.on('message', (message: FromStandIn) => {
    if (message.type === 'ready') endpoint.put(message.endpoint);
    if (message.type === 'window') limits.push(message.limits);
    if (message.type === 'printed') prints.put(Buffer.from(message.pdf, 'base64'));
    if (message.type === 'opened') opened.put(message.path);
    if (message.type === 'menu') menus.put(message.labels);
    if (message.type === 'invoked') answers.put(message.result);
  });
  const send = (message: ToStandIn): Promise<void> => {
    child.send(message);
    return Promise.resolve();
  };

  const started = await Promise.race([endpoint.take(), exited.then(() => undefined)]);
  if (started === undefined) throw new Error('the program ended before it showed a window');
  const browser = await chromium.connectOverCDP(started);
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the program shows no page');

  return {
    engine: 'stand-in',
    page,
    limits,
    answerDialog: (paths) => send({ type: 'answer-dialog', paths }),
    printed: () => prints.take(),
    opened: () => opened.take(),
    menu: () => menus.take(),
    power: (event) => send({ type: 'power', event }),
    invokeAs: async ({ origin, frame }, channel, ...args) => {
      await send({ type: 'invoke-as', id: 0, origin, frame, channel, args });
      return answers.take();
    },
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (child.connected) child.send({ type: 'quit' } satisfies ToStandIn);
      const patience = setTimeout(() => child.kill('SIGKILL'), QUIT_MS);
      await exited;
      clearTimeout(patience);
    },
    endThread: () => send({ type: 'end-threads' }),
    kill: async () => {
      // The browser too, at once: nothing of it ends in order.
      for (const pid of [...descendantsOf(child.pid), child.pid]) killNow(pid);
      await exited;
    },
  };
}
