import { Alert, Box, Button, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useNotify } from '../../components/notify.tsx';
import { AppError } from '../../../db/domain/errors.ts';
import { errorText } from '../../lib/errors.ts';
import { Failed } from '../../components/states.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { formatBytes, formatCount } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useShell, useShellClient, useVaultClient } from '../../lib/vault.ts';

type Made = inferRouterOutputs<AppRouter>['backup']['make'];

/** Makes a backup to the places that were chosen, or to a folder chosen now, and says what came of it. */
export function MakeBackup(props: { places: number }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const client = useVaultClient();
  const shell = useShell();
  const shellClient = useShellClient();
  const notify = useNotify();
  const [full, setFull] = useState(false);
  const job = useJob<Made>('backup.make');
  const { places } = props;
  const hasPlaces = places > 0;
  const isRunning = job.state === 'running';

  const begin = async (token: string | null) => {
    const made = await job.start((signal) => client.backup.make.mutate({ token, full }, { signal }));
    const file = made && (await findMade(token, made));
    if (file) notify.saved(t('backup:result.saved', { at: instantText(made.at) }), file);
  };
  /** The folder that was chosen for it, or where this computer knows that it lies. */
  const findMade = async (token: string | null, made: Made) => {
    if (!made.verified) return null;
    if (token !== null) return { token, isFolder: true };
    const at = new Date(made.at).toISOString();
    const known = await shellClient.recentVaults.query();
    const found = known.flatMap(({ backup }) => (backup?.at === at ? backup : []))[0];
    return found ? { token: found.token, isFolder: true } : null;
  };
  const chosen = useMutation(
    shell.chooseFile.mutationOptions({
      onSuccess: (folder) => folder && void begin(folder.token),
      onError: notify.failed,
    }),
  );
  const choose = () => chosen.mutate({ purpose: 'backup-folder' });

  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Typography sx={{ color: 'text.secondary' }}>{t('backup:make.text')}</Typography>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        {hasPlaces && (
          <Button variant="contained" loading={isRunning} onClick={() => void begin(null)}>
            {t('backup:make.again', { places })}
          </Button>
        )}
        <Button variant={hasPlaces ? 'outlined' : 'contained'} disabled={isRunning} onClick={choose}>
          {t(hasPlaces ? 'backup:make.elsewhere' : 'backup:make.choose')}
        </Button>
        <FormControlLabel
          sx={{ ml: 1 }}
          control={
            <Checkbox
              size="small"
              checked={full}
              disabled={isRunning}
              onChange={(_event, checked) => setFull(checked)}
            />
          }
          label={t('backup:make.full')}
        />
      </Box>
      <JobProgress job={job} label={t('backup:make.running')} onCancel={job.cancel} inBytes />
      {job.state === 'cancelled' && <Typography>{t('backup:make.cancelled')}</Typography>}
      {job.state === 'failed' && (
        <Failed error={job.error} onRetry={hasPlaces ? () => void begin(null) : choose} />
      )}
      {job.result && <Result made={job.result} />}
    </Box>
  );
}

function Result(props: { made: Made }) {
  const { t, i18n } = useTranslation();
  const instantText = useInstantText();
  const { made } = props;
  const facts = {
    label: made.places
      .filter(({ folder }) => folder !== null)
      .map(({ label }) => label)
      .join(t('backup:result.comma')),
    at: instantText(made.at),
    size: formatBytes(made.bytes, i18n.language),
    archives: formatCount(made.archives, i18n.language),
    seq: formatCount(made.head.seq, i18n.language),
    hash: made.head.hash.slice(0, 20),
  };
  const checks = made.failed.map((name) => t(`audit:check.${name}`)).join(t('backup:result.comma'));
  return (
    <Box component="output" sx={{ display: 'grid', gap: 1 }}>
      <Alert severity={made.verified ? 'success' : 'error'}>
        {made.verified
          ? t('backup:result.good', facts)
          : made.failed.length > 0
            ? t('backup:result.bad', { ...facts, checks })
            : t('backup:result.apart', facts)}
        <Typography variant="caption" component="p" className="figures">
          {t('backup:result.head', facts)}
        </Typography>
      </Alert>
      {made.places.map(
        ({ label, folder, trouble }) =>
          trouble && (
            <Alert key={folder ?? label} severity="error">
              {t('backup:result.missed', {
                label,
                why: errorText(t, new AppError(trouble.code, trouble.data)),
              })}
            </Alert>
          ),
      )}
      {made.sameDrive && <Alert severity="warning">{t('backup:result.same_drive')}</Alert>}
    </Box>
  );
}
