import { fork, type ChildProcess, type SerializationType } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Starts a process of ours in Node, which gets nothing but what it is sent. `entry` is the URL or path of a file. */
export function startApart(
  entry: URL | string,
  { heapMb, serialization = 'json' }: { readonly heapMb: number; readonly serialization?: SerializationType },
): ChildProcess {
  const child = fork(typeof entry === 'string' ? entry : fileURLToPath(entry), [], {
    execArgv: [`--max-old-space-size=${heapMb}`],
    env: environment(),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization,
  });
  // One that cannot start is heard of when it is asked to do something.
  return child.on('error', () => undefined);
}

/** Nothing of ours but where compiled code is kept; Windows needs to know where it is. */
function environment(): Record<string, string> {
  const root = process.env['SystemRoot'];
  const cache = getCompileCacheDir();
  return { ...(root && { SystemRoot: root }), ...(cache && { NODE_COMPILE_CACHE: cache }) };
}
