import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { getCustomer, updateCustomer } from '../../db/features/customers/service.ts';
import { openAs } from './vault.ts';
import { timed, type Figure } from './figures.ts';

const CHANGES = 400;
const SYNCS = 400;

/** Saves of one customer, each with its history, audit row and index, on disk before the next begins. */
export async function benchChanges(path: string, folder: string): Promise<Figure[]> {
  const opened = await openAs(path, 'archivist');
  const { ctx } = opened;
  const ids = ctx.reader
    .rows<{ id: number }>(`select id from customer where secrecy = 'normal' order by id limit ?`, CHANGES)
    .map(({ id }) => id);
  const records = ids.flatMap((id) => {
    const record = getCustomer(ctx, id);
    return record.access === 'full' ? [{ id, version: record.version, input: record.input }] : [];
  });
  const rate = bestRate(records.length, (index) => {
    const record = records[index];
    if (!record) return;
    const { id, version, input } = record;
    const changed = { ...input, note: `第${index}次修改`, name: `${input.name}改` };
    updateCustomer(ctx, { id, version, input: changed, reason: null });
  });
  opened.close();
  return [
    {
      name: 'changes with history, audit and index, on disk',
      limit: 400,
      atLeast: true,
      unit: 'a second',
      measured: rate,
      baseline: syncRate(folder),
      against: '(fdatasync of 16 KiB)',
    },
  ];
}

function syncRate(folder: string): number {
  const file = openSync(join(folder, 'sync'), 'w');
  const bytes = Buffer.alloc(16_384, 1);
  const rate = bestRate(SYNCS, (round) => {
    writeSync(file, bytes, 0, bytes.length, (round % 64) * bytes.length);
    fdatasyncSync(file);
  });
  closeSync(file);
  return rate;
}

/** Times a second, of the best run of so many: the rest shared the machine with something else. */
const RUN = 40;

function bestRate(count: number, work: (index: number) => void): number {
  let best = 0;
  for (let start = 0; start + RUN <= count; start += RUN) {
    const took = timed(() => {
      for (let index = start; index < start + RUN; index += 1) work(index);
    });
    best = Math.max(best, (RUN / took) * 1000);
  }
  return best;
}
