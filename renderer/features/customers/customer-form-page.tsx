import { Alert, Box, Button } from '@mui/material';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerInput } from '../../../db/domain/customer.ts';
import type { Secrecy } from '../../../db/domain/roles.ts';
import { ConfirmDialog } from '../../components/dialogs.tsx';
import { Form } from '../../components/form/form.tsx';
import { Restored } from '../../components/form/restored.tsx';
import { Page } from '../../components/page.tsx';
import { errorText } from '../../lib/errors.ts';
import type { Words } from '../lists/use-words.ts';
import type { CustomerFormApi } from './customer-field.tsx';
import { CustomerInputs } from './customer-inputs.tsx';
import { FormAside } from './form-aside.tsx';
import { ShortInputs } from './short-inputs.tsx';
import { useSimilarCheck } from './similar.tsx';

interface CustomerFormPageProps {
  readonly title: string;
  readonly form: CustomerFormApi;
  readonly words: Words;
  readonly withSecrecy: boolean;
  /** Which classes the person may give here; absent: all of them. */
  readonly mayGive?: (secrecy: Secrecy) => boolean;
  readonly exceptId?: number | undefined;
  /** Begins with the few fields that somebody knows after a first meeting. */
  readonly short?: boolean;
  /** Above the fields: what is asked for, what has been restored. */
  readonly head?: ReactNode;
  readonly restored: boolean;
  readonly onDiscard: () => void;
  readonly onCancel: () => void;
  readonly submitLabel: string;
  /** What is filled in, once it is right and looked up among the archives there are. */
  readonly onSubmit: (input: CustomerInput) => void;
  readonly pending: boolean;
  readonly error: unknown;
  /** Other ways to end, left of the main one. */
  readonly otherActions?: ReactNode;
}

/** The page around the fields of a customer: what to do at the top, completeness and look-alikes beside. */
export function CustomerFormPage(props: CustomerFormPageProps) {
  const { t } = useTranslation();
  const [leaving, setLeaving] = useState(false);
  const { form } = props;
  const Inputs = props.short ? ShortInputs : CustomerInputs;
  const { isDirty } = form.formState;
  const similar = useSimilarCheck(form, { exceptId: props.exceptId });
  const submit = form.handleSubmit(async (input) => {
    if (props.pending || (await similar.hold())) return;
    props.onSubmit(input);
  });
  return (
    <Form saves fill label={props.title} onSubmit={() => void submit()}>
      <Page
        title={props.title}
        actions={
          <>
            <Button onClick={() => (isDirty ? setLeaving(true) : props.onCancel())}>
              {t('common:cancel')}
            </Button>
            {props.otherActions}
            <Button type="submit" variant="contained" loading={props.pending} aria-keyshortcuts="Control+S">
              {props.submitLabel}
            </Button>
          </>
        }
      >
        <Box sx={layout}>
          <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2, minWidth: 0 }}>
            {props.restored && <Restored onDiscard={props.onDiscard} />}
            {props.head}
            {props.error != null && <Alert severity="error">{errorText(t, props.error)}</Alert>}
            <Inputs form={form} words={props.words} withSecrecy={props.withSecrecy} mayGive={props.mayGive} />
          </Box>
          <Box sx={{ position: 'sticky', top: 16 }}>
            <FormAside form={form} similar={similar} withCompleteness={!props.short} />
          </Box>
        </Box>
      </Page>
      <ConfirmDialog
        open={leaving}
        title={t('customers:leave.title')}
        confirmLabel={t('customers:leave.discard')}
        stayLabel={t('customers:leave.stay')}
        danger
        onConfirm={props.onCancel}
        onClose={() => setLeaving(false)}
      >
        {t('customers:leave.text')}
      </ConfirmDialog>
    </Form>
  );
}

const layout = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 880px) minmax(200px, 260px)',
  gap: 3,
  p: 2,
  alignItems: 'start',
};
