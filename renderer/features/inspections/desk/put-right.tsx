import { Box, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import type { OnShelf, ShownEntry } from '../inspection-types.ts';
import { useDesk } from './use-desk.ts';

/** The two ways to put right what stands elsewhere: back where it belongs, or registered where it stands. */
export function PutRightButtons({
  looked: { archive, entry },
}: {
  looked: { readonly archive: OnShelf; readonly entry: ShownEntry };
}) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { outcome, putRight } = entry.sheet;
  if (outcome !== 'misplaced' || putRight) return null;
  return (
    <Box sx={{ display: 'flex', gap: 1, flex: 'none', flexWrap: 'wrap' }}>
      {archive.shelf && (
        <Button variant="contained" size="small" onClick={() => void desk.putRight(archive, 'put_back')}>
          {t('inspections:do.put_back')}
        </Button>
      )}
      <Button variant="outlined" size="small" onClick={() => void desk.putRight(archive, 'registered')}>
        {t('inspections:do.registered')}
      </Button>
    </Box>
  );
}
