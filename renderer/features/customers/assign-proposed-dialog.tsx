import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ASSIGN_REASON } from '../../../db/domain/reasons.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import {
  givenReason,
  neededChoice,
  NO_REASON,
  REASON_UNWORDED,
  reasonIsWorded,
} from '../../components/form/reason-form.ts';
import { ReasonInputs } from '../../components/form/reason-inputs.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { SecrecyMark } from '../../components/state-mark.tsx';
import { QueryView } from '../../components/states.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { isRefusal } from '../../lib/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useVaultClient } from '../../lib/vault.ts';
import { useWords } from '../lists/use-words.ts';

type Proposal = inferRouterOutputs<AppRouter>['customers']['proposed']['rows'][number];

const schema = z
  .strictObject({ reason: neededChoice(ASSIGN_REASON), reasonText: z.string().trim().max(200) })
  .refine(reasonIsWorded, REASON_UNWORDED);

type Why = Parameters<ReturnType<typeof useVaultClient>['customers']['assign']['mutate']>[0]['reason'];

/** Changed by somebody meanwhile, or no longer theirs to assign. */
const GONE = ['customers.version_conflict', 'customers.not_found', 'access.denied'];

/** 按建议指定: whom the ledgers named becomes responsible for several archives, for one reason (rules.md S2). */
export function AssignProposedDialog(props: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const notify = useNotify();
  const client = useVaultClient();
  const form = useAppForm(schema, NO_REASON);
  // Read when the window opens, and not again: what is assigned is what was shown.
  const opened = useId();
  const query = useQuery({
    queryKey: ['customers.proposed', opened],
    queryFn: ({ signal }) => client.customers.proposed.query(undefined, { signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set());
  const chosen = query.data?.rows.filter(({ id }) => !left.has(id)) ?? [];
  const number = (count: number) => formatCount(count, i18n.language);
  const assign = useMutation({
    mutationFn: async (reason: Why) => {
      let failed = 0;
      for (const { id, version, responsibleId, keeperId } of chosen) {
        try {
          await client.customers.assign.mutate({ id, version, responsibleId, keeperId, reason });
        } catch (error) {
          // It stays as it is, and the others go on.
          if (!GONE.some((code) => isRefusal(error, code))) throw error;
          failed += 1;
        }
      }
      return failed;
    },
    onSuccess: (failed) => {
      const counts = { done: number(chosen.length - failed), failed: number(failed) };
      notify.done(
        t(failed > 0 ? 'customers:assign_proposed.done_part' : 'customers:assign_proposed.done', counts),
      );
      props.onClose();
    },
  });
  const submit = form.handleSubmit((why) => {
    if (chosen.length > 0) assign.mutate(givenReason(why));
  });
  return (
    <FormDialog
      saves
      title={t('customers:assign_proposed.title')}
      submitLabel={t('customers:assign_proposed.run', { number: number(chosen.length) })}
      onSubmit={() => void submit()}
      onClose={props.onClose}
      pending={assign.isPending || query.isPending}
      error={assign.error}
    >
      <QueryView query={query}>
        {({ rows, total }) => (
          <>
            <Typography variant="body2" color="text.secondary">
              {t(rows.length > 0 ? 'customers:assign_proposed.effect' : 'customers:assign_proposed.none')}
            </Typography>
            <Proposals rows={rows} left={left} onLeft={setLeft} />
            {rows.length < total && (
              <Typography variant="body2" color="text.secondary">
                {t('customers:assign_proposed.first', { total: number(total), shown: number(rows.length) })}
              </Typography>
            )}
          </>
        )}
      </QueryView>
      <ReasonInputs
        control={form.control}
        reason="reason"
        text="reasonText"
        rule={ASSIGN_REASON}
        subject="customers"
        label={t('customers:assign.reason')}
        maxLength={200}
      />
    </FormDialog>
  );
}

function Proposals(props: {
  rows: readonly Proposal[];
  left: ReadonlySet<number>;
  onLeft: (left: ReadonlySet<number>) => void;
}) {
  const { t } = useTranslation();
  const words = useWords();
  const { rows, left, onLeft } = props;
  if (rows.length === 0) return null;
  return (
    <Box
      component="ul"
      aria-label={t('customers:assign_proposed.list')}
      sx={{ listStyle: 'none', m: 0, p: 0, maxHeight: 288, overflowY: 'auto' }}
    >
      {rows.map(({ id, name, secrecy, responsibleId }) => (
        <Box
          component="li"
          key={id}
          sx={{ display: 'grid', gridTemplateColumns: '1fr 72px 96px', alignItems: 'center', gap: 1 }}
        >
          <FormControlLabel
            label={name}
            control={
              <Checkbox
                size="small"
                checked={!left.has(id)}
                onChange={(_event, checked) => onLeft(toggled(left, id, !checked))}
              />
            }
          />
          <span>
            <SecrecyMark secrecy={secrecy} />
          </span>
          <span>{words.person(responsibleId)}</span>
        </Box>
      ))}
    </Box>
  );
}

function toggled(ids: ReadonlySet<number>, id: number, isIn: boolean): ReadonlySet<number> {
  const others = [...ids].filter((other) => other !== id);
  return new Set(isIn ? [...others, id] : others);
}
