import { z } from 'zod';
import { addDays, daySchema, endOfDay } from '../../../db/domain/dates.ts';

/** What the address keeps of the filters: nothing that somebody typed to find a customer. */
export const filtersSchema = z.object({
  action: z.string().max(60).optional().catch(undefined),
  person: z.int().positive().optional().catch(undefined),
  object: z.string().max(60).optional().catch(undefined),
  decision: z.enum(['allow', 'deny']).optional().catch(undefined),
  from: daySchema.optional().catch(undefined),
  to: daySchema.optional().catch(undefined),
});

/** With 档号 or name as typed, which is in the window's memory alone. */
export type AuditFilters = z.infer<typeof filtersSchema> & { readonly about?: string | undefined };

/** As the vault is asked: from the first to the last millisecond of the days in the department's time zone. */
export function askedOf(zone: string, filters: AuditFilters) {
  const { action, person, object, about, decision, from, to } = filters;
  return {
    ...(action && { action }),
    ...(person && { accountId: person }),
    ...(object && { object }),
    ...(about?.trim() && { about: about.trim() }),
    ...(decision && { decision }),
    ...(from && { from: endOfDay(zone, addDays(from, -1)) + 1 }),
    ...(to && { to: endOfDay(zone, to) }),
  };
}
export type AuditAsked = ReturnType<typeof askedOf>;
