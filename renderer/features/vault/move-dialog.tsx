import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Typography,
} from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { errorText } from '../../lib/errors.ts';
import { useShell } from '../../lib/vault.ts';
import type { GivenFile } from './vault-file.ts';
import { useMoveOfWindow } from './use-move.ts';

const POINTS = ['out', 'compared', 'left', 'stays'] as const;

/** Moves the vault to a folder that is chosen here; `why` it should not lie where it does. */
export function MoveDialog(props: { why: string; onClose: () => void }) {
  const { t } = useTranslation();
  const shell = useShell();
  const notify = useNotify();
  const title = useId();
  const move = useMoveOfWindow();
  const [folder, setFolder] = useState<GivenFile | null>(null);
  const choose = useMutation(
    shell.chooseFile.mutationOptions({
      onSuccess: (chosen) => {
        if (!chosen) return;
        move.reset();
        setFolder(chosen);
      },
      onError: notify.failed,
    }),
  );
  const isRunning = move.state === 'running';
  const close = () => {
    if (isRunning) return;
    move.reset();
    props.onClose();
  };
  return (
    <Dialog open onClose={close} aria-labelledby={title} maxWidth="sm" fullWidth>
      <DialogTitle id={title}>{t('vault:move.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{props.why}</Typography>
        <Box component="ul" sx={{ m: 0, pl: 2.5, display: 'grid', gap: 0.5 }}>
          {POINTS.map((point) => (
            <li key={point}>{t(`vault:move.point.${point}`)}</li>
          ))}
        </Box>
        {folder && <Typography>{t('vault:move.to', { folder: folder.name })}</Typography>}
        {move.state === 'failed' && <Alert severity="error">{errorText(t, move.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={close} disabled={isRunning}>
          {t('common:cancel')}
        </Button>
        <Button
          variant={folder ? 'outlined' : 'contained'}
          loading={choose.isPending}
          disabled={isRunning}
          onClick={() => choose.mutate({ purpose: 'move-folder' })}
        >
          {t(folder ? 'vault:move.other' : 'vault:move.choose')}
        </Button>
        {folder && (
          <Button variant="contained" loading={isRunning} onClick={() => void move.begin(folder.token)}>
            {t('vault:move.confirm')}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
