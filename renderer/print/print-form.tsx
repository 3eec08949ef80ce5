import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Button } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Can } from '../lib/session.tsx';
import { FormPreview } from './form-preview.tsx';

/** The paper of a request or an amendment, by the name of its form, for the department that keeps it. */
export function PrintForm({ form, id }: { form: 'report_request' | 'report_amendment'; id: number }) {
  const { t } = useTranslation();
  const [printing, setPrinting] = useState(false);
  return (
    <Can action="reports.print">
      <Button size="small" startIcon={<PrintIcon />} onClick={() => setPrinting(true)}>
        {t(`prints:${form}.title`)}
      </Button>
      {printing && <FormPreview form={form} id={id} onClose={() => setPrinting(false)} />}
    </Can>
  );
}
