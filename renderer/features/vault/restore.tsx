import { Alert, Box, Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Facts } from '../../components/page.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { errorText } from '../../lib/errors.ts';
import { formatBytes, formatCount } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { useShellClient, useVaultClient } from '../../lib/vault.ts';
import { computerTimeText } from './computer-time.ts';
import { GateTitle } from './gate-layout.tsx';
import { RestoreSecret, type Secret } from './restore-secret.tsx';
import type { GivenFile, VaultFile } from './vault-file.ts';

type Outputs = inferRouterOutputs<AppRouter>['backup'];
type Inspected = Outputs['inspect'];
type Present = Outputs['preview'];

/**
 * From a backup to a vault that opens: the folder, a secret of its day, what it is, where to, and what stands there.
 * Nothing is written before the last button.
 */
export function Restore(props: {
  folder: GivenFile;
  onBack: () => void;
  onRestored: (file: VaultFile) => void;
}) {
  const { t } = useTranslation();
  const client = useVaultClient();
  const inspecting = useJob<Inspected>('backup.inspect');
  const { folder } = props;
  // Wipes the key of what was proved.
  const giveUp = () => void client.vault.close.mutate().finally(props.onBack);
  const inspect = (secret: Secret) =>
    void inspecting.start((signal) =>
      client.backup.inspect.mutate({ token: folder.token, secret }, { signal }),
    );
  return (
    <>
      <GateTitle title={t('vault:restore.title')}>{folder.name}</GateTitle>
      {inspecting.result ? (
        <Proved inspected={inspecting.result} onBack={giveUp} onRestored={props.onRestored} />
      ) : (
        <>
          <RestoreSecret
            isChecking={inspecting.state === 'running'}
            error={inspecting.state === 'failed' ? inspecting.error : null}
            onSecret={inspect}
            onBack={props.onBack}
          />
          <JobProgress
            job={inspecting}
            label={t('vault:restore.checking')}
            onCancel={inspecting.cancel}
            inBytes
          />
        </>
      )}
    </>
  );
}

interface Target {
  readonly file: GivenFile;
  readonly present: Present;
}

function Proved(props: { inspected: Inspected; onBack: () => void; onRestored: (file: VaultFile) => void }) {
  const { t, i18n } = useTranslation();
  const client = useVaultClient();
  const shell = useShellClient();
  const notify = useNotify();
  const { inspected } = props;
  const { restoreId } = inspected;
  const [target, setTarget] = useState<Target | null>(null);
  const restoring = useJob<Outputs['restore']>('backup.restore');
  const choose = useMutation({
    mutationFn: async () => {
      const file = await shell.chooseFile.mutate({ purpose: 'create-archive' });
      return file && { file, present: await client.backup.preview.mutate({ restoreId, token: file.token }) };
    },
    onSuccess: (chosen) => chosen && setTarget(chosen),
    onError: notify.failed,
  });
  const restore = ({ file }: Target) =>
    void restoring
      .start((signal) => client.backup.restore.mutate({ restoreId, token: file.token }, { signal }))
      .then((restored) => restored && props.onRestored({ token: null, name: file.name }));
  const isRunning = restoring.state === 'running';
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Alert severity={inspected.verified ? 'success' : 'warning'}>
        {t(inspected.verified ? 'vault:restore.proved' : 'vault:restore.proved_unverified')}
      </Alert>
      <Facts
        facts={[
          { label: t('vault:restore.company'), value: inspected.company },
          { label: t('vault:restore.made'), value: figures(computerTimeText(inspected.madeAt)) },
          {
            label: t('vault:restore.archives'),
            value: figures(formatCount(inspected.archives, i18n.language)),
          },
          {
            label: t('vault:restore.head'),
            value: figures(
              `${formatCount(inspected.head.seq, i18n.language)} · ${inspected.head.hash.slice(0, 20)}`,
            ),
          },
          { label: t('vault:restore.size'), value: figures(formatBytes(inspected.bytes, i18n.language)) },
        ]}
      />
      {target && <AtTarget target={target} />}
      {target?.present.newer && <NewerWitness newer={target.present.newer} />}
      {restoring.state === 'failed' && <Alert severity="error">{errorText(t, restoring.error)}</Alert>}
      <JobProgress job={restoring} label={t('vault:restore.running')} onCancel={restoring.cancel} inBytes />
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        {target && (
          <Button variant="contained" loading={isRunning} onClick={() => restore(target)}>
            {t('vault:restore.confirm')}
          </Button>
        )}
        <Button
          variant={target ? 'outlined' : 'contained'}
          loading={choose.isPending}
          disabled={isRunning}
          onClick={() => choose.mutate()}
        >
          {t(target ? 'vault:restore.elsewhere' : 'vault:restore.choose')}
        </Button>
        <Button onClick={props.onBack} disabled={isRunning}>
          {t('common:back')}
        </Button>
      </Box>
    </Box>
  );
}

const figures = (text: string) => <span className="figures">{text}</span>;

/** Somebody saw more than the backup has: the first opening will say so. */
function NewerWitness({ newer }: { newer: NonNullable<Present['newer']> }) {
  const { t } = useTranslation();
  const where = t(`vault:differs.where.${newer.kind}`, newer);
  return (
    <Alert severity="warning">
      {t('vault:restore.newer', { where, seq: newer.seq, at: computerTimeText(newer.at) })}
    </Alert>
  );
}

/** What stands where it is to go, and what of that the backup does not have. */
function AtTarget({ target: { file, present } }: { target: Target }) {
  const { t } = useTranslation();
  const { name } = file;
  if (present.state === 'none') return <Typography>{t('vault:restore.free', { name })}</Typography>;
  if (present.state === 'unreadable')
    return <Alert severity="warning">{t('vault:restore.unreadable', { name })}</Alert>;
  const { acts, people, first, last } = present.lost;
  if (acts === 0) return <Alert severity="info">{t('vault:restore.nothing_lost', { name })}</Alert>;
  const who = people.map((person) => t('vault:restore.person', person)).join(t('vault:restore.comma'));
  return (
    <Alert severity="warning">
      {t('vault:restore.lost', {
        name,
        acts,
        who,
        first: computerTimeText(first ?? 0),
        last: computerTimeText(last ?? 0),
      })}
    </Alert>
  );
}
