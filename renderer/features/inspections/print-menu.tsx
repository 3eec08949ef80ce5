import { Button } from '@mui/material';
import PrintIcon from '@mui/icons-material/PrintOutlined';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../lib/session.tsx';
import type { Inspection } from './inspection-types.ts';

/** What is printed of an inspection. */
export function PrintMenu(_props: { inspection: Pick<Inspection, 'id' | 'state'> }) {
  const { t } = useTranslation();
  const mayPrint = useCan('inspections.print');
  if (!mayPrint) return null;
  return <Button startIcon={<PrintIcon />}>{t('inspections:print.action')}</Button>;
}
