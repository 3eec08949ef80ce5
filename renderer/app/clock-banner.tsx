import { Alert, Button } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../components/notify.tsx';
import { useVault } from '../lib/vault.ts';
import { Can } from '../lib/session.tsx';

const LOOK_MS = 10 * 60_000;

/** Says so on every screen while the computer's date does not go with the vault: a 档号 keeps its year for ever. */
export function ClockBanner() {
  const { t } = useTranslation();
  const vault = useVault();
  const queries = useQueryClient();
  const notify = useNotify();
  const doubt = useQuery({ ...vault.clock.check.queryOptions(), refetchInterval: LOOK_MS }).data;
  const vouch = useMutation(
    vault.clock.vouch.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: vault.clock.pathKey() });
        notify.done(t('app:clock.noted'));
      },
      onError: notify.failed,
    }),
  );
  if (!doubt) return null;
  return (
    <Alert
      severity="warning"
      role="status"
      sx={{ flex: 'none', borderRadius: 0, py: 0 }}
      action={
        <Can action="clock.vouch">
          <Button color="inherit" size="small" loading={vouch.isPending} onClick={() => vouch.mutate()}>
            {t('app:clock.right')}
          </Button>
        </Can>
      }
    >
      {t(`app:clock.${doubt.direction}`, { today: doubt.today, days: doubt.days })}
    </Alert>
  );
}
