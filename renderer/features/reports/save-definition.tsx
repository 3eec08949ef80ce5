import { Checkbox, FormControlLabel } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import type { Definition } from './definitions.tsx';
import type { Asked } from './search.ts';

const schema = z.strictObject({ name: z.string().trim().min(1).max(60), shared: z.boolean() });

/** The name while it is typed. */
const NAME_DRAFT = fieldsDraft('report_definition_draft', { name: z.string().max(60), shared: z.boolean() });

interface SaveDefinitionProps {
  readonly asked: Asked;
  /** One that gets another name; null: what is looked at is saved as a new one. */
  readonly definition: Definition | null;
  readonly onClose: () => void;
}

/** What is chosen, under a name, for oneself or for the department. */
export function SaveDefinition({ asked, definition, onClose }: SaveDefinitionProps) {
  const { t } = useTranslation();
  const { reportDefinitions } = useVaultClient();
  const notify = useNotify();
  const form = useAppForm(schema, { name: definition?.name ?? '', shared: definition?.shared ?? false });
  const kept = useKeptForm(form, `reports.saved.${definition?.id ?? `new.${asked.name}`}`, NAME_DRAFT);
  const close = () => {
    kept.forget();
    onClose();
  };
  const { base, choices } = definition ?? { base: asked.name, choices: asked.choices };
  const saving = useMutation({
    mutationFn: ({ name, shared }: z.infer<typeof schema>) =>
      reportDefinitions.save.mutate({ id: definition?.id ?? null, name, base, choices, shared }),
    onSuccess: () => {
      notify.done(t('reports:saved.done'));
      close();
    },
  });
  return (
    <FormDialog
      title={t(definition ? 'reports:saved.rename' : 'reports:saved.title')}
      submitLabel={t('reports:saved.do')}
      enter="submit"
      pending={saving.isPending}
      error={saving.error}
      onSubmit={() => void form.handleSubmit((input) => saving.mutate(input))()}
      restored={kept.isRestored}
      onClose={close}
    >
      <TextInput
        control={form.control}
        name="name"
        label={t('reports:saved.name')}
        maxLength={60}
        required
        autoFocus
      />
      <FormControlLabel
        control={
          <Checkbox
            checked={form.watch('shared')}
            onChange={(event) => form.setValue('shared', event.target.checked, { shouldDirty: true })}
          />
        }
        label={t('reports:saved.share')}
      />
    </FormDialog>
  );
}
