import { z } from 'zod';

/** What the address keeps of the filters: nothing that somebody typed to find a customer. */
export const filtersSchema = z.object({
  action: z.string().max(60).optional().catch(undefined),
  person: z.int().positive().optional().catch(undefined),
  object: z.string().max(60).optional().catch(undefined),
  decision: z.enum(['allow', 'deny']).optional().catch(undefined),
  from: z.string().max(10).optional().catch(undefined),
  to: z.string().max(10).optional().catch(undefined),
});

/** With 档号 or name as typed, which is in the window's memory alone. */
export type AuditFilters = z.infer<typeof filtersSchema> & { readonly about?: string | undefined };

/** As the vault is asked; days are those of this computer. */
export function askedOf(filters: AuditFilters) {
  const { action, person, object, about, decision, from, to } = filters;
  return {
    ...(action && { action }),
    ...(person && { accountId: person }),
    ...(object && { object }),
    ...(about?.trim() && { about: about.trim() }),
    ...(decision && { decision }),
    ...(from && { from: new Date(`${from}T00:00:00`).getTime() }),
    ...(to && { to: new Date(`${to}T23:59:59.999`).getTime() }),
  };
}
