import { Alert, Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { UndoDialog } from '../../components/undo-dialog.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { formatCount } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useWords } from '../lists/use-words.ts';
import { bulkLineText } from './bulk-values.ts';
import { TouchedArchives } from './touched-archives.tsx';
import { useSayUndone } from './use-undo-many.ts';

type Preview = inferRouterOutputs<AppRouter>['customers']['previewUndoMany'];

/** 撤销 of a change of many archives: how many would be as they were, and which have been touched since and stay. */
export function BulkUndoDialog(props: { act: number; onClose: () => void }) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const say = useSayUndone();
  const job = useJob<{ restored: number; left: number }>('customers.bulk_undo');
  const { act } = props;
  const query = useQuery({ ...vault.customers.previewUndoMany.queryOptions({ act }), gcTime: 0 });
  const undo = async () => {
    const done = await job.start((signal) => client.customers.undoMany.mutate({ act }, { signal }));
    if (!done) return;
    say(done);
    props.onClose();
  };
  const preview = query.data;
  return (
    <UndoDialog
      title={t('customers:bulk.undo_title')}
      preview={query}
      mayRun={preview !== undefined && preview.restored > 0}
      job={job}
      words={{
        run: t('customers:bulk.undo_run'),
        running: t('customers:bulk.undoing'),
        cancelled: t('customers:bulk.cancelled'),
      }}
      onRun={() => void undo()}
      onClose={props.onClose}
    >
      {preview && <Restored preview={preview} />}
    </UndoDialog>
  );
}

function Restored({ preview }: { preview: Preview }) {
  const { t, i18n } = useTranslation();
  const instantText = useInstantText();
  const words = useWords();
  const { line, restored, left, archives } = preview;
  const number = (count: number) => formatCount(count, i18n.language);
  return (
    <>
      <Box>
        <Typography>{bulkLineText(t, words, line, i18n.language)}</Typography>
        <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
          {instantText(line.at)} {line.by}
        </Typography>
      </Box>
      <Typography>{t('customers:bulk.restores', { number: number(restored) })}</Typography>
      {left > 0 && (
        <Alert severity="warning" sx={{ '& .MuiAlert-message': { minWidth: 0, flex: 1 } }}>
          {t('customers:bulk.leaves', { number: number(left) })}
          <TouchedArchives archives={archives} />
        </Alert>
      )}
    </>
  );
}
