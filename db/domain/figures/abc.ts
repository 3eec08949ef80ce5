/** ABC analysis of customers by volume: A makes the first 80 % of it, B what is up to 95 %, C the rest. */
import { sumOf } from './exact.ts';
import { percentText } from './rates.ts';

export const VOLUME_CLASSES = ['A', 'B', 'C'] as const;
export type VolumeClass = (typeof VOLUME_CLASSES)[number];

/** Per cent of the volume before a customer under which it is still of the class. */
const BELOW: ReadonlyArray<readonly [VolumeClass, bigint]> = [
  ['A', 80n],
  ['B', 95n],
];

export interface Ranked {
  /** Place among the volumes that were given. */
  readonly index: number;
  readonly volume: number;
  readonly class: VolumeClass;
  /** Of all positive volume what this customer and those before make; the last has all of it. */
  readonly cumulative: bigint;
}

/** The customers of a class, or those without business. */
export interface VolumeGroup {
  readonly count: number;
  readonly volume: bigint;
}

export interface VolumeCurve {
  readonly classes: Readonly<Record<VolumeClass, VolumeGroup>>;
  /** 无业务: nothing, less than nothing or not known. */
  readonly without: VolumeGroup;
  readonly positiveTotal: bigint;
  /** Of all, with what is less than nothing. */
  readonly net: bigint;
  /** Those with a positive volume, the largest first. */
  ranked(): Generator<Ranked>;
}

/**
 * Of whole numbers, null where none is known. Equal ones are ordered by `compare`, which takes two places. The one that
 * crosses a line is of the higher class. Decided in whole numbers.
 */
export function volumeCurve(
  volumes: ArrayLike<number | null>,
  compare: (one: number, other: number) => number,
): VolumeCurve {
  const order: number[] = [];
  let [others, negative] = [0, 0n];
  for (let index = 0; index < volumes.length; index += 1) {
    const volume = volumes[index] ?? 0;
    if (volume > 0) order.push(index);
    else {
      others += 1;
      negative += BigInt(volume);
    }
  }
  const volumeAt = (index: number): number => volumes[index] ?? 0;
  order.sort((one, other) => volumeAt(other) - volumeAt(one) || compare(one, other));
  const positiveTotal = sumOf(order.map(volumeAt));
  function* ranked(): Generator<Ranked> {
    let before = 0n;
    for (const index of order) {
      const volume = volumeAt(index);
      const cumulative = before + BigInt(volume);
      yield { index, volume, class: classAfter(before, positiveTotal), cumulative };
      before = cumulative;
    }
  }
  return {
    classes: classesOf(ranked()),
    without: { count: others, volume: negative },
    positiveTotal,
    net: positiveTotal + negative,
    ranked,
  };
}

function classesOf(ranked: Iterable<Ranked>): Record<VolumeClass, VolumeGroup> {
  const groups = { A: { count: 0, volume: 0n }, B: { count: 0, volume: 0n }, C: { count: 0, volume: 0n } };
  for (const one of ranked) {
    const group = groups[one.class];
    group.count += 1;
    group.volume += BigInt(one.volume);
  }
  return groups;
}

/** Per cent that a cumulative volume is of all positive volume. */
export function coverageText(
  { positiveTotal }: Pick<VolumeCurve, 'positiveTotal'>,
  cumulative: bigint,
): string | null {
  return percentText({ part: cumulative, whole: positiveTotal });
}

function classAfter(before: bigint, total: bigint): VolumeClass {
  return BELOW.find(([, percent]) => before * 100n < total * percent)?.[0] ?? 'C';
}
