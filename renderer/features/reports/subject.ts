import ReportsIcon from '@mui/icons-material/BarChartOutlined';
import { ReportsSettings } from './reports-settings.tsx';
import type { Subject } from '../../lib/subjects.ts';

export const reportsSubject: Subject = {
  settings: ReportsSettings,
  section: { key: 'reports', to: '/reports', icon: ReportsIcon, action: 'reports.run', group: 'work' },
};
