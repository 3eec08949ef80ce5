import { Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useShell } from '../lib/vault.ts';

/** What was just saved: the token of its dialog opens it, or shows where it lies. */
export interface SavedFile {
  readonly token: string;
  /** A folder is shown, and nothing opens it. */
  readonly isFolder?: boolean;
}

/** 打开 and 打开文件夹, behind what says that a file was saved. */
export function SavedFileActions(props: {
  file: SavedFile;
  onUsed: () => void;
  onFailed: (error: unknown) => void;
}) {
  const { t } = useTranslation();
  const shell = useShell();
  const { file, onUsed: onSuccess, onFailed: onError } = props;
  const open = useMutation(shell.openSaved.mutationOptions({ onSuccess, onError }));
  const show = useMutation(shell.showSaved.mutationOptions({ onSuccess, onError }));
  const { token } = file;
  return (
    <>
      {!file.isFolder && (
        <Button color="inherit" size="small" loading={open.isPending} onClick={() => open.mutate({ token })}>
          {t('common:saved.open')}
        </Button>
      )}
      <Button color="inherit" size="small" onClick={() => show.mutate({ token })}>
        {t('common:saved.show')}
      </Button>
    </>
  );
}
