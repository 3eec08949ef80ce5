import { Box, Button, OutlinedInput } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import { useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { DEFAULT_PATTERN } from '../../../../db/domain/archive-no.ts';
import { FieldFrame, FieldGrid } from '../../../components/form/field-frame.tsx';
import { Form } from '../../../components/form/form.tsx';
import { TextInput } from '../../../components/form/text-input.tsx';
import { useAppForm } from '../../../components/form/use-app-form.ts';
import { errorText } from '../../../lib/errors.ts';
import { useShellClient, useVaultClient } from '../../../lib/vault.ts';
import { companySchema, type CompanyForm, type CompanyInput, type Place } from './company-input.ts';
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
  const place = usePlace(props.initial !== null, (chosen) =>
    form.setValue('file', chosen, { shouldValidate: true }),
  );
  const submit = async () => {
    await place.proposed();
    await form.handleSubmit(props.onNext)();
  };
  return (
    <Form label={t('vault:create.company.step')} onSubmit={() => void submit()}>
      <FieldGrid columns={1}>
        <TextInput
          control={form.control}
          name="company"
          label={t('vault:create.company.name')}
          required
          autoFocus
          onBlur={() => place.propose(form.getValues('company'))}
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
        <PlaceField file={file} missing={Boolean(form.formState.errors.file)} onFile={place.choose} />
      </FieldGrid>
      <WizardButtons onBack={props.onCancel} backLabel={t('common:cancel')} />
    </Form>
  );
}

/** The place that is proposed for the company's name, until somebody chooses one by hand. */
function usePlace(isChosen: boolean, onPlace: (place: Place) => void) {
  const shell = useShellClient();
  const byHand = useRef(isChosen);
  const latest = useRef<Promise<void>>(Promise.resolve());
  return {
    propose: (company: string) => {
      if (byHand.current) return;
      const name = company.trim();
      const propose = async () => {
        const place = await shell.proposePlace.mutate({ name });
        if (!byHand.current) onPlace(place);
      };
      latest.current = propose();
    },
    choose: (place: Place) => {
      byHand.current = true;
      onPlace(place);
    },
    /** Once what is proposed has come; where that failed, a place has to be chosen. */
    proposed: () => latest.current.catch(() => undefined),
  };
}

function PlaceField(props: { file: Place | undefined; missing: boolean; onFile: (file: Place) => void }) {
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
    onSuccess: (file) => file && props.onFile(file),
  });
  const missing = props.missing ? t('vault:create.company.place_missing') : undefined;
  const shown = props.file
    ? t('vault:create.company.place_in', { name: props.file.name, folder: props.file.folder })
    : '';
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
          value={shown}
          title={shown}
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
