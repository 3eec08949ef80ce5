import { Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ASSIGN_REASON } from '../../../db/domain/reasons.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { FormDialog } from '../../components/form-dialog.tsx';
import {
  givenReason,
  neededChoice,
  NO_REASON,
  REASON_FIELDS,
  REASON_UNWORDED,
  reasonIsWorded,
  textAsOther,
} from '../../components/form/reason-form.ts';
import { ReasonInputs } from '../../components/form/reason-inputs.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { useVault } from '../../lib/vault.ts';
import { useWords } from '../lists/use-words.ts';
import type { FullCustomer } from './customer-record.ts';
import { useVersionSeen } from './use-version-seen.ts';

const person = z.int().positive().nullable();

const schema = z
  .strictObject({
    responsibleId: person,
    keeperId: person,
    reason: neededChoice(ASSIGN_REASON),
    reasonText: z.string().trim().max(200),
  })
  .refine(reasonIsWorded, REASON_UNWORDED);

/** A 指定 that is half filled in. */
export const ASSIGN_DRAFT = fieldsDraft(
  'assign_draft',
  { responsibleId: person, keeperId: person, ...REASON_FIELDS },
  [textAsOther],
);

/** 指定: who is responsible for an archive, who keeps it by name, and why (rules.md S2). */
export function AssignDialog(props: { customer: FullCustomer; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const words = useWords();
  const { customer } = props;
  const version = useVersionSeen(customer, ['responsibleId', 'keeperId', 'proposedResponsibleId']);
  const { responsibleId, keeperId, proposedResponsibleId: proposed } = customer.input;
  const form = useAppForm(schema, { responsibleId: responsibleId ?? proposed, keeperId, ...NO_REASON });
  const proposal = t('customers:assign.proposed', { person: words.person(proposed) });
  const kept = useKeptForm(form, `customers.assign.${customer.index.id}`, ASSIGN_DRAFT);
  const close = () => {
    kept.forget();
    props.onClose();
  };
  const assign = useMutation(
    vault.customers.assign.mutationOptions({
      onSuccess: () => {
        notify.done(t('customers:assign.done'));
        close();
      },
    }),
  );
  const submit = form.handleSubmit(({ reason, reasonText, ...people }) =>
    assign.mutate({
      ...people,
      reason: givenReason({ reason, reasonText }),
      id: customer.index.id,
      version,
    }),
  );
  return (
    <FormDialog
      saves
      title={t('customers:assign.title')}
      submitLabel={t('customers:assign.action')}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onDiscard={kept.giveUp}
      onClose={close}
      pending={assign.isPending}
      error={assign.error}
    >
      <Typography variant="body2" color="text.secondary">
        {t('customers:assign.effect')}
      </Typography>
      <FieldGrid>
        {(['responsibleId', 'keeperId'] as const).map((field) => (
          <ChoiceInput
            key={field}
            control={form.control}
            name={field}
            label={t(`customers:field.${field}`)}
            choices={words.people}
            look="search"
            {...(field === 'responsibleId' && proposed !== null && { help: proposal })}
          />
        ))}
      </FieldGrid>
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
