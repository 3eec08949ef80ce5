import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { daySchema } from '../../../db/domain/dates.ts';
import { may } from '../../../db/domain/permissions.ts';
import { CLASSIFY_REASON } from '../../../db/domain/reasons.ts';
import { secrecySchema } from '../../../db/domain/roles.ts';
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
import { useSession } from '../../lib/session.tsx';
import { useWords } from '../lists/use-words.ts';
import type { FullCustomer } from './customer-record.ts';
import { SecrecyInputs } from './secrecy-inputs.tsx';
import { useVersionSeen } from './use-version-seen.ts';

const schema = z
  .strictObject({
    secrecy: secrecySchema,
    secrecyUntil: daySchema.nullable(),
    reason: neededChoice(CLASSIFY_REASON),
    reasonText: z.string().trim().max(200),
  })
  .refine(reasonIsWorded, REASON_UNWORDED);

/** A 定密 that is half filled in. */
export const CLASSIFY_DRAFT = fieldsDraft(
  'classify_draft',
  { secrecy: secrecySchema, secrecyUntil: z.string().nullable(), ...REASON_FIELDS },
  [textAsOther],
);

/** 定密: class, the day it lapses, and why (rules.md S1). */
export function ClassifyDialog(props: { customer: FullCustomer; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const { customer } = props;
  const version = useVersionSeen(customer, ['secrecy', 'secrecyUntil']);
  const { secrecy, secrecyUntil } = customer.input;
  const form = useAppForm(schema, { secrecy, secrecyUntil, ...NO_REASON });
  const kept = useKeptForm(form, `customers.classify.${customer.index.id}`, CLASSIFY_DRAFT);
  const close = () => {
    kept.forget();
    props.onClose();
  };
  const words = useWords();
  const { roles } = useSession().account;
  const classify = useMutation(
    vault.customers.classify.mutationOptions({
      onSuccess: () => {
        notify.done(t('customers:classify.done'));
        close();
      },
    }),
  );
  const submit = form.handleSubmit(({ reason, reasonText, ...change }) =>
    classify.mutate({
      ...change,
      reason: givenReason({ reason, reasonText }),
      id: customer.index.id,
      version,
    }),
  );
  return (
    <FormDialog
      saves
      title={t('customers:classify.title')}
      submitLabel={t('customers:classify.action')}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onDiscard={kept.giveUp}
      onClose={close}
      pending={classify.isPending}
      error={classify.error}
    >
      <FieldGrid>
        <SecrecyInputs
          control={form.control}
          secrecy="secrecy"
          until="secrecyUntil"
          grade={customer.input.grade}
          retention={customer.input.retention}
          words={words}
          mayGive={(given) => may(roles, 'customers.classify', { secrecy: given, relations: [] })}
        />
      </FieldGrid>
      <ReasonInputs
        control={form.control}
        reason="reason"
        text="reasonText"
        rule={CLASSIFY_REASON}
        subject="customers"
        label={t('customers:classify.reason')}
        maxLength={200}
        autoFocus
      />
    </FormDialog>
  );
}
