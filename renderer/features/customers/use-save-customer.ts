import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { customerInputSchema, type CustomerInput } from '../../../db/domain/customer.ts';
import { AppError } from '../../../db/domain/errors.ts';
import { UNDONE, type EditReason } from '../../../db/domain/reasons.ts';
import { useNotify } from '../../components/notify.tsx';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { toAppError } from '../../lib/errors.ts';
import { changedFields, onTopOf } from './merge.ts';

export interface Save {
  readonly version: number;
  /** What was saved when the person began, for undo. */
  readonly before: CustomerInput;
  readonly input: CustomerInput;
  readonly reason: EditReason | null;
}

/** Saves a changed archive, says so quietly, and offers to take it back. */
export function useSaveCustomer(id: number, onSaved?: () => void) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const client = useVaultClient();
  const queries = useQueryClient();
  const refresh = () =>
    Promise.all(
      [vault.customers.pathKey(), vault.search.pathKey()].map((queryKey) =>
        queries.invalidateQueries({ queryKey }),
      ),
    );

  /** Taking back is one more change: the values from before, on top of the version just saved. */
  const undo = async (save: Save, savedVersion: number) => {
    const now = await client.customers.get.query({ id });
    if (now.access !== 'full' || now.version !== savedVersion) throw new AppError('customers.undo_too_late');
    await client.customers.update.mutate({
      id,
      version: savedVersion,
      input: onTopOf(save.before, now.input),
      reason: { choice: UNDONE, text: null },
    });
    await refresh();
  };
  return useMutation({
    mutationFn: ({ version, input, reason }: Save) =>
      client.customers.update.mutate({ id, version, input, reason }),
    onSuccess: async ({ version }, save) => {
      onSaved?.();
      await refresh();
      const changed = changedFields(save.before, save.input).length;
      if (changed === 0) notify.done(t('customers:unchanged'));
      else notify.done(t('common:saved'), () => void undo(save, version).catch(notify.failed));
    },
  });
}

/** What somebody else has saved meanwhile, out of the refusal; null when that is not what happened. */
export function newerVersion(thrown: unknown): { version: number; input: CustomerInput } | null {
  const error = toAppError(thrown);
  const saved = customerInputSchema.safeParse(error.data.saved);
  const { current } = error.data;
  if (error.code !== 'customers.version_conflict' || !saved.success || typeof current !== 'number')
    return null;
  return { version: current, input: saved.data };
}
