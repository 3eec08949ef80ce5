import EditIcon from '@mui/icons-material/EditOutlined';
import PrintIcon from '@mui/icons-material/PrintOutlined';
import AssignIcon from '@mui/icons-material/AssignmentIndOutlined';
import ClassIcon from '@mui/icons-material/GppGoodOutlined';
import { Box, Button } from '@mui/material';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../lib/events.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { FormPreview } from '../../print/form-preview.tsx';
import { AssignDialog } from './assign-dialog.tsx';
import { ClassifyDialog } from './classify-dialog.tsx';
import type { FullCustomer } from './customer-record.ts';
import { MoreActions } from './more-actions.tsx';

const EDIT_KEY = 'Ctrl E';

/** The likeliest actions of an archive; each only for whoever may. */
export function CustomerActions(props: { customer: FullCustomer }) {
  const { t } = useTranslation();
  const [assigning, setAssigning] = useState(false);
  const [classifying, setClassifying] = useState(false);
  const [printing, setPrinting] = useState(false);
  const { customer } = props;
  const { id } = customer.index;
  useCommand('print', () => {
    if (customer.may.print) setPrinting(true);
  });
  const { edit, print, classify, assign } = customer.may;
  const navigate = useNavigate();
  useShortcut('mod+e', () => void navigate({ to: `/customers/${id}/edit`, search: true }), edit);
  if (!edit && !print && !classify && !assign) return null;
  return (
    <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {edit && (
        <Button
          component={Link}
          to={`/customers/${id}/edit`}
          search
          variant="contained"
          startIcon={<EditIcon />}
          title={EDIT_KEY}
          aria-keyshortcuts="Control+E"
        >
          {t('common:edit')}
        </Button>
      )}
      {print && (
        <Button variant="outlined" startIcon={<PrintIcon />} onClick={() => setPrinting(true)}>
          {t('customers:print_card')}
        </Button>
      )}
      {classify && (
        <Button variant="outlined" startIcon={<ClassIcon />} onClick={() => setClassifying(true)}>
          {t('customers:classify.action')}
        </Button>
      )}
      {assign && (
        <Button variant="outlined" startIcon={<AssignIcon />} onClick={() => setAssigning(true)}>
          {t('customers:assign.action')}
        </Button>
      )}
      {edit && <MoreActions customer={customer} />}
      {printing && <FormPreview form="card" id={id} onClose={() => setPrinting(false)} />}
      {assigning && <AssignDialog customer={customer} onClose={() => setAssigning(false)} />}
      {classifying && <ClassifyDialog customer={customer} onClose={() => setClassifying(false)} />}
    </Box>
  );
}
