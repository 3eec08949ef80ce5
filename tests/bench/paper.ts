import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Figure } from './figures.ts';
import { FEWER_ROWS, PAPER_ROWS, type PaperTimes } from './paper-process.ts';

/** A long record as PDF beside the bare printing of its slices, in a process of which all memory is counted. */
export async function benchPaper(): Promise<Figure[]> {
  const child = fork(new URL('./paper-process.ts', import.meta.url), { serialization: 'advanced' });
  const [times] = (await once(child, 'message')) as [PaperTimes];
  await once(child, 'exit');
  const rows = `${PAPER_ROWS} rows of 14 columns`;
  const memory: Figure[] =
    times.megabytes === null
      ? []
      : [
          {
            name: '  memory above rest',
            limit: 500,
            unit: 'MB',
            measured: times.megabytes,
          },
        ];
  return [
    {
      name: `${rows} as PDF, as a multiple of a browser printing its slices`,
      limit: 1.3,
      unit: '×',
      measured: times.record / times.bare,
    },
    {
      name: '  in seconds',
      limit: 0,
      atLeast: true,
      unit: 's',
      measured: times.record / 1000,
      baseline: times.bare / 1000,
      against: '(a browser, slice by slice)',
    },
    ...memory,
    { name: '  longest wait of others in this thread', limit: 100, unit: 'ms', measured: times.wait },
    { name: `${rows} checked and hashed`, limit: 100, unit: 'ms', measured: times.checked },
    { name: `${FEWER_ROWS} rows as PDF`, limit: 4, unit: 's', measured: times.fewer / 1000 },
  ];
}
