import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Button, ListItemText, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../lib/session.tsx';
import { FormPreview } from '../../print/form-preview.tsx';
import { LabelsDialog } from '../../print/labels-dialog.tsx';
import type { Inspection } from './inspection-types.ts';

type Printed = 'record' | 'repairs' | 'comparison' | 'walk_list' | 'labels';

/** What is printed of an inspection: its record once it is signed, lists to walk by, labels for the folders. */
export function PrintMenu({ inspection }: { inspection: Pick<Inspection, 'id' | 'state'> }) {
  const { t } = useTranslation();
  const mayPrint = useCan('inspections.print');
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [printing, setPrinting] = useState<Printed | null>(null);
  if (!mayPrint) return null;
  const isSigned = inspection.state !== 'running' && inspection.state !== 'planned';
  const close = () => setPrinting(null);
  const item = (what: Printed, disabled = false) => (
    <MenuItem
      disabled={disabled}
      onClick={() => {
        setAnchor(null);
        setPrinting(what);
      }}
    >
      <ListItemText
        primary={t(`inspections:print.${what}`)}
        secondary={disabled ? t('inspections:print.once_signed') : null}
      />
    </MenuItem>
  );
  return (
    <>
      <Button
        startIcon={<PrintIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t('inspections:print.action')}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {item('record', !isSigned)}
        {item('repairs')}
        {item('comparison', !isSigned)}
        {item('walk_list')}
        {item('labels')}
      </Menu>
      {printing === 'record' && <FormPreview form="inspection_record" id={inspection.id} onClose={close} />}
      {printing === 'repairs' && <FormPreview form="repairs" id={inspection.id} onClose={close} />}
      {printing === 'comparison' && (
        <FormPreview form="inspection_comparison" id={inspection.id} onClose={close} />
      )}
      {printing === 'walk_list' && (
        <FormPreview form="inspection_walk_list" id={inspection.id} onClose={close} />
      )}
      {printing === 'labels' && <LabelsDialog onClose={close} />}
    </>
  );
}
