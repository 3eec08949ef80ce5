import { z } from 'zod';
import { daySchema } from '../../domain/dates.ts';
import { MOST_NOTE, REPAIR_KINDS } from '../../domain/finding.ts';
import { reasonSchema } from '../../domain/reasons.ts';
import { REOPEN_REASON, REPAIR_METHODS, REPAIR_STATES, WITHDRAW_ASKED } from '../../domain/repair.ts';
import { enteredLine, optionalLines } from '../../domain/text/entered.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { countRepairs, getRepair, listRepairs } from './reading.ts';
import * as service from './service.ts';

const id = z.int().positive();
const seen = { id, version: z.int().positive() };
const note = optionalLines(MOST_NOTE);
const method = z.enum(REPAIR_METHODS);

const filter = {
  state: z.enum(REPAIR_STATES),
  kinds: z.array(z.enum(REPAIR_KINDS)).max(REPAIR_KINDS.length),
  rooms: z.array(z.string().max(20)).max(200),
  overdue: z.boolean(),
};

/** Where a page ends: the day and the number of its last line, or the number alone. */
const after = z.union([z.tuple([z.string().max(10), id]), z.tuple([id])]).nullable();

const doer = z.union([z.strictObject({ id }), z.strictObject({ text: enteredLine(60).min(1) })]);

export const repairsRouter = router({
  list: procedureFor('repairs.read')
    .input(z.strictObject({ ...filter, after, limit: z.int().min(1).max(200) }))
    .query(({ ctx, input: { after: place, limit, ...wanted } }) =>
      listRepairs(ctx.work, wanted, { after: place, limit }),
    ),
  counts: procedureFor('repairs.read')
    .input(z.strictObject(filter))
    .query(({ ctx, input }) => countRepairs(ctx.work, input)),
  get: procedureFor('repairs.read')
    .input(z.strictObject({ id }))
    .query(({ ctx, input }) => getRepair(ctx.work, input.id)),
  plan: procedureFor('repairs.edit')
    .input(z.strictObject({ ...seen, method, doer, dueOn: daySchema, note }))
    .mutation(({ ctx, input }) => service.planRepair(ctx.work, input)),
  done: procedureFor('repairs.edit')
    .input(z.strictObject({ ...seen, doneOn: daySchema, method, note }))
    .mutation(({ ctx, input }) => service.finishRepair(ctx.work, input)),
  reopen: procedureFor('repairs.edit')
    .input(z.strictObject({ ...seen, reason: reasonSchema(REOPEN_REASON, MOST_NOTE) }))
    .mutation(({ ctx, input }) => service.reopenRepair(ctx.work, input)),
  withdraw: procedureFor('repairs.edit')
    .input(z.strictObject({ ...seen, reason: reasonSchema(WITHDRAW_ASKED, MOST_NOTE) }))
    .mutation(({ ctx, input }) => service.withdrawRepair(ctx.work, input)),
});
