import SettingsIcon from '@mui/icons-material/TuneOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const systemSubject: Subject = {
  section: { key: 'settings', to: '/settings', icon: SettingsIcon, action: 'settings.edit', group: 'system' },
};
