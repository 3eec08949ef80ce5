import { Alert, Box, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppError } from '../../../db/domain/errors.ts';
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
                names: notLooked.map(({ title }) => title).join(t('common:list_comma')),
              })}
            </Alert>
          )}
          {apart > 0 && <Alert severity="info">{t('inbox:apart', { count: apart })}</Alert>}
        </Box>
      }
      pending={signing.isPending}
      error={named(signing.error, lines, t('common:list_comma'))}
      onDecide={({ password }) => signing.mutate(password)}
      onClose={props.onClose}
    />
  );
}

/** Says which cases are meant where the vault tells them by their ids. */
function named(error: unknown, lines: SigningPlan['lines'], comma: string): unknown {
  if (error === null || !isRefusal(error, 'inbox.changed')) return error;
  const { data } = toAppError(error);
  const ids: readonly unknown[] = Array.isArray(data.ids) ? data.ids : [];
  const names = lines.filter(({ id }) => ids.includes(id)).map(({ title }) => title);
  return new AppError('inbox.changed', { ...data, names: names.join(comma) });
}
