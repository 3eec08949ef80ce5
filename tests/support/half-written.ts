/** Writes a document, and says so in the middle of it, where it is killed. */
import { open } from 'node:fs/promises';
import { sweepAtStart } from '../../db/sweep.ts';
import { writeOutput } from '../../db/vault/output.ts';

const [program = '', path = ''] = process.argv.slice(2);
sweepAtStart(program);
// The bytes are asked for while the file is open: from then on it is half written.
const probe = await open(process.execPath, 'r');
const handle: { writeFile: unknown } = Object.getPrototypeOf(probe) as never;
await probe.close();
handle.writeFile = () => {
  process.send?.('half');
  return new Promise(() => setInterval(() => undefined, 1_000));
};
await writeOutput(path, Buffer.from('a document'), 'common.not_written');
