import { z } from 'zod';
import { ownProcedure, procedureFor, router } from '../../work/procedures.ts';
import * as service from './service.ts';

export const witnessesRouter = router({
  /** Which of them were not heard when the vault was opened, for whoever signs in. */
  unheard: ownProcedure.query(({ ctx }) => ctx.host.requireVault().witnesses.unheard()),
  /** Its folder's name; null for none. */
  place: procedureFor('settings.edit').query(
    ({ ctx }) => service.chosenPlace(ctx.work.reader)?.label ?? null,
  ),
  choosePlace: procedureFor('settings.edit')
    .input(z.strictObject({ token: z.string().min(1).max(100).nullable() }))
    .mutation(({ ctx, input: { token } }) =>
      service.choosePlace(ctx.work, token === null ? null : ctx.work.grantedPath(token, 'write')),
    ),
});
