import { Box, Button, Menu, MenuItem, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countSelected, type Selection } from '../../components/list/selection.ts';
import { countText } from '../../lib/format.ts';
import { Can, useCan } from '../../lib/session.tsx';
import { LabelsDialog } from '../../print/labels-dialog.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import type { Chosen } from './list-query.ts';
import { PrintManyDialog } from './print-many-dialog.tsx';

type Act = 'change' | 'export' | 'labels' | 'cards' | 'archive_index';

/** What can be done with several archives at once; below the rows, which so stay under the pointer. */
export function SelectionBar(props: {
  selected: Selection;
  /** The same as acts are told it. */
  chosen: Chosen;
  /** Of the whole list. */
  total: number;
  totalIsExact: boolean;
  onClear: () => void;
}) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState<Act | null>(null);
  const mayEdit = useCan('customers.edit');
  const mayAssign = useCan('customers.assign');
  const { selected, chosen, onClear } = props;
  const total = countSelected(selected, props.total);
  if (total === 0) return null;
  const totalIsExact = selected.kind === 'some' || props.totalIsExact;
  const number = countText(total, totalIsExact, i18n.language);
  const close = () => setOpen(null);
  const many = { chosen, total, totalIsExact, onClose: close };
  const done = () => {
    close();
    onClear();
  };
  return (
    <Box role="toolbar" aria-label={t('customers:selection.count', { number })} sx={bar}>
      <Typography className="figures" aria-live="polite" noWrap>
        {t('customers:selection.count', { number })}
      </Typography>
      <Box sx={{ flex: 1 }} />
      {(mayEdit || mayAssign) && (
        <Button size="small" variant="outlined" onClick={() => setOpen('change')}>
          {t('customers:bulk.action')}
        </Button>
      )}
      <PrintButton onChosen={setOpen} />
      <Can action="customers.export">
        <Button size="small" variant="outlined" onClick={() => setOpen('export')}>
          {t('customers:export.action')}
        </Button>
      </Can>
      <Button size="small" onClick={onClear}>
        {t('customers:selection.clear')}
      </Button>
      {open === 'change' && <BulkDialog {...many} onDone={done} />}
      {open === 'labels' && <LabelsDialog {...many} />}
      {open === 'export' && <ExportDialog {...many} />}
      {(open === 'cards' || open === 'archive_index') && <PrintManyDialog {...many} form={open} />}
    </Box>
  );
}

/** What is printed of them. */
function PrintButton({ onChosen }: { onChosen: (act: Act) => void }) {
  const { t } = useTranslation();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const mayPrint = useCan('customers.print');
  const mayLabel = useCan('inspections.print');
  if (!mayPrint && !mayLabel) return null;
  const item = (act: Act, label: string) => (
    <MenuItem
      dense
      onClick={() => {
        setAnchor(null);
        onChosen(act);
      }}
    >
      {label}
    </MenuItem>
  );
  return (
    <>
      <Button
        size="small"
        variant="outlined"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('customers:print_many.action')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {mayPrint && item('cards', t('customers:print_many.cards'))}
        {mayPrint && item('archive_index', t('customers:print_many.archive_index'))}
        {mayLabel && item('labels', t('customers:selection.labels'))}
      </Menu>
    </>
  );
}

const bar = {
  display: 'flex',
  alignItems: 'center',
  flexWrap: 'wrap',
  gap: 1,
  px: 2,
  py: 0.5,
  minHeight: 44,
  flex: 'none',
  borderTop: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'action.selected',
};
