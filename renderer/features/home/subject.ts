import HomeIcon from '@mui/icons-material/SpaceDashboardOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const homeSubject: Subject = {
  section: { key: 'home', to: '/', icon: HomeIcon, group: 'work' },
};
