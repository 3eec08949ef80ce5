import { Alert, Snackbar } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridgeEvent } from '../../lib/events.ts';
import { useSignsOfUse } from '../../lib/use-signs.ts';

/** A minute before the window locks because nobody uses it; any sign of somebody keeps it open, which `Desk` reports. */
export function IdleWarning() {
  const { t } = useTranslation();
  const [isShown, setShown] = useState(false);
  // What it said last stays while it fades away.
  const [left, setLeft] = useState(0);
  useBridgeEvent((event) => {
    if (event.type !== 'idle') return;
    setShown(true);
    setLeft(event.seconds);
  });
  useSignsOfUse(() => setShown(false), isShown);
  useEffect(() => {
    if (!isShown) return undefined;
    const tick = setInterval(() => setLeft((before) => Math.max(0, before - 1)), 1_000);
    return () => clearInterval(tick);
  }, [isShown]);
  return (
    <Snackbar open={isShown} anchorOrigin={{ vertical: 'top', horizontal: 'center' }}>
      <Alert severity="warning" variant="filled" className="figures">
        {t('app:idle', { seconds: left })}
      </Alert>
    </Snackbar>
  );
}
