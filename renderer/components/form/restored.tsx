import { Alert, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';

/** Says that what is shown was typed before and not saved, and lets it go. */
export function Restored(props: { onDiscard: () => void }) {
  const { t } = useTranslation();
  return (
    <Alert
      severity="info"
      action={
        <Button color="inherit" size="small" onClick={props.onDiscard}>
          {t('common:draft.discard')}
        </Button>
      }
    >
      {t('common:draft.restored')}
    </Alert>
  );
}
