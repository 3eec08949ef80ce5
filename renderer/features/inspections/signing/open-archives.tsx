import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { inspectionFlow } from '../../../../db/domain/inspection.ts';
import { useFlowWords } from '../../../components/flow/words.ts';
import { formatCount } from '../../../lib/format.ts';
import { useFiltered } from '../desk/use-desk-queries.ts';
import type { Inspection } from '../inspection-types.ts';
import { OpenList } from './open-list.tsx';

interface OpenArchivesProps {
  readonly inspection: Inspection;
  /** Null for one who may not. */
  readonly onGiveUp: (() => void) | null;
  readonly onClose: () => void;
}

/** What nobody has looked at yet stands in the way of signing: each is named. */
export function OpenArchives({ inspection, onGiveUp, onClose }: OpenArchivesProps) {
  const { t, i18n } = useTranslation();
  const word = useFlowWords(inspectionFlow.name);
  const navigate = useNavigate();
  const title = useId();
  // As many as are listed: both are told by one answer.
  const { total } = useFiltered(inspection.id, 'open');
  const count = total ?? inspection.total - inspection.inspected;
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="sm" fullWidth>
      <DialogTitle id={title}>{t('inspections:open.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Alert severity="warning">
          {t('inspections:open.text', { count, formatted: formatCount(count, i18n.language) })}
        </Alert>
        <OpenList inspectionId={inspection.id} />
      </DialogContent>
      <DialogActions>
        {onGiveUp && (
          <>
            <Button color="warning" onClick={onGiveUp}>
              {word('ask.give_up')}
            </Button>
            <Box sx={{ flex: 1 }} />
          </>
        )}
        <Button onClick={onClose}>{t('common:close')}</Button>
        <Button
          variant="contained"
          autoFocus
          onClick={() => {
            void navigate({ to: `/inspections/${inspection.id}`, search: { list: 'open' } });
            onClose();
          }}
        >
          {t('inspections:open.go')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
