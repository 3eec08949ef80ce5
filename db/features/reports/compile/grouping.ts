import type { AsOfField, Moment } from '../../customers/service.ts';
import { secrecyInForce } from '../../customers/service.ts';
import type { Secrecy } from '../../../domain/roles.ts';

/** What archives without a value are under. */
export const NONE = 'none';

/** Archives put into groups: `groups[codes[id]]` is the key of the group that one is in. */
export interface Grouping {
  readonly codes: Int32Array;
  readonly groups: readonly string[];
}

/** By what a field says. */
export function byField(moment: Moment, field: AsOfField): Grouping {
  if (field === 'secrecy') return byClass(moment);
  const { codes, values } = moment.column(field);
  return { codes, groups: values.map((value) => (value === null ? NONE : String(value))) };
}

/** By the secrecy class in force on the day (rules.md S1). */
function byClass(moment: Moment): Grouping {
  const [secrecy, until] = [moment.column('secrecy'), moment.column('secrecyUntil')];
  const pairs = cross(
    { ...secrecy, groups: secrecy.values.map(String) },
    { ...until, groups: until.values.map(String) },
  );
  const groups = pairs.groups.map((_, pair) => {
    const [at, untilAt] = [Math.floor(pair / until.values.length), pair % until.values.length];
    const term = {
      secrecy: secrecy.values[at] as Secrecy,
      secrecyUntil: (until.values[untilAt] ?? null) as string | null,
    };
    return secrecyInForce(term, moment.day);
  });
  return { codes: pairs.codes, groups };
}

/** By part of a text that a field holds: the month of a day. */
export function byMonth(moment: Moment, field: 'firstContactOn' | 'filedOn'): Grouping {
  const { codes, values } = moment.column(field);
  return { codes, groups: values.map((value) => (value === null ? NONE : String(value).slice(0, 7))) };
}

/** By two groupings at once: the key of a group is both keys, `supplier:raw_material`. */
export function cross(one: Grouping, other: Grouping): Grouping {
  const width = other.groups.length;
  const codes = new Int32Array(one.codes.length);
  for (let id = 0; id < codes.length; id += 1)
    codes[id] = (one.codes[id] ?? 0) * width + (other.codes[id] ?? 0);
  const groups = one.groups.flatMap((a) => other.groups.map((b) => `${a}:${b}`));
  return { codes, groups };
}

/** How many of those in `mask` each group has; groups without any are left out. */
export function tally({ codes, groups }: Grouping, mask: Uint8Array): Map<string, number> {
  const counts = new Int32Array(groups.length);
  for (let id = 0; id < mask.length; id += 1) {
    if (mask[id] === 1) counts[codes[id] ?? 0] = (counts[codes[id] ?? 0] ?? 0) + 1;
  }
  const tallied = new Map<string, number>();
  // Two places may be of one group: two days are of one month.
  counts.forEach((count, at) => {
    const group = groups[at];
    if (count > 0 && group !== undefined) tallied.set(group, (tallied.get(group) ?? 0) + count);
  });
  return tallied;
}

export function countOf(mask: Uint8Array): number {
  let count = 0;
  for (let id = 0; id < mask.length; id += 1) count += mask[id] ?? 0;
  return count;
}

/** Those of a mask for which something holds of what a column says. */
export function narrowed(
  mask: Uint8Array,
  { codes, values }: { readonly codes: Int32Array; readonly values: readonly unknown[] },
  holds: (value: unknown) => boolean,
): Uint8Array {
  const passes = Uint8Array.from(values, (value) => (holds(value) ? 1 : 0));
  const narrow = new Uint8Array(mask.length);
  for (let id = 0; id < mask.length; id += 1) if (mask[id] === 1) narrow[id] = passes[codes[id] ?? 0] ?? 0;
  return narrow;
}

/** The ids in a mask. */
export function* idsIn(mask: Uint8Array): Generator<number> {
  for (let id = 0; id < mask.length; id += 1) if (mask[id] === 1) yield id;
}

/** Those of a mask that are in a group; an empty text is the line of totals. Null for no mask. */
export function inGroup(
  mask: Uint8Array | null,
  { codes, groups }: Grouping,
  row: string,
): Uint8Array | null {
  if (mask === null || row === '') return mask;
  return narrowed(mask, { codes, values: groups }, (group) => group === row);
}
