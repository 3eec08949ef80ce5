import { fork } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { UtilityProcess, utilityProcess as electronUtilityProcess } from 'electron';
import { Events } from './events.ts';
import { lacking } from './lacking.ts';

/** A process of its own under Node, with `process.parentPort` as Electron's utility processes have it. */
export const utilityProcess = lacking<typeof electronUtilityProcess>('utilityProcess', {
  fork: (modulePath, args = [], options = {}) => {
    const events = new Events();
    const port = pathToFileURL(join(import.meta.dirname, 'parent-port.ts')).href;
    const child = fork(modulePath, args, {
      execArgv: [...(options.execArgv ?? []), '--import', port],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    child.on('message', (message) => events.emit('message', message));
    child.once('exit', (code, signal) => events.emit('exit', signal === 'SIGABRT' ? 134 : (code ?? 1)));
    child.once('error', () => events.emit('exit', 1));
    const parts: UtilityProcess = lacking<UtilityProcess>('UtilityProcess', {
      on: (event: string, listener: (...args: never[]) => void) => {
        events.on(event, listener);
        return parts;
      },
      once: (event: string, listener: (...args: never[]) => void) => {
        events.once(event, listener);
        return parts;
      },
      pid: child.pid,
      postMessage: (message: unknown) => {
        if (child.connected) child.send(message as object);
      },
      kill: () => child.kill('SIGKILL'),
    });
    return parts;
  },
});
