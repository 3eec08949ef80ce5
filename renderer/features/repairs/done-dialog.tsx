import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { daySchema } from '../../../db/domain/dates.ts';
import { MOST_NOTE } from '../../../db/domain/finding.ts';
import { REPAIR_METHODS } from '../../../db/domain/repair.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { DateInput } from '../../components/form/date-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useToday } from '../../lib/use-today.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import type { Repair } from './repair-types.ts';

const method = z.enum(REPAIR_METHODS);
const schema = z.strictObject({
  doneOn: daySchema.nullable().pipe(daySchema),
  method: method.nullable().pipe(method),
  note: z.string().trim().max(MOST_NOTE),
});

/** What was done, half filled in. */
export const DONE_DRAFT = fieldsDraft('repair_done_draft', {
  doneOn: z.string().nullable(),
  method: z.string().nullable(),
  note: z.string(),
});

/** 完成: when, how, and what came of it; to be taken back for as long as the notice stands. */
export function DoneDialog({ repair, onClose }: { repair: Repair; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const client = useVaultClient();
  const today = useToday();
  const { id, version } = repair;
  const form = useAppForm(schema, {
    doneOn: today,
    method: repair.method ?? (repair.kind === 'missing' ? 'searching' : null),
    note: '',
  });
  const kept = useKeptForm(form, `repairs.done.${id}`, DONE_DRAFT);
  const close = () => {
    kept.forget();
    onClose();
  };
  const done = useMutation(
    vault.repairs.done.mutationOptions({
      onSuccess: (now) => {
        const reason = { choice: 'undone', text: null } as const;
        notify.done(t('repairs:said.done'), () => {
          client.repairs.reopen.mutate({ id, version: now.version, reason }).catch(notify.failed);
        });
        close();
      },
    }),
  );
  const submit = form.handleSubmit((values) => done.mutate({ id, version, ...values }));
  return (
    <FormDialog
      saves
      title={t('repairs:title_of.done')}
      submitLabel={t('repairs:do.done')}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onDiscard={kept.giveUp}
      onClose={close}
      pending={done.isPending}
      error={done.error}
    >
      <DateInput
        control={form.control}
        name="doneOn"
        label={t('repairs:column.doneOn')}
        min={repair.openedOn}
        max={today}
        required
        autoFocus
      />
      <ChoiceInput
        control={form.control}
        name="method"
        label={t('repairs:column.method')}
        choices={REPAIR_METHODS.map((value) => ({ value, label: t(`common:repair_method.${value}`) }))}
        required
      />
      <TextInput
        control={form.control}
        name="note"
        label={t('repairs:result')}
        lines={2}
        maxLength={MOST_NOTE}
      />
    </FormDialog>
  );
}
