import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { getCustomer, updateCustomer } from '../../db/features/customers/service.ts';
import { openAs } from './archive.ts';
import { timed, type Figure } from './figures.ts';

const CHANGES = 400;
const SYNCS = 400;

/** Saves of one customer, each with its history, audit row and index, on disk before the next begins. */
export function benchChanges(path: string, folder: string): Figure[] {
  const opened = openAs(path, 'archivist');
  const { ctx } = opened;
  const ids = ctx.reader
    .rows<{ id: number }>(`select id from customer where secrecy = 'normal' order by id limit ?`, CHANGES)
    .map(({ id }) => id);
  const records = ids.flatMap((id) => {
    const record = getCustomer(ctx, id);
    return record.access === 'full' ? [{ id, version: record.version, input: record.input }] : [];
  });
  const took = timed(() => {
    for (const [index, { id, version, input }] of records.entries())
      updateCustomer(ctx, {
        id,
        version,
        input: { ...input, note: `第${index}次修改`, name: `${input.name}改` },
        reason: null,
      });
  });
  opened.close();
  return [
    {
      name: 'changes with history, audit and index, on disk',
      limit: 400,
      atLeast: true,
      unit: 'a second',
      measured: (records.length / took) * 1000,
      baseline: syncRate(folder),
      against: '(fdatasync of 16 KiB)',
    },
  ];
}

function syncRate(folder: string): number {
  const file = openSync(join(folder, 'sync'), 'w');
  const bytes = Buffer.alloc(16_384, 1);
  const took = timed(() => {
    for (let round = 0; round < SYNCS; round += 1) {
      writeSync(file, bytes, 0, bytes.length, (round % 64) * bytes.length);
      fdatasyncSync(file);
    }
  });
  closeSync(file);
  return (SYNCS / took) * 1000;
}
