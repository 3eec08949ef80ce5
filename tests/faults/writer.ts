/** Child of `kill-during-writes.test.ts`: files customers without end, saying each 档号 once it is committed. */
import { blankCustomer } from '../../db/domain/customer.ts';
import { readTableInChild } from '../../db/features/import/host-node.ts';
import { readLongInChild } from '../../db/reads/host-node.ts';
import { unlock } from '../../db/features/vault/service.ts';
import { callerFor } from '../../db/router/dispatch.ts';
import { newHost } from '../../db/router/host.ts';
import { TestClock } from '../support/clock.ts';

const [path = '', login = '', password = ''] = process.argv.slice(2);
const origin = { connection: 'writer', seq: 0 };
const host = newHost({
  clock: new TestClock(),
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
}
