import { Worker } from 'node:worker_threads';
import type { FromWorker, ToWorker, WireResult } from '../../db/wire.ts';
import { PASSWORD } from './archive.ts';

/** The archive's worker as the desktop talks to it: one message a call, one answer. */
export interface Bridge {
  call(kind: 'query' | 'mutation', path: string, input: unknown): Promise<unknown>;
  close(): Promise<void>;
}

const CONNECTION = 'bench';
const TOKEN = 'bench';

export async function openBridge(path: string, login: string): Promise<Bridge> {
  const worker = new Worker(new URL('../../db/worker.ts', import.meta.url));
  const waiting = new Map<number, (result: WireResult) => void>();
  let closed: () => void = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'result') {
      waiting.get(message.seq)?.(message.result);
      waiting.delete(message.seq);
    } else if (message.type === 'closed') closed();
  });
  const send = (message: ToWorker) => worker.postMessage(message);
  let last = 0;
  const call: Bridge['call'] = async (kind, procedure, input) => {
    last += 1;
    const seq = last;
    const result = await new Promise<WireResult>((resolve) => {
      waiting.set(seq, resolve);
      send({ type: 'call', seq, connection: CONNECTION, kind, path: procedure, input });
    });
    if (!result.ok) throw new Error(`${procedure}: ${result.error.code}`);
    return result.data;
  };
  send({ type: 'grant', connection: CONNECTION, token: TOKEN, path, access: 'read' });
  await call('mutation', 'vault.unlock', { token: TOKEN, login, password: PASSWORD });
  return {
    call,
    async close() {
      send({ type: 'shutdown' });
      await isClosed;
      await worker.terminate();
    },
  };
}
