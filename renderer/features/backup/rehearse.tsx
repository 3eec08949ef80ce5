import { Alert, Box, Button, Typography } from '@mui/material';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { AppError } from '../../../db/domain/errors.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Failed } from '../../components/states.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { errorText } from '../../lib/errors.ts';
import { useJob } from '../../lib/job.ts';
import { Can } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVaultClient } from '../../lib/vault.ts';
import type { Backups } from './backup.tsx';

type Rehearsed = inferRouterOutputs<AppRouter>['backup']['rehearse'];

/** Restores the last backup in a scratch place, to see that it can be: when it was last done, and what came of it. */
export function Rehearsal(props: { last: Backups['rehearsal'] }) {
  const { t } = useTranslation();
  const client = useVaultClient();
  const job = useJob<Rehearsed>('backup.rehearse');
  const begin = () => void job.start((signal) => client.backup.rehearse.mutate(undefined, { signal }));
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Typography sx={{ color: 'text.secondary' }}>{t('backup:rehearsal.text')}</Typography>
      <Last last={props.last} />
      <Can action="backup.rehearse">
        <Box>
          <Button variant="outlined" loading={job.state === 'running'} onClick={begin}>
            {t('backup:rehearsal.begin')}
          </Button>
        </Box>
        <JobProgress job={job} label={t('backup:rehearsal.running')} onCancel={job.cancel} inBytes />
        {job.state === 'failed' && <Failed error={job.error} onRetry={begin} />}
        {job.result && <Result rehearsed={job.result} />}
      </Can>
    </Box>
  );
}

function Last(props: { last: Backups['rehearsal'] }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const { last } = props;
  if (!last) return <StateMark tone="draft" label={t('backup:rehearsal.never')} />;
  return (
    <StateMark
      tone={last.ok ? 'done' : 'late'}
      label={t(last.ok ? 'backup:rehearsal.last_good' : 'backup:rehearsal.last_bad', {
        at: instantText(last.at),
      })}
    />
  );
}

function Result(props: { rehearsed: Rehearsed }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const { ok, result, trouble } = props.rehearsed;
  if (!result)
    return (
      <Alert severity="error">
        {t('backup:rehearsal.failed', { why: errorText(t, new AppError(trouble ?? '')) })}
      </Alert>
    );
  const facts = {
    made: instantText(result.madeAt),
    records: result.records,
    wrong: result.wrong,
    tables: result.tables.length,
  };
  return (
    <Alert severity={ok ? 'success' : 'error'}>
      {t(ok ? 'backup:rehearsal.good' : 'backup:rehearsal.bad', facts)}
    </Alert>
  );
}
