import { Alert } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridgeEvent } from '../../lib/events.ts';
import { Can } from '../../lib/session.tsx';
import { useVault } from '../../lib/vault.ts';

const LOOK_MS = 10_000;

/** Says to who manages accounts that one was taken away and the data key is not renewed yet, and how far that is. */
export function KeyBanner() {
  const { t } = useTranslation();
  const vault = useVault();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const status = useQuery({
    ...vault.vault.status.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state }) => (state.data?.isNewKeyDue ? LOOK_MS : false),
  });
  useBridgeEvent((event) => {
    if (event.type !== 'progress' || event.job !== 'vault.renew_key') return;
    setProgress({ done: event.done, total: event.total });
    void status.refetch();
  });
  if (!status.data?.isNewKeyDue) return null;
  const isUnderWay = progress !== null && progress.done < progress.total;
  return (
    <Can action="accounts.manage">
      <Alert severity="warning" role="status" sx={{ flex: 'none', borderRadius: 0, py: 0 }}>
        {isUnderWay ? t('app:new_key.running', progress) : t('app:new_key.due')}
      </Alert>
    </Can>
  );
}
