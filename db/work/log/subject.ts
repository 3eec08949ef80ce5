import { z } from 'zod';
import { daySchema } from '../../domain/dates.ts';
import { secrecySchema } from '../../domain/roles.ts';
import type { Guarded } from '../guarded.ts';

/**
 * What access to a record depended on when an act on it was allowed. It stands in the row of the log, so that `verify`
 * asks the permission table the same question again.
 */
export interface LoggedSubject {
  /** Before the act; null: the record was made by it. */
  readonly was: Guarded | null;
  /** After the act; absent: as before. */
  readonly is?: Guarded;
}

const id = z.int().positive().nullable();
const guarded = z.tuple([secrecySchema, daySchema.nullable(), id, id]);
const logged = z.union([z.tuple([guarded]), z.tuple([guarded.nullable(), guarded])]);

/** As JSON: before and, where it changed, after; each as class, its last day, who is responsible, who keeps it. */
export function subjectText({ was, is }: LoggedSubject): string {
  const before = was && parts(was);
  const after = is && parts(is);
  if (!after || JSON.stringify(before) === JSON.stringify(after)) return JSON.stringify([before]);
  return JSON.stringify([before, after]);
}

/** What a row says, before and after; undefined for what nobody but another tool has written. */
export function parseSubject(text: string): { was: Guarded | null; is: Guarded } | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { data } = logged.safeParse(json);
  if (!data) return undefined;
  const was = data[0] && toGuarded(data[0]);
  const is = data[1] === undefined ? was : toGuarded(data[1]);
  return is ? { was, is } : undefined;
}

type Parts = z.infer<typeof guarded>;

const parts = ({ secrecy, secrecyUntil, responsibleId, keeperId }: Guarded): Parts => [
  secrecy,
  secrecyUntil,
  responsibleId,
  keeperId,
];

const toGuarded = ([secrecy, secrecyUntil, responsibleId, keeperId]: Parts): Guarded => ({
  secrecy,
  secrecyUntil,
  responsibleId,
  keeperId,
});
