import FileIcon from '@mui/icons-material/UploadFileOutlined';
import { Alert, Box, Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useDrops } from '../../lib/dropped.tsx';
import { useVaultClient, useShellClient } from '../../lib/vault.ts';
import { errorText } from '../../lib/errors.ts';
import { useCommand } from '../../lib/events.ts';
import { useJob } from '../../lib/job.ts';
import { useStable } from '../../lib/use-stable.ts';
import type { ChosenFile, Inspection } from './import-types.ts';

/** Which file, chosen or dropped here, and what may be in it. The file is only read, never changed. */
export function FileStep(props: { onInspected: (file: ChosenFile, inspection: Inspection) => void }) {
  const { t } = useTranslation();
  const shell = useShellClient();
  const client = useVaultClient();
  const job = useJob<Inspection>('import');
  const inspect = useMutation({
    mutationFn: async (given: ChosenFile | null) => {
      const file = given ?? (await shell.chooseFile.mutate({ purpose: 'import' }));
      if (!file) return;
      const inspection = await job.start((signal) =>
        client.import.inspect.mutate({ token: file.token }, { signal }),
      );
      if (inspection) props.onInspected(file, inspection);
    },
  });
  const choose = () => inspect.mutate(null);
  useCommand('open', choose);
  const drops = useDrops(inspect.isPending ? 'busy' : 'box');
  const { file } = drops;
  const takeIn = useStable((dropped: ChosenFile) => {
    if (inspect.isPending) return;
    drops.onTaken();
    inspect.mutate(dropped);
  });
  useEffect(() => {
    if (file) takeIn(file);
  }, [takeIn, file]);
  const error = inspect.error ?? (job.state === 'failed' ? job.error : null);
  return (
    <Box sx={{ maxWidth: 640, px: 2, py: 2, display: 'grid', gap: 2 }}>
      <Box sx={drops.isDragging ? { ...panel, ...ready } : panel}>
        <FileIcon sx={{ fontSize: 32, color: 'text.secondary' }} aria-hidden />
        <Typography>{t(drops.isDragging ? 'import:drop.release' : 'import:file.text')}</Typography>
        <Button variant="contained" autoFocus loading={inspect.isPending} onClick={choose}>
          {t('import:file.choose')}
        </Button>
      </Box>
      <JobProgress job={job} label={t('import:file.reading')} onCancel={job.cancel} />
      {error != null && <Alert severity="error">{errorText(t, error)}</Alert>}
      <Box component="ul" sx={{ m: 0, pl: 2.5, color: 'text.secondary', '& li': { mb: 0.5 } }}>
        {['kinds', 'found', 'twice', 'nothing'].map((key) => (
          <Typography key={key} component="li">
            {t(`import:file.hint_${key}`)}
          </Typography>
        ))}
      </Box>
    </Box>
  );
}

const panel = {
  display: 'grid',
  justifyItems: 'center',
  gap: 1.5,
  p: 4,
  textAlign: 'center',
  border: '1px dashed',
  borderColor: 'divider',
  borderRadius: 1,
  backgroundColor: 'background.paper',
};

/** Something is dragged over the window. */
const ready = { borderColor: 'primary.main', outline: '1px dashed', outlineColor: 'primary.main' };
