import { z } from 'zod';
import { daySchema, daysBetween } from '../../domain/dates.ts';
import { mappingSchema } from '../../domain/environment/logger.ts';
import {
  ENVIRONMENT_WITHDRAW_REASON,
  MOST_NOTE,
  POSSIBLE,
  ticksSchema,
} from '../../domain/environment/readings.ts';
import { reasonSchema } from '../../domain/reasons.ts';
import { optionalLines } from '../../domain/text/entered.ts';
import { procedureFor, router } from '../../work/procedures.ts';
import { bringFile, previewFile } from './files.ts';
import { getRoom, roomsOf } from './reading.ts';
import * as service from './service.ts';

const room = z.string().max(20);
const token = z.string().min(1).max(100);
/** Whoever types a value has looked at it: what no room has is a slip. */
const typed = ({ low, high }: { low: number; high: number }) => z.int().min(low).max(high).nullable();
const MOST_DAYS = 400;
const DAY_SECONDS = 86_400;

export const environmentRouter = router({
  rooms: procedureFor('environment.read').query(({ ctx }) => roomsOf(ctx.work)),
  get: procedureFor('environment.read')
    .input(
      z
        .strictObject({ room, from: daySchema, to: daySchema })
        .refine(({ from, to }) => from <= to && daysBetween(from, to) <= MOST_DAYS),
    )
    .query(({ ctx, input }) => getRoom(ctx.work, input)),
  record: procedureFor('environment.record')
    .input(
      z.strictObject({
        room,
        day: daySchema,
        seconds: z
          .int()
          .min(0)
          .max(DAY_SECONDS - 1),
        temperature: typed(POSSIBLE.temperature),
        humidity: typed(POSSIBLE.humidity),
      }),
    )
    .mutation(({ ctx, input }) => service.recordReading(ctx.work, input)),
  preview: procedureFor('environment.record')
    .input(z.strictObject({ token, room, mapping: mappingSchema.nullable() }))
    .mutation(({ ctx, input }) => previewFile(ctx.work, input)),
  bring: procedureFor('environment.record')
    .input(z.strictObject({ token, room, mapping: mappingSchema }))
    .mutation(({ ctx, input }) => bringFile(ctx.work, input)),
  check: procedureFor('environment.record')
    .input(z.strictObject({ room, day: daySchema, ticks: ticksSchema, note: optionalLines(MOST_NOTE) }))
    .mutation(({ ctx, input }) => service.recordCheck(ctx.work, input)),
  withdraw: procedureFor('environment.record')
    .input(
      z.strictObject({
        id: z.int().positive(),
        reason: reasonSchema(ENVIRONMENT_WITHDRAW_REASON, MOST_NOTE),
      }),
    )
    .mutation(({ ctx, input }) => service.withdrawEntry(ctx.work, input)),
});
