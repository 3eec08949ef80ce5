import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Figure } from './figures.ts';
import { WORD_COLUMNS, WORD_ROWS, type WordTimes } from './word-process.ts';

const LIMIT_S = 4;
/** Seconds that the plainest table took where the limits were set. */
const PLAIN_S = 1.1;

/** The longest table that goes to Word, written as the program does it, in a process of which all memory is counted. */
export async function benchWord(): Promise<Figure[]> {
  const child = fork(new URL('./word-process.ts', import.meta.url), { serialization: 'advanced' });
  const [times] = (await once(child, 'message')) as [WordTimes];
  await once(child, 'exit');
  return [
    {
      name: `${WORD_ROWS} rows of ${WORD_COLUMNS} columns for Word`,
      limit: LIMIT_S,
      unit: 's',
      measured: times.word / 1000,
      baseline: times.plain / 1000,
      against: "(the library's plainest table)",
    },
    {
      name: '  as a multiple of the plainest table',
      limit: LIMIT_S / PLAIN_S,
      unit: '×',
      measured: times.word / times.plain,
    },
    { name: '  its memory, the whole process', limit: 600, unit: 'MB', measured: times.megabytes },
  ];
}
