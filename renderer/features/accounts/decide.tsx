import { Box, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { AppError } from '../../../db/domain/errors.ts';
import { REFUSE_REASON } from '../../../db/domain/reasons.ts';
import { PasswordInput } from '../../components/form/password-input.tsx';
import {
  givenReason,
  neededChoice,
  NO_REASON,
  REASON_UNWORDED,
  reasonIsWorded,
} from '../../components/form/reason-form.ts';
import { ReasonInputs } from '../../components/form/reason-inputs.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { errorText } from '../../lib/errors.ts';
import { useVault } from '../../lib/vault.ts';
import { requestText, type Awaited } from './account.ts';

const MOST_CHARACTERS = 500;
const passwordSchema = z.strictObject({ password: z.string().min(1) });
const refuseSchema = z
  .strictObject({ reason: neededChoice(REFUSE_REASON), reasonText: z.string().trim().max(MOST_CHARACTERS) })
  .refine(reasonIsWorded, REASON_UNWORDED);

/** Confirms what was chosen, all with one password; `onDone` hears, in sentences, of what could not be done. */
export function ConfirmRequests(props: {
  asked: readonly Awaited[];
  onDone: (notDone: readonly string[]) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const form = useAppForm(passwordSchema, { password: '' });
  const { asked } = props;
  const confirm = useMutation(
    vault.accounts.confirm.mutationOptions({
      onSuccess: (outcome) => {
        const count = outcome.filter(({ refused }) => refused === null).length;
        if (count > 0) notify.done(t('accounts:confirm.done', { count }));
        props.onDone(
          outcome.flatMap(({ request, refused }) => {
            const one = asked.find((other) => other.request === request);
            if (!refused || !one) return [];
            return `${requestText(t, one)}: ${errorText(t, new AppError(refused.code, refused.data))}`;
          }),
        );
        props.onClose();
      },
    }),
  );
  const submit = form.handleSubmit(({ password }) =>
    confirm.mutate({ requests: asked.map(({ request }) => request), password }),
  );
  return (
    <FormDialog
      title={t('accounts:confirm.title')}
      submitLabel={t('accounts:confirm.verb')}
      enter="submit"
      pending={confirm.isPending}
      error={confirm.error}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    >
      <Box component="ul" sx={{ m: 0, pl: 2.5, maxHeight: 240, overflow: 'auto' }}>
        {asked.map((one) => (
          <li key={one.request}>{requestText(t, one)}</li>
        ))}
      </Box>
      <PasswordInput
        control={form.control}
        name="password"
        label={t('common:flow.password')}
        help={t('common:flow.password_help')}
        required
        autoFocus
      />
    </FormDialog>
  );
}

/** Gives one back to whoever asked, with a reason. */
export function RefuseRequest({ asked, onClose }: { asked: Awaited; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const form = useAppForm(refuseSchema, NO_REASON);
  const refuse = useMutation(
    vault.accounts.refuse.mutationOptions({
      onSuccess: () => {
        notify.done(t('accounts:confirm.refused'));
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit((given) =>
    refuse.mutate({ request: asked.request, reason: givenReason(given) }),
  );
  return (
    <FormDialog
      title={t('accounts:confirm.refuse_title')}
      submitLabel={t('accounts:confirm.refuse')}
      color="warning"
      pending={refuse.isPending}
      error={refuse.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Typography>{requestText(t, asked)}</Typography>
      <ReasonInputs
        control={form.control}
        reason="reason"
        text="reasonText"
        rule={REFUSE_REASON}
        subject="accounts"
        label={t('accounts:confirm.refuse_reason')}
        help={t('accounts:confirm.refuse_text')}
        lines={2}
        autoFocus
        maxLength={MOST_CHARACTERS}
      />
    </FormDialog>
  );
}
