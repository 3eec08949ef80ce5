import { Box, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';

/** Back at the left, on at the right; the way on is the form's own submit. */
export function WizardButtons(props: {
  onBack?: () => void;
  backLabel?: string;
  nextLabel?: string;
  pending?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'flex', justifyContent: 'space-between', mt: 3 }}>
      {props.onBack ? (
        <Button onClick={props.onBack} sx={{ ml: -1.75 }}>
          {props.backLabel ?? t('common:back')}
        </Button>
      ) : (
        <span />
      )}
      <Button type="submit" variant="contained" loading={props.pending ?? false}>
        {props.nextLabel ?? t('common:next')}
      </Button>
    </Box>
  );
}
