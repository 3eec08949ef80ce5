import PauseIcon from '@mui/icons-material/PauseOutlined';
import RunIcon from '@mui/icons-material/FactCheckOutlined';
import { Alert, Box, Button, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Failed } from '../../components/states.tsx';
import { useJob } from '../../lib/job.ts';
import { useCan } from '../../lib/session.tsx';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import type { Tested } from './property-types.ts';

/** How often it is asked how far a test of another window is, in milliseconds. */
const ASK_MS = 2_000;

/** Begins a test, pauses it and goes on with it; whoever may not test sees how far one is. */
export function RunPanel({ onTested }: { onTested: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const client = useVaultClient();
  const mayTest = useCan('properties.test');
  const job = useJob<Tested>('properties.test');
  const status = useQuery({
    ...vault.properties.status.queryOptions(),
    refetchInterval: ({ state }) => (state.data && state.data.state !== 'idle' ? ASK_MS : false),
  }).data;
  const pause = useMutation(vault.properties.pause.mutationOptions({ onError: notify.failed }));
  const begin = async (goOn: boolean) => {
    const { resume, run } = client.properties;
    const tested = await job.start((signal) => (goOn ? resume : run).mutate(undefined, { signal }));
    if (!tested) return;
    notify.done(t(tested.id === null ? 'properties:paused_said' : 'properties:done'));
    if (tested.id !== null) onTested();
  };
  const isMine = job.state === 'running';
  const isOthers = !isMine && (status?.state === 'running' || status?.state === 'pausing');
  const isPaused = !isMine && status?.state === 'paused';
  const facts = { by: status?.by ?? '', done: status?.done ?? 0 };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {isPaused && <Alert severity="info">{t('properties:paused', facts)}</Alert>}
      {mayTest && (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
          {isPaused && (
            <Button variant="contained" startIcon={<RunIcon />} onClick={() => void begin(true)}>
              {t('properties:resume')}
            </Button>
          )}
          <Button
            variant={isPaused ? 'outlined' : 'contained'}
            startIcon={<RunIcon />}
            loading={isMine}
            disabled={isOthers}
            onClick={() => void begin(false)}
          >
            {t(isPaused ? 'properties:run_again' : 'properties:run')}
          </Button>
          {(isMine || isOthers) && (
            <Button
              startIcon={<PauseIcon />}
              loading={pause.isPending || status?.state === 'pausing'}
              onClick={() => pause.mutate()}
            >
              {t('properties:pause')}
            </Button>
          )}
          {job.state === 'cancelled' && <Typography>{t('properties:cancelled')}</Typography>}
        </Box>
      )}
      {isOthers && <Typography role="status">{t('properties:running_by', facts)}</Typography>}
      <JobProgress job={job} label={t('properties:running')} onCancel={job.cancel} />
      {job.state === 'failed' && <Failed error={job.error} onRetry={() => void begin(false)} />}
    </Box>
  );
}
