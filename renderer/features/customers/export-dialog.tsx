import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { JobProgress } from '../../components/job-progress.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useVaultClient, useShellClient } from '../../lib/vault.ts';
import { errorText } from '../../lib/errors.ts';
import { countText } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { isLanguage } from '../../lib/languages.ts';
import { useToday } from '../../lib/use-today.ts';
import type { Chosen } from './list-query.ts';

interface Exported {
  readonly exported: number;
  readonly withheld: number;
}

/** 导出: what would leave the vault is said first; the export is logged and leaves out what may not go. */
export function ExportDialog(props: {
  chosen: Chosen;
  /** How many that are. */
  total: number;
  totalIsExact: boolean;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  const title = useId();
  const shell = useShellClient();
  const client = useVaultClient();
  const notify = useNotify();
  const today = useToday();
  const job = useJob<Exported>('customers.export');
  const { chosen } = props;
  const isPart = chosen.ids !== null || (chosen.except ?? []).length > 0;
  const number = countText(props.total, props.totalIsExact, i18n.language);
  const run = async () => {
    const suggestedName = t('customers:export.file', { day: today });
    const file = await shell.saveFile.mutate({ purpose: 'export-list', suggestedName });
    if (!file) return;
    const language = isLanguage(i18n.language) ? i18n.language : 'zh-CN';
    const done = await job.start((signal) =>
      client.customers.export.mutate({ token: file.token, ...chosen, language }, { signal }),
    );
    if (!done) return;
    notify.saved(
      t(done.withheld > 0 ? 'customers:export.done_part' : 'customers:export.done', {
        ...done,
        name: file.name,
      }),
      file,
    );
    props.onClose();
  };
  const running = job.state === 'running';
  return (
    <Dialog
      open
      onClose={running ? undefined : props.onClose}
      aria-labelledby={title}
      maxWidth="xs"
      fullWidth
    >
      <DialogTitle id={title}>{t('customers:export.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        <Typography>
          {t(isPart ? 'customers:export.selected' : 'customers:export.all', { number })}
        </Typography>
        <Typography sx={{ color: 'text.secondary' }}>{t('customers:export.text')}</Typography>
        <JobProgress job={job} label={t('customers:export.running')} onCancel={job.cancel} />
        {job.state === 'failed' && <Alert severity="error">{errorText(t, job.error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} disabled={running}>
          {t('common:cancel')}
        </Button>
        <Button variant="contained" loading={running} onClick={() => void run()}>
          {t('customers:export.run')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
