import SettingsIcon from '@mui/icons-material/TuneOutlined';
import type { Subject } from '../../lib/subjects.ts';
import { LockSettings } from './lock-settings.tsx';

export const systemSubject: Subject = {
  section: { key: 'settings', to: '/settings', icon: SettingsIcon, action: 'settings.edit', group: 'system' },
  settings: LockSettings,
};
