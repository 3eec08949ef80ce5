/** Stands at the vault's end of the thread and does what a test tells it by the path of a call. */
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../../db/wire.ts';

const heard: ToWorker[] = [];
let isDeaf = false;
const say = (message: FromWorker) => parentPort?.postMessage(message);

parentPort?.on('message', (message: ToWorker) => {
  heard.push(message);
  if (message.type === 'shutdown' && !isDeaf) say({ type: 'closed' });
  if (message.type !== 'call') return;
  const { seq, path, input } = message;
  // Paths of the gate are let through while a lock is on its way.
  const does = path.replace('vault.', '');
  const answer = (data: unknown) => say({ type: 'result', seq, result: { ok: true, data } });
  if (does === 'say') for (const said of input as FromWorker[]) say(said);
  if (does === 'say') answer(null);
  if (does === 'heard') answer(heard);
  if (does === 'answer') answer(input);
  if (does === 'data') answer(workerData);
  if (does === 'deafen') isDeaf = true;
  if (does === 'write') process.stderr.write(String(input));
  if (does === 'throw') throw new TypeError(String(input));
  if (does === 'exit') process.exit(Number(input));
});
