import { Alert, Button } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { useZone } from '../../../lib/use-today.ts';
import type { OnShelf, ShownEntry } from '../inspection-types.ts';
import { clockText, sheetText } from '../texts.ts';
import { useDesk } from './use-desk.ts';

/** Somebody else noted something meanwhile: what, and whose counts now. */
export function Conflict({ archive, other }: { archive: OnShelf; other: ShownEntry }) {
  const { t } = useTranslation();
  const zone = useZone();
  const desk = useDesk();
  return (
    <Alert
      severity="warning"
      action={
        <>
          <Button color="inherit" size="small" onClick={() => desk.giveUp(archive.id)}>
            {t('inspections:conflict.theirs')}
          </Button>
          <Button color="inherit" size="small" onClick={() => desk.insist(archive.id)}>
            {t('inspections:conflict.mine')}
          </Button>
        </>
      }
      sx={{ flexWrap: 'wrap' }}
    >
      {t('inspections:conflict.text', {
        time: clockText(zone, other.at),
        name: other.by,
        sheet: sheetText(t, other.sheet),
      })}
    </Alert>
  );
}
