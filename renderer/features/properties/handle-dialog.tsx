import { Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { HANDLE_REASON } from '../../../db/domain/properties.ts';
import {
  givenReason,
  neededChoice,
  NO_REASON,
  REASON_FIELDS,
  REASON_UNWORDED,
  reasonIsWorded,
} from '../../components/form/reason-form.ts';
import { ReasonInputs } from '../../components/form/reason-inputs.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVault } from '../../lib/vault.ts';
import { checkName, evidenceText } from './check-text.ts';
import type { TestedCheck } from './property-types.ts';

const MOST_TEXT = 500;

const schema = z
  .strictObject({ reason: neededChoice(HANDLE_REASON), reasonText: z.string().trim().max(MOST_TEXT) })
  .refine(reasonIsWorded, REASON_UNWORDED);

/** A word on what failed, half written. */
export const HANDLE_DRAFT = fieldsDraft('handle_draft', REASON_FIELDS);

/** What is done about a check that failed. */
export function HandleDialog(props: { testId: number; check: TestedCheck; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const { testId: id, check } = props;
  const form = useAppForm(schema, NO_REASON);
  const kept = useKeptForm(form, `properties.handle.${id}.${check.name}`, HANDLE_DRAFT);
  const close = () => {
    kept.forget();
    props.onClose();
  };
  const handle = useMutation(
    vault.properties.handle.mutationOptions({
      onSuccess: () => {
        notify.done(t('properties:handled'));
        close();
      },
    }),
  );
  const submit = form.handleSubmit((given) =>
    handle.mutate({ id, check: check.name, reason: givenReason(given) }),
  );
  return (
    <FormDialog
      saves
      title={t('properties:handle_title')}
      submitLabel={t('properties:handle_do')}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onDiscard={kept.giveUp}
      onClose={close}
      pending={handle.isPending}
      error={handle.error}
    >
      <div>
        <Typography sx={{ fontWeight: 700 }}>{checkName(t, check.name)}</Typography>
        <Typography sx={{ color: 'text.secondary' }}>{evidenceText(t, check, i18n.language)}</Typography>
      </div>
      <ReasonInputs
        control={form.control}
        reason="reason"
        text="reasonText"
        rule={HANDLE_REASON}
        subject="properties"
        label={t('properties:handle_reason')}
        maxLength={MOST_TEXT}
        lines={3}
        autoFocus
      />
    </FormDialog>
  );
}
