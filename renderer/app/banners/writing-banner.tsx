import { Alert } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridgeEvent } from '../../lib/events.ts';
import { useLater } from '../../lib/use-later.ts';

/** A short import is over before anybody could read about it. */
const QUIET_MS = 400;

/** Says why nothing is answered while another window's import writes. It goes with the frame when this one is locked. */
export function WritingBanner() {
  const { t } = useTranslation();
  const [isWriting, setWriting] = useState(false);
  const isShown = useLater(isWriting, QUIET_MS);
  useBridgeEvent((event) => {
    if (event.type === 'writing') setWriting(!event.isOver);
  });
  if (!isShown) return null;
  return (
    <Alert severity="info" role="status" sx={{ flex: 'none', borderRadius: 0, py: 0 }}>
      {t('app:writing')}
    </Alert>
  );
}
