import PropertiesIcon from '@mui/icons-material/VerifiedOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const propertiesSubject: Subject = {
  section: {
    key: 'properties',
    to: '/properties',
    icon: PropertiesIcon,
    action: 'properties.read',
    group: 'work',
  },
};
