import FileIcon from '@mui/icons-material/UploadFileOutlined';
import { Box, Typography } from '@mui/material';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError } from '../../db/domain/errors.ts';
import { useNotify } from '../components/notify.tsx';
import { DropsContext, isOfFiles, type DroppedFile, type Drops, type DropScreen } from '../lib/dropped.tsx';
import { useBridge } from '../lib/events.ts';
import { useCan } from '../lib/session.tsx';
import { useStable } from '../lib/use-stable.ts';

/** A file that is dropped anywhere on the window leads to the import; who may not import is told so. */
export function DropZone(props: { children: ReactNode }) {
  const bridge = useBridge();
  const notify = useNotify();
  const navigate = useNavigate();
  const { t } = useTranslation();
  const mayImport = useCan('customers.import');
  const [isDragging, setDragging] = useState(false);
  const [screen, setScreen] = useState<DropScreen>('elsewhere');
  const [file, setFile] = useState<DroppedFile | null>(null);
  const takeIn = useStable((files: readonly File[], hasFolder: boolean) => {
    if (!mayImport) return notify.show({ text: t('import:drop.denied'), severity: 'warning' });
    if (screen === 'busy') return notify.show({ text: t('import:drop.busy'), severity: 'warning' });
    if (hasFolder) return notify.failed(new AppError('shell.drop_folder'));
    void bridge.drop(files).then((answer) => {
      if (!answer.ok) return notify.failed(new AppError(answer.error.code, answer.error.data));
      setFile(answer.data as DroppedFile);
      return navigate({ to: '/import' });
    });
  });
  useEffect(() => listen(setDragging, takeIn), [takeIn]);
  const drops = useMemo<Drops>(
    () => ({ isDragging, file, onTaken: () => setFile(null), onScreen: setScreen }),
    [isDragging, file],
  );
  const says = !mayImport ? 'denied' : screen === 'busy' ? 'busy' : 'release';
  return (
    <DropsContext value={drops}>
      {props.children}
      {isDragging && (screen !== 'box' || !mayImport) && (
        <Box sx={overlay}>
          <Box sx={sign}>
            <FileIcon sx={{ fontSize: 32, color: 'primary.main' }} aria-hidden />
            <Typography variant="h3" component="p">
              {t(`import:drop.${says}`)}
            </Typography>
          </Box>
        </Box>
      )}
    </DropsContext>
  );
}

const overlay = {
  position: 'fixed',
  inset: 0,
  zIndex: 'tooltip',
  pointerEvents: 'none',
  display: 'grid',
  placeItems: 'center',
  backgroundColor: 'rgba(20, 23, 28, 0.32)',
};

const sign = {
  display: 'grid',
  justifyItems: 'center',
  gap: 1,
  px: 6,
  py: 4,
  border: '2px dashed',
  borderColor: 'primary.main',
  borderRadius: 2,
  backgroundColor: 'background.paper',
};

/** Follows files over the window. Returns what stops it. */
function listen(
  onDragging: (isDragging: boolean) => void,
  onDrop: (files: readonly File[], hasFolder: boolean) => void,
): () => void {
  const over = (event: DragEvent) => {
    if (!isOfFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    onDragging(true);
  };
  // Between parts of the page it leaves the one for the other.
  const leave = (event: DragEvent) => {
    if (!event.relatedTarget) onDragging(false);
  };
  const drop = (event: DragEvent) => {
    onDragging(false);
    if (!isOfFiles(event)) return;
    event.preventDefault();
    const { files, items } = event.dataTransfer ?? {};
    const hasFolder = [...(items ?? [])].some((item) => item.webkitGetAsEntry?.()?.isDirectory);
    onDrop([...(files ?? [])], hasFolder);
  };
  window.addEventListener('dragover', over);
  window.addEventListener('dragleave', leave);
  window.addEventListener('drop', drop);
  return () => {
    window.removeEventListener('dragover', over);
    window.removeEventListener('dragleave', leave);
    window.removeEventListener('drop', drop);
  };
}
