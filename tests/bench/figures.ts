import { pbkdf2Sync } from 'node:crypto';

/** One line of the table. */
export interface Figure {
  readonly name: string;
  /** What it must reach; at most, or at least where `atLeast`. */
  readonly limit: number;
  readonly unit: string;
  readonly atLeast?: boolean;
  readonly measured: number;
  /** The same thing done plainly on this machine in this run, and what that is. */
  readonly baseline?: number | undefined;
  readonly against?: string | undefined;
}

export function isReached({ limit, measured, atLeast }: Figure): boolean {
  return atLeast ? measured >= limit : measured <= limit;
}

const number = (value: number) =>
  value >= 1000 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);

/** Prints a table with ratios; a ratio says more than a time, which another machine does not share. */
export function printTable(figures: readonly Figure[]): void {
  console.log(`times of single calls: the best of ${TURNS} turns each`);
  console.log(
    `PBKDF2-SHA-512 of ${ROUNDS} rounds: ${number(machineTime())} ms here, ${REFERENCE_MS} ms where limits were set\n`,
  );
  const head = ['figure', 'limit', 'measured', 'baseline', 'ratio', 'ok'];
  const rows = figures.map((figure) => {
    const { name, limit, unit, measured, baseline, against, atLeast } = figure;
    return [
      name,
      `${atLeast ? '>=' : '<='} ${number(limit)} ${unit}`,
      `${number(measured)} ${unit}`,
      baseline === undefined ? '' : `${number(baseline)} ${unit} ${against ?? ''}`.trim(),
      baseline === undefined || baseline === 0 ? '' : `${(measured / baseline).toPrecision(2)}`,
      isReached(figure) ? 'yes' : 'NO',
    ];
  });
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  console.log(line(head));
  console.log(widths.map((width) => '-'.repeat(width)).join('  '));
  for (const row of rows) console.log(line(row));
}

/** A piece of work that tells how quick this machine is beside the one on which the limits were set. */
const ROUNDS = 256_000;
const REFERENCE_MS = 109;

function machineTime(): number {
  const [best = Infinity] = bestTimes([() => pbkdf2Sync('password', 'salt', ROUNDS, 64, 'sha512')]);
  return best;
}

/** The value below which `share` of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Milliseconds that `work` takes. */
export function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Turns at the same work: the best of them is what it takes when nothing else wants the machine. */
export const TURNS = 3;

/** The best time of each piece of work, all of them taken one after another in each turn. */
export function bestTimes(works: ReadonlyArray<() => unknown>): number[] {
  const best = works.map(() => Infinity);
  for (let turn = 0; turn < TURNS; turn += 1)
    for (const [index, work] of works.entries()) best[index] = Math.min(best[index] ?? Infinity, timed(work));
  return best;
}

export async function timedAsync(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
