import { Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { HANDLE_REASON } from '../../../db/domain/properties.ts';
import { REASON_FIELDS } from '../../components/form/reason-form.ts';
import { fieldsDraft } from '../../components/form/use-kept-form.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import { checkName, evidenceText } from './check-text.ts';
import type { TestedCheck } from './property-types.ts';

const MOST_TEXT = 500;

/** A word on what failed, half written. */
export const HANDLE_DRAFT = fieldsDraft('handle_draft', REASON_FIELDS);

/** What is done about a check that failed. */
export function HandleDialog(props: { testId: number; check: TestedCheck; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const { properties } = useVaultClient();
  const { testId: id, check } = props;
  return (
    <ReasonDialog
      title={t('properties:handle_title')}
      submitLabel={t('properties:handle_do')}
      rule={HANDLE_REASON}
      subject="properties"
      label={t('properties:handle_reason')}
      maxLength={MOST_TEXT}
      lines={3}
      keptAs={`properties.handle.${id}.${check.name}`}
      draft={HANDLE_DRAFT}
      take={(reason) => properties.handle.mutate({ id, check: check.name, reason })}
      said={t('properties:handled')}
      onClose={props.onClose}
    >
      <div>
        <Typography sx={{ fontWeight: 700 }}>{checkName(t, check.name)}</Typography>
        <Typography sx={{ color: 'text.secondary' }}>{evidenceText(t, check, i18n.language)}</Typography>
      </div>
    </ReasonDialog>
  );
}
