import { Alert, Box, Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Facts } from '../../components/page.tsx';
import { errorText, isRefusal } from '../../lib/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { useShellClient } from '../../lib/vault.ts';
import { GateLayout, GateTitle } from './gate-layout.tsx';
import type { Move } from './use-move.ts';
import type { VaultFile } from './vault-file.ts';

/** The vault on its way to another folder, while nobody is signed in; then where it is, and on to the sign-in. */
export function MoveScreen(props: { move: Move; onMoved: (file: VaultFile | null) => void }) {
  const { t } = useTranslation();
  const { move } = props;
  return (
    <GateLayout>
      <GateTitle title={t(move.state === 'done' ? 'vault:move.done' : 'vault:move.title')} />
      <Box sx={{ display: 'grid', gap: 2 }}>
        {move.state === 'running' && (
          <>
            <Typography>{t('vault:move.wait')}</Typography>
            <JobProgress job={move} label={t('vault:move.running')} onCancel={move.cancel} inBytes />
          </>
        )}
        {move.result && <Moved moved={move.result} onOpen={props.onMoved} />}
        {(move.state === 'failed' || move.state === 'cancelled') && (
          <NotMoved move={move} onMoved={props.onMoved} />
        )}
      </Box>
    </GateLayout>
  );
}

/** Back to the sign-in where it was; a window that was locked meanwhile only knows that it is done. */
function NotMoved(props: { move: Move; onMoved: (file: VaultFile | null) => void }) {
  const { t } = useTranslation();
  const { move } = props;
  const isDone = isRefusal(move.error, 'vault.done_then_locked');
  return (
    <>
      <Alert severity={move.state === 'failed' && !isDone ? 'error' : 'info'}>
        {move.state === 'failed' ? errorText(t, move.error) : t('vault:move.cancelled')}
      </Alert>
      <Box>
        <Button variant="contained" onClick={() => (isDone ? props.onMoved(null) : move.reset())}>
          {t('vault:move.sign_in')}
        </Button>
      </Box>
    </>
  );
}

function Moved(props: { moved: NonNullable<Move['result']>; onOpen: (file: VaultFile | null) => void }) {
  const { t, i18n } = useTranslation();
  const shell = useShellClient();
  const notify = useNotify();
  const { folder, name, from, aside, head } = props.moved;
  const open = useMutation({
    mutationFn: async () => {
      const known = await shell.recentVaults.query();
      return known.find((one) => one.folder === folder && one.name === name) ?? null;
    },
    onSuccess: (file) => props.onOpen(file && { token: file.token, name: file.name }),
    onError: notify.failed,
  });
  return (
    <>
      <Alert severity="success">{t('vault:move.proved')}</Alert>
      <Facts
        facts={[
          { label: t('vault:move.folder'), value: wrapped(folder) },
          {
            label: t('vault:restore.head'),
            value: wrapped(`${formatCount(head.seq, i18n.language)} · ${head.hash.slice(0, 20)}`),
          },
          ...(aside === null ? [] : [{ label: t('vault:move.aside'), value: wrapped(aside) }]),
        ]}
      />
      {aside === null && <Alert severity="warning">{t('vault:move.not_aside', { from })}</Alert>}
      <Box>
        <Button variant="contained" autoFocus loading={open.isPending} onClick={() => open.mutate()}>
          {t('vault:move.sign_in')}
        </Button>
      </Box>
    </>
  );
}

const wrapped = (text: string) => (
  <Box component="span" className="figures" sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
    {text}
  </Box>
);
