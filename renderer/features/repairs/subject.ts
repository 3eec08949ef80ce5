import RepairsIcon from '@mui/icons-material/HealingOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const repairsSubject: Subject = {
  section: { key: 'repairs', to: '/repairs', icon: RepairsIcon, action: 'repairs.read', group: 'work' },
};
