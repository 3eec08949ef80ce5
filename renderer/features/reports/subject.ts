import ReportsIcon from '@mui/icons-material/BarChartOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const reportsSubject: Subject = {
  section: { key: 'reports', to: '/reports', icon: ReportsIcon, action: 'reports.run', group: 'work' },
};
