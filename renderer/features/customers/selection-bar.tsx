import { Box, Button, Typography } from '@mui/material';
import type { GridRowId } from '@mui/x-data-grid';
import { useTranslation } from 'react-i18next';
import { Can } from '../../lib/session.tsx';
import type { SortInput, ViewInput } from './list-query.ts';

/** What can be done with several archives at once; there only while some are selected. */
export function SelectionBar(props: {
  view: ViewInput;
  sort: SortInput;
  total: number;
  selected: ReadonlySet<GridRowId>;
  onClear: () => void;
}) {
  const { t } = useTranslation();
  const count = props.selected.size;
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
        backgroundColor: 'action.selected',
      }}
    >
      <Typography>{t('common:list.selected', { count })}</Typography>
      <Box sx={{ flex: 1 }} />
      <Can action="customers.export">{null}</Can>
      <Button size="small" onClick={props.onClear}>
        {t('customers:selection.clear')}
      </Button>
    </Box>
  );
}
