import ExportIcon from '@mui/icons-material/FileDownloadOutlined';
import { Button, Menu, MenuItem } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { useShellClient, useVaultClient } from '../../lib/vault.ts';
import { periodText } from '../../lib/period-text.ts';
import type { Asked } from './search.ts';

const FORMATS = ['xlsx', 'docx', 'pdf'] as const;

/** 导出: what is looked at as a file, which leaves the vault and is logged. */
export function ExportMenu({ asked, title }: { asked: Asked; title: string }) {
  const { t } = useTranslation();
  const shell = useShellClient();
  const client = useVaultClient();
  const notify = useNotify();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const saving = useMutation({
    async mutationFn(format: (typeof FORMATS)[number]) {
      const suggestedName = `${title} ${periodText(t, asked.period)}`;
      const file = await shell.saveFile.mutate({ purpose: `report-${format}`, suggestedName });
      if (!file) return null;
      await client.reports.save.mutate({ asked, format, token: file.token });
      return file;
    },
    onSuccess: (file) => {
      if (file) notify.saved(t('reports:export.done', { name: file.name }), file);
    },
    onError: (error) => notify.failed(error),
  });
  return (
    <>
      <Button
        startIcon={<ExportIcon />}
        aria-haspopup="menu"
        loading={saving.isPending}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('reports:export')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {FORMATS.map((format) => (
          <MenuItem
            key={format}
            onClick={() => {
              setAnchor(null);
              saving.mutate(format);
            }}
          >
            {t(`reports:export.${format}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
