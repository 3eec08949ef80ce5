import { Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { Form } from '../../../components/form/form.tsx';
import { CodesTable } from '../codes-table.tsx';
import type { OneTimeCode } from './sheets-html.ts';
import { WizardButtons } from './wizard-buttons.tsx';

/** The vault exists: hand out the codes, then go in. */
export function DoneStep(props: { company: string; codes: readonly OneTimeCode[]; onEnter: () => void }) {
  const { t } = useTranslation();
  return (
    <Form onSubmit={props.onEnter}>
      {props.codes.length > 0 ? (
        <CodesTable company={props.company} codes={props.codes} />
      ) : (
        <Typography>{t('vault:create.done.no_codes')}</Typography>
      )}
      <WizardButtons nextLabel={t('vault:create.done.enter')} />
    </Form>
  );
}
