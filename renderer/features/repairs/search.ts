import { z } from 'zod';
import { REPAIR_KINDS } from '../../../db/domain/finding.ts';
import { REPAIR_STATES } from '../../../db/domain/repair.ts';

/** What the list is narrowed by, in the address: a choice there that is not one counts as not made. */
export const repairSearchSchema = z.object({
  state: z.enum(REPAIR_STATES).optional().catch(undefined),
  kind: z.array(z.enum(REPAIR_KINDS)).max(REPAIR_KINDS.length).optional().catch(undefined),
  room: z.array(z.string().max(20)).max(200).optional().catch(undefined),
  overdue: z.literal(true).optional().catch(undefined),
});
export type RepairSearch = z.infer<typeof repairSearchSchema>;

/** The same as the vault takes it. */
export function filterOf({ state = 'open', kind = [], room = [], overdue }: RepairSearch) {
  return { state, kinds: kind, rooms: room, overdue: overdue ?? false };
}
export type RepairFilter = ReturnType<typeof filterOf>;

export const NOT_NARROWED = { kind: undefined, room: undefined, overdue: undefined };

export function isNarrowed({ kind, room, overdue }: RepairSearch): boolean {
  return Boolean(kind?.length || room?.length || overdue);
}
