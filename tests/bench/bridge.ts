import { Worker } from 'node:worker_threads';
import type { CallKind, FromWorker, ToWorker, WireResult } from '../../db/wire.ts';
import { readLongInChild } from '../../db/reads/host-node.ts';
import { PASSWORD } from './vault.ts';

/** The vault's worker as the desktop talks to it: one message a call, one answer. */
export interface Bridge {
  call(kind: 'query' | 'mutation', path: string, input: unknown): Promise<unknown>;
  /** Signs the same person in at another window, whose password is checked meanwhile. */
  signInBeside(): Promise<unknown>;
  close(): Promise<void>;
}

const CONNECTION = 'bench';
const TOKEN = 'bench';

export async function openBridge(path: string, login: string): Promise<Bridge> {
  const worker = new Worker(new URL('../../db/worker.ts', import.meta.url), {
    workerData: { witnessFolder: null },
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
    const result = await readLongInChild(request, options);
    send({ type: 'read', id, message: { type: 'done', result } });
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
  return {
    call,
    signInBeside: () => signIn('beside'),
    async close() {
      send({ type: 'shutdown' });
      await isClosed;
      await worker.terminate();
    },
  };
}
