/** ABC analysis of customers by volume: A makes the first 80 % of it, B what is up to 95 %, C the rest. */
import { sumOf, type Whole } from './exact.ts';
import { percentText } from './rates.ts';

export const VOLUME_CLASSES = ['A', 'B', 'C'] as const;
export type VolumeClass = (typeof VOLUME_CLASSES)[number];

/** Per cent of the volume before a customer under which it is still of the class. */
const BELOW: ReadonlyArray<readonly [VolumeClass, bigint]> = [
  ['A', 80n],
  ['B', 95n],
];

export interface Volume {
  /** Orders customers of equal volume. */
  readonly archiveNo: string;
  /** Null where none is known. */
  readonly volume: Whole | null;
}

export interface Ranked<One extends Volume> {
  readonly customer: One;
  readonly class: VolumeClass;
  /** Per cent of all positive volume with this customer and those before; the last is at 100.0. */
  readonly cumulative: string;
}

export interface VolumeCurve<One extends Volume> {
  /** Those with a positive volume, the largest first. */
  readonly ranked: ReadonlyArray<Ranked<One>>;
  /** 无业务: nothing, less than nothing or not known. */
  readonly without: readonly One[];
  readonly positiveTotal: bigint;
  /** Of all, with what is less than nothing. */
  readonly net: bigint;
}

/** The one that crosses a line is of the higher class. Decided in whole numbers. */
export function volumeCurve<One extends Volume>(customers: readonly One[]): VolumeCurve<One> {
  const volumeOf = ({ volume }: One): bigint => (volume === null ? 0n : BigInt(volume));
  const positive = customers.filter((one) => volumeOf(one) > 0n);
  const without = customers.filter((one) => volumeOf(one) <= 0n);
  const positiveTotal = sumOf(positive.map(volumeOf));
  let before = 0n;
  const ranked = positive.toSorted(byVolume(volumeOf)).map((customer) => {
    const klass = classAfter(before, positiveTotal);
    before += volumeOf(customer);
    const cumulative = percentText({ part: before, whole: positiveTotal }) ?? '';
    return { customer, class: klass, cumulative };
  });
  return { ranked, without, positiveTotal, net: sumOf(customers.map(volumeOf)) };
}

function classAfter(before: bigint, total: bigint): VolumeClass {
  return BELOW.find(([, percent]) => before * 100n < total * percent)?.[0] ?? 'C';
}

function byVolume<One extends Volume>(volumeOf: (one: One) => bigint): (a: One, b: One) => number {
  return (a, b) => {
    const [mine, other] = [volumeOf(a), volumeOf(b)];
    if (mine !== other) return mine > other ? -1 : 1;
    return a.archiveNo < b.archiveNo ? -1 : Number(a.archiveNo > b.archiveNo);
  };
}
