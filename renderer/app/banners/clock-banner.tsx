import { Alert, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useVault } from '../../lib/vault.ts';
import { Can } from '../../lib/session.tsx';
import { ClockDialog } from './clock-dialog.tsx';

const LOOK_MS = 10 * 60_000;

/** Says so on every screen while the computer's date does not go with the vault, and what waits until it is confirmed. */
export function ClockBanner() {
  const { t } = useTranslation();
  const vault = useVault();
  const doubt = useQuery({ ...vault.clock.check.queryOptions(), refetchInterval: LOOK_MS }).data;
  const [isChecking, setChecking] = useState(false);
  if (!doubt) return null;
  const { direction, today, days, lastDay, words } = doubt;
  return (
    <>
      <Alert
        severity="warning"
        role="status"
        sx={{ flex: 'none', borderRadius: 0, py: 0 }}
        action={
          <Can action="clock.vouch">
            <Button color="inherit" size="small" onClick={() => setChecking(true)}>
              {t('app:clock.check')}
            </Button>
          </Can>
        }
      >
        {t(`app:clock.${direction}`, { today, days, last: lastDay })}{' '}
        {words.length > 0 ? t('app:clock.heard', { names: words.join('、') }) : t('app:clock.waits')}
      </Alert>
      {isChecking && <ClockDialog doubt={doubt} onClose={() => setChecking(false)} />}
    </>
  );
}
