import { Box, Button, OutlinedInput } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useId } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { DEFAULT_PATTERN } from '../../../../db/domain/archive-no.ts';
import { FieldFrame, FieldGrid } from '../../../components/form/field-frame.tsx';
import { Form } from '../../../components/form/form.tsx';
import { TextInput } from '../../../components/form/text-input.tsx';
import { useAppForm } from '../../../components/form/use-app-form.ts';
import { errorText } from '../../../lib/errors.ts';
import { useShellClient, useVaultClient } from '../../../lib/vault.ts';
import { companySchema, type CompanyForm, type CompanyInput } from './company-input.ts';
import { PatternField } from './pattern-field.tsx';
import { WizardButtons } from './wizard-buttons.tsx';

/** Whose vault, its 全宗号, how its 档号 look, and where the file shall be. */
export function CompanyStep(props: {
  initial: CompanyInput | null;
  onCancel: () => void;
  onNext: (input: CompanyInput) => void;
}) {
  const { t } = useTranslation();
  const form = useAppForm<CompanyForm, CompanyInput>(companySchema, {
    company: '',
    fonds: 'QZ01',
    pattern: DEFAULT_PATTERN,
    ...props.initial,
  });
  const file = useWatch({ control: form.control, name: 'file' });
  const submit = form.handleSubmit(props.onNext);
  return (
    <Form label={t('vault:create.company.step')} onSubmit={() => void submit()}>
      <FieldGrid columns={1}>
        <TextInput
          control={form.control}
          name="company"
          label={t('vault:create.company.name')}
          required
          autoFocus
        />
        <TextInput
          control={form.control}
          name="fonds"
          label={t('vault:create.company.fonds')}
          help={t('vault:create.company.fonds_help')}
          required
          figures
        />
        <PatternField control={form.control} />
        <PlaceField
          name={file?.name ?? ''}
          missing={Boolean(form.formState.errors.file)}
          onFile={(chosen) => form.setValue('file', chosen, { shouldValidate: true, shouldDirty: true })}
        />
      </FieldGrid>
      <WizardButtons onBack={props.onCancel} backLabel={t('common:cancel')} />
    </Form>
  );
}

function PlaceField(props: {
  name: string;
  missing: boolean;
  onFile: (file: { token: string; name: string }) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const shell = useShellClient();
  const client = useVaultClient();
  const choose = useMutation({
    mutationFn: async () => {
      const file = await shell.chooseFile.mutate({ purpose: 'create-archive' });
      // A share or a synced folder is said here, not after the recovery sheets are printed.
      if (file) await client.vault.checkPlace.query({ token: file.token });
      return file;
    },
    onSuccess: (file) => file && props.onFile({ token: file.token, name: file.name }),
  });
  const missing = props.missing ? t('vault:create.company.place_missing') : undefined;
  return (
    <FieldFrame
      id={id}
      label={t('vault:create.company.place')}
      help={t('vault:create.company.place_help')}
      error={choose.isError ? errorText(t, choose.error) : missing}
      required
    >
      <Box sx={{ display: 'flex', gap: 1 }}>
        <OutlinedInput
          id={id}
          readOnly
          fullWidth
          value={props.name}
          error={props.missing || choose.isError}
          placeholder={t('vault:create.company.place_none')}
        />
        <Button variant="outlined" loading={choose.isPending} onClick={() => choose.mutate()}>
          {t('vault:create.company.choose')}
        </Button>
      </Box>
    </FieldFrame>
  );
}
