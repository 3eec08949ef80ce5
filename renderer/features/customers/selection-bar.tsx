import { Box, Button, Typography } from '@mui/material';
import type { GridRowId } from '@mui/x-data-grid';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Can } from '../../lib/session.tsx';
import { LabelsDialog } from '../../print/labels-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import type { SortInput, ViewInput } from './list-query.ts';

/** What can be done with several archives at once; below the rows, which so stay under the pointer. */
export function SelectionBar(props: {
  view: ViewInput;
  sort: SortInput;
  selected: ReadonlySet<GridRowId>;
  onClear: () => void;
}) {
  const { t } = useTranslation();
  const [exporting, setExporting] = useState(false);
  const [printing, setPrinting] = useState(false);
  const { view, sort, selected } = props;
  const count = selected.size;
  if (count === 0) return null;
  return (
    <Box
      role="toolbar"
      aria-label={t('common:list.selected', { count })}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 2,
        minHeight: 44,
        flex: 'none',
        borderTop: '1px solid',
        borderColor: 'divider',
        backgroundColor: 'action.selected',
      }}
    >
      <Typography>{t('common:list.selected', { count })}</Typography>
      <Box sx={{ flex: 1 }} />
      <Can action="inspections.print">
        <Button size="small" variant="outlined" onClick={() => setPrinting(true)}>
          {t('customers:selection.labels')}
        </Button>
      </Can>
      <Can action="customers.export">
        <Button size="small" variant="outlined" onClick={() => setExporting(true)}>
          {t('customers:export.action')}
        </Button>
      </Can>
      <Button size="small" onClick={props.onClear}>
        {t('customers:selection.clear')}
      </Button>
      {printing && <LabelsDialog ids={[...selected].map(Number)} onClose={() => setPrinting(false)} />}
      {exporting && (
        <ExportDialog
          view={view}
          sort={sort}
          ids={[...selected].map(Number)}
          total={count}
          onClose={() => setExporting(false)}
        />
      )}
    </Box>
  );
}
