import ClimateIcon from '@mui/icons-material/ThermostatOutlined';
import type { Subject } from '../../lib/subjects.ts';
import { ClimateSettings } from './climate-settings.tsx';

export const environmentSubject: Subject = {
  section: {
    key: 'environment',
    to: '/environment',
    icon: ClimateIcon,
    action: 'environment.read',
    group: 'work',
  },
  settings: ClimateSettings,
};
