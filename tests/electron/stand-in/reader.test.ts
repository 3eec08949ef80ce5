import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TableMessage } from '../../../db/wire.ts';
import { utilityProcess } from '../../../electron/stand-in/utility-process.ts';

const READER = fileURLToPath(new URL('../../../db/features/import/reader.ts', import.meta.url));
const FILE = fileURLToPath(new URL('../../fixtures/import/customers-utf8-bom.csv', import.meta.url));

test('the last word of a reader was lost when nobody listened for a moment', async () => {
  const child = utilityProcess.fork(READER, [], { stdio: 'ignore' });
  const types: string[] = [];
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  child.on('message', (message: TableMessage) => {
    types.push(message.type);
    // What it has still to say is more than the way between the processes holds.
    if (types.length === 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
    if (message.type !== 'rows') end();
  });
  child.once('exit', () => end());
  child.postMessage({ path: FILE, sheet: '', maxRows: 5_000 });
  await ended;
  child.kill();
  expect(types.at(-1)).toBe('done');
});
