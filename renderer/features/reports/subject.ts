import ReportsIcon from '@mui/icons-material/BarChartOutlined';
import { runKind } from './run-kind.tsx';
import { ReportsSettings } from './reports-settings.tsx';
import type { Subject } from '../../lib/subjects.ts';

export const reportsSubject: Subject = {
  settings: ReportsSettings,
  inbox: runKind,
  section: {
    key: 'reports',
    to: '/reports',
    icon: ReportsIcon,
    action: () => ['reports.run', 'reports.read'],
    group: 'work',
  },
  starters: [{ key: 'check_paper', to: '/reports/runs?check=true', action: 'reports.check' }],
};
