/** ABC analysis of customers by volume: A makes the first 80 % of it, B what is up to 95 %, C the rest. */
import { percentText } from './rates.ts';

export const VOLUME_CLASSES = ['A', 'B', 'C'] as const;
export type VolumeClass = (typeof VOLUME_CLASSES)[number];

/** Per cent of the volume before a customer under which it is still of the class. */
const BELOW: ReadonlyArray<readonly [VolumeClass, bigint]> = [
  ['A', 80n],
  ['B', 95n],
];

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
}

/**
 * Of whole numbers, 0 where none is known. How many are of a class does not depend on which of equal ones comes first. The
 * one that crosses a line is of the higher class. Decided in whole numbers.
 */
export function volumeCurve(volumes: Float64Array): VolumeCurve {
  const positive = volumes.filter((volume) => volume > 0).sort();
  const negative = exactSum(volumes.filter((volume) => volume < 0));
  const positiveTotal = exactSum(positive);
  const classes = { A: { count: 0, volume: 0n }, B: { count: 0, volume: 0n }, C: { count: 0, volume: 0n } };
  for (const one of rankedBy(positive.toReversed(), (volume) => volume, positiveTotal)) {
    const group = classes[one.class];
    group.count += 1;
    group.volume += BigInt(one.item);
  }
  const without = { count: volumes.length - positive.length, volume: negative };
  return { classes, without, positiveTotal, net: positiveTotal + negative };
}

function exactSum(numbers: Float64Array): bigint {
  let [sum, part] = [0n, 0];
  for (const number of numbers) {
    part += number;
    if (Math.abs(part) > SAFE) {
      sum += BigInt(part);
      part = 0;
    }
  }
  return sum + BigInt(part);
}

/** A sum up to which another amount may be added exactly: amounts are below 10^15. */
const SAFE = 2 ** 52;

export interface Ranked<Item> {
  readonly item: Item;
  readonly class: VolumeClass;
  /** What this customer and those before make; the last has all of it. */
  readonly cumulative: bigint;
}

/** Customers with a positive volume, the largest first, each with its class: all of them, or the first. */
export function* rankedBy<Item>(
  largestFirst: Iterable<Item>,
  volumeOf: (item: Item) => number,
  positiveTotal: bigint,
): Generator<Ranked<Item>> {
  let before = 0n;
  for (const item of largestFirst) {
    const cumulative = before + BigInt(volumeOf(item));
    yield { item, class: classAfter(before, positiveTotal), cumulative };
    before = cumulative;
  }
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
