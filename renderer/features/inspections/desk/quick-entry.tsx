import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuickCodes } from './open-desk.tsx';
import { QuickDone } from './quick-done.tsx';
import { QuickFind } from './quick-find.tsx';
import { QuickOutcome } from './quick-outcome.tsx';
import { useQuickEntry } from './use-quick-entry.ts';

interface QuickEntryProps {
  readonly inspectionId: number;
  readonly scans: QuickCodes;
  readonly onClose: () => void;
}

/** What was ticked on a printed list, entered line by line with the keyboard alone: which archive, then how it stands. */
export function QuickEntry(props: QuickEntryProps) {
  const { t } = useTranslation();
  const title = useId();
  const entry = useQuickEntry(props.inspectionId, props.scans);
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth="sm" fullWidth>
      <DialogTitle id={title}>{t('inspections:quick.title')}</DialogTitle>
      <DialogContent
        sx={{
          display: 'grid',
          gridTemplateColumns: 'minmax(0, 1fr)',
          gap: 2,
          alignContent: 'start',
          minHeight: 380,
        }}
      >
        <Typography sx={{ color: 'text.secondary' }}>{t('inspections:quick.text')}</Typography>
        {entry.chosen ? (
          <QuickOutcome
            key={entry.chosen.id}
            line={entry.chosen}
            onEnter={entry.enter}
            onBack={entry.reset}
          />
        ) : (
          <QuickFind entry={entry} />
        )}
        <QuickDone done={entry.done} />
      </DialogContent>
      <DialogActions>
        <Typography sx={{ flex: 1, pl: 1, color: 'text.secondary' }}>
          {t('inspections:quick.count', { count: entry.done.length })}
        </Typography>
        <Button onClick={props.onClose}>{t('common:close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
