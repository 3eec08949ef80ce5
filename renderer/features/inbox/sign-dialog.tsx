import { Alert, Box, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Flow } from '../../../db/domain/flow.ts';
import { DecisionDialog } from '../../components/flow/decision-dialog.tsx';
import { SinceAsked } from '../../components/flow/since-asked.tsx';
import { useFlowWords } from '../../components/flow/words.ts';
import { useNotify } from '../../components/notify.tsx';
import { isRefusal, toAppError } from '../../lib/errors.ts';
import { useVaultClient } from '../../lib/vault.ts';
import type { SigningPlan } from './plan.ts';

/** What is signed, one or several, what of it is left out, and the password. */
export function SignDialog(props: {
  plan: SigningPlan;
  flow: Flow;
  onDone: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { plan, flow } = props;
  const { step, lines, notLooked, apart } = plan;
  const word = useFlowWords(flow.name);
  const notify = useNotify();
  const { inbox } = useVaultClient();
  const signing = useMutation({
    mutationFn: (password: string) =>
      inbox.sign.mutate({
        flow: flow.name,
        step,
        cases: lines.map(({ id, version }) => ({ id, version })),
        password,
      }),
    onSuccess: ({ signed }) => {
      notify.done(t('inbox:signed', { count: signed, step: word(`step.${step}`) }));
      props.onDone();
    },
  });
  const [only] = lines;
  const changed = changedOf(signing.error, lines);
  const namesOf = (all: SigningPlan['lines']) => all.map(({ title }) => title).join(t('common:list_comma'));
  return (
    <DecisionDialog
      flow={flow}
      step={step}
      draft={`${flow.name}.sign.${step}`}
      what={
        <Box sx={{ display: 'grid', gap: 1 }}>
          {lines.length > 1 && <Typography>{t('inbox:to_sign', { count: lines.length })}</Typography>}
          <Box component="ul" sx={{ m: 0, pl: 2.5, maxHeight: 200, overflow: 'auto' }}>
            {lines.map(({ id, title, askedBy }) => (
              <li key={id}>
                <Box component="span" sx={{ fontWeight: 700 }}>
                  {title || t('inbox:untitled')}
                </Box>
                {t('inbox:asked_by', { name: askedBy })}
              </li>
            ))}
          </Box>
          {lines.length === 1 && only && <SinceAsked flow={flow.name} id={only.id} />}
          {notLooked.length > 0 && (
            <Alert severity="warning">
              {t('inbox:not_looked', {
                count: notLooked.length,
                names: namesOf(notLooked),
              })}
            </Alert>
          )}
          {changed.length > 0 && (
            <Alert severity="error">
              {t('inbox:changed', { count: changed.length, names: namesOf(changed) })}
            </Alert>
          )}
          {apart > 0 && <Alert severity="info">{t('inbox:apart', { count: apart })}</Alert>}
        </Box>
      }
      pending={signing.isPending}
      error={changed.length > 0 ? null : signing.error}
      onDecide={({ password }) => signing.mutate(password)}
      onClose={props.onClose}
    />
  );
}

/** The cases that the vault tells by their ids to be no longer as they were seen; none where it was something else. */
function changedOf(error: unknown, lines: SigningPlan['lines']): SigningPlan['lines'] {
  if (error === null || !isRefusal(error, 'inbox.changed')) return [];
  const { ids } = toAppError(error).data;
  return lines.filter(({ id }) => Array.isArray(ids) && ids.includes(id));
}
