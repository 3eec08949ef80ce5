import { Box, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FormDialog } from '../../components/form-dialog.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { QueryView } from '../../components/states.tsx';
import { isRefusal } from '../../lib/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useVaultClient } from '../../lib/vault.ts';
import { useWords } from '../lists/use-words.ts';
import type { FullCustomer } from './customer-record.ts';

/** Archives that are read and assigned at once, at most: each is a look and an act of its own in the log. */
export const MOST_AT_ONCE = 100;

/** Changed by somebody meanwhile, or no longer theirs to assign. */
const GONE = ['customers.version_conflict', 'customers.not_found', 'access.denied'];

const schema = z.strictObject({ reason: z.string().trim().min(2).max(200) });

/** An archive with the person whom an import proposes for it. */
type Proposed = FullCustomer & { readonly input: { readonly proposedResponsibleId: number } };

const isProposed = (customer: FullCustomer): customer is Proposed =>
  customer.may.assign &&
  customer.input.responsibleId === null &&
  customer.input.proposedResponsibleId !== null;

/** 按建议指定: whom the ledgers named becomes responsible for several archives, for one reason (rules.md S2). */
export function AssignProposedDialog(props: {
  ids: readonly number[];
  onDone: () => void;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const notify = useNotify();
  const client = useVaultClient();
  const words = useWords();
  const { ids } = props;
  const form = useAppForm(schema, { reason: '' });
  // Read when the window opens, and not again: what is assigned is what was shown.
  const opened = useId();
  const query = useQuery({
    queryKey: ['customers.proposed', opened],
    queryFn: async ({ signal }) => {
      const found: Proposed[] = [];
      for (const id of ids) {
        const customer = await client.customers.get.query({ id }, { signal });
        if (customer.access === 'full' && isProposed(customer)) found.push(customer);
      }
      return found;
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  const proposed = query.data ?? [];
  const number = (count: number) => formatCount(count, i18n.language);
  const assign = useMutation({
    mutationFn: async (reason: string) => {
      let failed = 0;
      for (const { index, input, version } of proposed) {
        const people = { responsibleId: input.proposedResponsibleId, keeperId: input.keeperId };
        try {
          await client.customers.assign.mutate({ id: index.id, version, ...people, reason });
        } catch (error) {
          // It stays as it is, and the others go on.
          if (!GONE.some((code) => isRefusal(error, code))) throw error;
          failed += 1;
        }
      }
      return failed;
    },
    onSuccess: (failed) => {
      const counts = { done: number(proposed.length - failed), failed: number(failed) };
      notify.done(
        t(failed > 0 ? 'customers:assign_proposed.done_part' : 'customers:assign_proposed.done', counts),
      );
      props.onDone();
    },
  });
  const submit = form.handleSubmit(({ reason }) => {
    if (proposed.length > 0) assign.mutate(reason);
  });
  return (
    <FormDialog
      saves
      title={t('customers:assign_proposed.title')}
      submitLabel={t('customers:assign_proposed.run', { number: number(proposed.length) })}
      onSubmit={() => void submit()}
      onClose={props.onClose}
      pending={assign.isPending || query.isPending}
      error={assign.error}
    >
      <QueryView query={query}>
        {(archives) => (
          <>
            <Typography variant="body2" color="text.secondary">
              {t('customers:assign_proposed.effect')}
            </Typography>
            <ProposedList archives={archives} personOf={(id) => words.person(id) ?? ''} />
            {archives.length < ids.length && (
              <Typography variant="body2" color="text.secondary">
                {t('customers:assign_proposed.others', { number: number(ids.length - archives.length) })}
              </Typography>
            )}
          </>
        )}
      </QueryView>
      <TextInput control={form.control} name="reason" label={t('customers:assign.reason')} required />
    </FormDialog>
  );
}

function ProposedList(props: { archives: readonly Proposed[]; personOf: (id: number) => string }) {
  const { t } = useTranslation();
  return (
    <Box
      component="ul"
      aria-label={t('customers:assign_proposed.list')}
      sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: 240, overflowY: 'auto' }}
    >
      {props.archives.map(({ index, input }) => (
        <Box
          component="li"
          key={index.id}
          sx={{ display: 'grid', gridTemplateColumns: '1fr auto', gap: 2, py: 0.5 }}
        >
          <span>{index.name}</span>
          <span>{props.personOf(input.proposedResponsibleId)}</span>
        </Box>
      ))}
    </Box>
  );
}
