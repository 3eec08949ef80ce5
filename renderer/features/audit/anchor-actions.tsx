import CompareIcon from '@mui/icons-material/QrCodeScannerOutlined';
import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Button } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { useCan } from '../../lib/session.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import { FormPreview } from '../../print/form-preview.tsx';
import { CompareCode } from './compare-code.tsx';

/** The log on paper: its newest row as 存证码, and a code from paper held against it. */
export function AnchorActions() {
  const { t } = useTranslation();
  const client = useVaultClient();
  const notify = useNotify();
  const mayPrint = useCan('audit.print');
  const [isComparing, setComparing] = useState(false);
  const [printed, setPrinted] = useState<number | null>(null);
  const head = useMutation({
    mutationFn: () => client.audit.head.query(),
    onSuccess: (found) => setPrinted(found?.seq ?? null),
    onError: notify.failed,
  });
  return (
    <>
      <Button startIcon={<CompareIcon />} onClick={() => setComparing(true)}>
        {t('audit:compare.open')}
      </Button>
      {mayPrint && (
        <Button startIcon={<PrintIcon />} loading={head.isPending} onClick={() => head.mutate()}>
          {t('audit:compare.print')}
        </Button>
      )}
      {isComparing && <CompareCode onClose={() => setComparing(false)} />}
      {printed !== null && <FormPreview form="anchor" id={printed} onClose={() => setPrinted(null)} />}
    </>
  );
}
