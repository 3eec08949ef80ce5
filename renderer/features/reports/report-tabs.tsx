import { Tab, Tabs } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../lib/session.tsx';

/** 统计, what is computed at a look, and 报表登记, what was frozen; who may do but one of the two sees no tabs. */
export function ReportTabs({ value }: { value: 'live' | 'runs' }) {
  const { t } = useTranslation();
  const mayRun = useCan('reports.run');
  if (!mayRun) return null;
  return (
    <Tabs value={value} aria-label={t('reports:title')} sx={{ minHeight: 40 }}>
      <Tab value="live" label={t('reports:tab.live')} component={Link} to="/reports" />
      <Tab value="runs" label={t('reports:tab.runs')} component={Link} to="/reports/runs" />
    </Tabs>
  );
}
