import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Inspection } from '../inspection-types.ts';
import { OpenList } from './open-list.tsx';

/** What nobody has looked at yet stands in the way of signing: each is named. */
export function OpenArchives({ inspection, onClose }: { inspection: Inspection; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const title = useId();
  const count = inspection.total - inspection.inspected;
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="sm" fullWidth>
      <DialogTitle id={title}>{t('inspections:open.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <Alert severity="warning">{t('inspections:open.text', { count })}</Alert>
        <OpenList inspectionId={inspection.id} />
      </DialogContent>
      <DialogActions>
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
