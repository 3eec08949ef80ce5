import { Alert, Box, Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { useVaultClient, useShellClient } from '../../lib/vault.ts';
import { isLanguage } from '../../lib/languages.ts';
import { CountsRow } from './counts-row.tsx';
import type { Applied, Plan } from './import-types.ts';
import { RowList } from './row-list.tsx';

/** What was done, the rows that were refused, and the way on. */
export function ResultStep(props: { plan: Plan; counts: Applied; onAgain: () => void }) {
  const { t, i18n } = useTranslation();
  const shell = useShellClient();
  const client = useVaultClient();
  const notify = useNotify();
  const { plan, counts } = props;
  const save = useMutation({
    mutationFn: async () => {
      const suggestedName = t('import:refused_name', { name: plan.fileName.replace(/\.\w+$/, '') });
      const file = await shell.saveFile.mutate({ purpose: 'refused-rows', suggestedName });
      if (!file) return;
      const language = isLanguage(i18n.language) ? i18n.language : 'zh-CN';
      const { rows } = await client.import.saveRefused.mutate({
        planId: plan.planId,
        token: file.token,
        language,
      });
      notify.saved(t('import:refused_saved', { count: rows, name: file.name }), file);
    },
    onError: notify.failed,
  });
  return (
    <Box sx={{ px: 2, pb: 3, display: 'grid', gap: 2, maxWidth: 1040 }}>
      <Alert severity="success">{t('import:done', { name: plan.fileName })}</Alert>
      <CountsRow counts={counts} aside={plan.aside} written />
      {counts.refused > 0 && (
        <>
          <Alert severity="warning">{t('import:refused_text', { count: counts.refused })}</Alert>
          <Box
            sx={{
              height: 280,
              border: '1px solid',
              borderColor: 'divider',
              borderRadius: 1,
              overflow: 'hidden',
            }}
          >
            <RowList plan={plan} show="refused" asOf="done" />
          </Box>
        </>
      )}
      <Box sx={{ display: 'flex', gap: 1 }}>
        {counts.refused > 0 && (
          <Button variant="contained" loading={save.isPending} onClick={() => save.mutate()}>
            {t('import:save_refused')}
          </Button>
        )}
        <Button component={Link} to="/customers" variant={counts.refused > 0 ? 'outlined' : 'contained'}>
          {t('import:open_list')}
        </Button>
        <Button component={Link} to={`/imports/${counts.importId}`} variant="outlined">
          {t('import:record.open')}
        </Button>
        <Button variant="outlined" onClick={props.onAgain}>
          {t('import:again')}
        </Button>
      </Box>
    </Box>
  );
}
