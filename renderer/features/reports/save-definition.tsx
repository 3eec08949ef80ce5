import { Checkbox, FormControlLabel } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import type { Definition } from './definitions.tsx';
import type { Asked } from './search.ts';

const schema = z.strictObject({ name: z.string().trim().min(1).max(60) });

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
  const form = useAppForm(schema, { name: definition?.name ?? '' });
  const [shared, setShared] = useState(definition?.shared ?? false);
  const { base, choices } = definition ?? { base: asked.name, choices: asked.choices };
  const saving = useMutation({
    mutationFn: ({ name }: z.infer<typeof schema>) =>
      reportDefinitions.save.mutate({ id: definition?.id ?? null, name, base, choices, shared }),
    onSuccess: () => {
      notify.done(t('reports:saved.done'));
      onClose();
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
      onClose={onClose}
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
        control={<Checkbox checked={shared} onChange={(event) => setShared(event.target.checked)} />}
        label={t('reports:saved.share')}
      />
    </FormDialog>
  );
}
