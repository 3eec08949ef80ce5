import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { daySchema } from '../../../db/domain/dates.ts';
import { MOST_NOTE } from '../../../db/domain/finding.ts';
import { REPAIR_METHODS } from '../../../db/domain/repair.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { DateInput } from '../../components/form/date-input.tsx';
import { SuggestInput } from '../../components/form/suggest-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVault } from '../../lib/vault.ts';
import { useWords } from '../lists/use-words.ts';
import type { Repair } from './repair-types.ts';

const method = z.enum(REPAIR_METHODS);
const schema = z.strictObject({
  method: method.nullable().pipe(method),
  doer: z.string().trim().min(1).max(60),
  dueOn: daySchema.nullable().pipe(daySchema),
  note: z.string().trim().max(MOST_NOTE),
});

/** A plan that is half filled in. */
export const PLAN_DRAFT = fieldsDraft('repair_plan_draft', {
  method: z.string().nullable(),
  doer: z.string(),
  dueOn: z.string().nullable(),
  note: z.string(),
});

/** 安排: how it is repaired, by whom, until when. */
export function PlanDialog({ repair, onClose }: { repair: Repair; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const { people } = useWords();
  const { id, version } = repair;
  const form = useAppForm(schema, {
    method: repair.method ?? (repair.kind === 'missing' ? 'searching' : null),
    doer: repair.doer ?? '',
    dueOn: repair.dueOn,
    note: '',
  });
  const kept = useKeptForm(form, `repairs.plan.${id}`, PLAN_DRAFT);
  const close = () => {
    kept.forget();
    onClose();
  };
  const plan = useMutation(
    vault.repairs.plan.mutationOptions({
      onSuccess: () => {
        notify.done(t('repairs:said.plan'));
        close();
      },
    }),
  );
  const submit = form.handleSubmit(({ doer: name, note, ...rest }) => {
    // A name that one of our people has alone is that person.
    const [one, ...others] = people.filter(({ label }) => label === name);
    const doer = one && others.length === 0 ? { id: one.value } : { text: name };
    plan.mutate({ ...rest, id, version, doer, note });
  });
  return (
    <FormDialog
      saves
      title={t('repairs:title_of.plan')}
      submitLabel={t('repairs:do.plan')}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onDiscard={kept.giveUp}
      onClose={close}
      pending={plan.isPending}
      error={plan.error}
    >
      <ChoiceInput
        control={form.control}
        name="method"
        label={t('repairs:column.method')}
        choices={REPAIR_METHODS.map((value) => ({ value, label: t(`common:repair_method.${value}`) }))}
        required
        autoFocus
      />
      <SuggestInput
        control={form.control}
        name="doer"
        label={t('repairs:column.doer')}
        help={t('repairs:doer_help')}
        suggestions={people.map(({ label }) => label)}
        required
      />
      <DateInput
        control={form.control}
        name="dueOn"
        label={t('repairs:column.dueOn')}
        min={repair.openedOn}
        required
      />
      <TextInput
        control={form.control}
        name="note"
        label={t('repairs:note')}
        lines={2}
        maxLength={MOST_NOTE}
      />
    </FormDialog>
  );
}
