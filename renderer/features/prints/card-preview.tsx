import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useArchiveClient } from '../../lib/archive.ts';
import type { PrintForm } from '../../print/form.ts';
import { PrintPreview } from '../../print/print-preview.tsx';

/** 客户档案卡 of one customer: `{printing && <CardPreview customerId={id} onClose={…} />}`. */
export function CardPreview(props: { customerId: number; onClose: () => void }) {
  const { t } = useTranslation();
  const archive = useArchiveClient();
  const { customerId } = props;
  const form = useMemo<PrintForm>(
    () => ({
      key: ['card', customerId],
      title: t('prints:card.title'),
      papers: ['A4', 'A5'],
      load: (paper) => archive.prints.card.mutate({ customerId, paper }),
      loadWord: (paper) => archive.prints.cardDocx.mutate({ customerId, paper }),
    }),
    [archive, customerId, t],
  );
  return <PrintPreview form={form} onClose={props.onClose} />;
}
