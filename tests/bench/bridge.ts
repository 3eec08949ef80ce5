import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../../db/domain/errors.ts';
import type { CallKind, FromWorker, ReadMessage, ThreadStart, ToWorker, WireResult } from '../../db/wire.ts';
import { readLongInChild } from '../../db/reads/host-node.ts';
import { PASSWORD } from './vault.ts';

/** The vault's worker as the desktop talks to it: one message a call, one answer. */
export interface Bridge {
  call(kind: 'query' | 'mutation', path: string, input: unknown): Promise<unknown>;
  /** Signs the same person in at another window, whose password is checked meanwhile. */
  signInBeside(): Promise<unknown>;
  /** Milliseconds that the vault's thread has computed so far: what others do on the machine is not in it. NaN outside Linux. */
  computed(): number;
  close(): Promise<void>;
}

const CONNECTION = 'bench';
const TOKEN = 'bench';
/** As the system lists it among the threads of this process. */
const THREAD = 'vault';

export async function openBridge(path: string, login: string): Promise<Bridge> {
  const worker = new Worker(new URL('../../db/worker.ts', import.meta.url), {
    workerData: { witnessFolder: null, atVaults: [] } satisfies ThreadStart,
    name: THREAD,
  });
  const waiting = new Map<number, (result: WireResult) => void>();
  let closed: () => void = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'result') {
      waiting.get(message.seq)?.(message.result);
      waiting.delete(message.seq);
    } else if (message.type === 'start-read') void readBeside(message);
    else if (message.type === 'closed') closed();
  });
  const send = (message: ToWorker) => worker.postMessage(message);
  const readBeside = async ({ id, connection, request }: Extract<FromWorker, { type: 'start-read' }>) => {
    const options = { connection, signal: new AbortController().signal, onProgress: () => {} };
    const message = await readLongInChild(request, options).then(
      (result): ReadMessage => ({ type: 'done', result }),
      asFailure,
    );
    send({ type: 'read', id, message });
  };
  let last = 0;
  const call = async (kind: CallKind, procedure: string, input: unknown, connection = CONNECTION) => {
    last += 1;
    const seq = last;
    const result = await new Promise<WireResult>((resolve) => {
      waiting.set(seq, resolve);
      send({ type: 'call', seq, connection, kind, path: procedure, input });
    });
    if (!result.ok) throw new Error(`${procedure}: ${result.error.code}`);
    return result.data;
  };
  const signIn = (connection: string) => {
    send({ type: 'grant', connection, token: TOKEN, path, access: 'read' });
    return call('mutation', 'vault.unlock', { token: TOKEN, login, password: PASSWORD }, connection);
  };
  await signIn(CONNECTION);
  const task = tasksOf(THREAD).at(-1);
  return {
    call,
    computed: () => (task === undefined ? NaN : computedBy(task)),
    signInBeside: () => signIn('beside'),
    async close() {
      send({ type: 'shutdown' });
      await isClosed;
      await worker.terminate();
    },
  };
}

const TASKS = '/proc/self/task';

/** The threads of this process by their name, the newest last. */
function tasksOf(name: string): string[] {
  if (!existsSync(TASKS)) return [];
  return readdirSync(TASKS)
    .filter((task) => readFileSync(join(TASKS, task, 'comm'), 'utf8').trim() === name)
    .sort((one, other) => Number(one) - Number(other));
}

function computedBy(task: string): number {
  return Number(readFileSync(join(TASKS, task, 'schedstat'), 'utf8').split(' ')[0]) / 1e6;
}

/** A read that is refused, as a backup to a place that is gone, ends nothing else. */
function asFailure(error: unknown): ReadMessage {
  if (error instanceof AppError) return { type: 'failed', error: { code: error.code, data: error.data } };
  return { type: 'defect', text: String(error) };
}
