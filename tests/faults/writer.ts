/** Child of `kill-during-writes.test.ts`: files customers without end, saying each 档号 once it is committed. */
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { blankCustomer } from '../../db/domain/customer.ts';
import { readTableInChild } from '../../db/features/import/host-node.ts';
import { readLongInChild } from '../../db/reads/host-node.ts';
import { unlock } from '../../db/features/vault/service.ts';
import { callerFor } from '../../db/router/dispatch.ts';
import { newHost } from '../../db/router/host.ts';
import { TestClock } from '../support/clock.ts';

const [path = '', login = '', password = ''] = process.argv.slice(2);
// What is written every some seconds is written all the time: between any two rows the process is killed.
const { setTimeout: inTime } = globalThis;
globalThis.setTimeout = Object.assign(
  (work: () => void, ms = 0, ...rest: unknown[]) => inTime(work, ms === 5_000 ? 1 : ms, ...rest),
  inTime,
) as typeof setTimeout;

const origin = { connection: 'writer', seq: 0 };
const host = newHost({
  clock: new TestClock(),
  witnessFolder: join(dirname(path), 'program', 'witness'),
  readTable: readTableInChild,
  readLong: readLongInChild,
  emit: () => {},
  isCancelled: () => false,
});
await unlock({ host, origin }, path, login, password);
const caller = callerFor(host, origin);
for (let count = 1; ; count += 1) {
  const name = `断电试验${process.pid}第${count}户五金厂`;
  const { archiveNo } = await caller.customers.create({ ...blankCustomer('client'), name });
  // The pipe is written synchronously: what the parent has read was committed before the kill.
  process.stdout.write(`${archiveNo}\n`);
  // As between two calls of a window: what was seen is written meanwhile.
  await wait(3);
}
