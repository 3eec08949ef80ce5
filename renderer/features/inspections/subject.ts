import InspectionsIcon from '@mui/icons-material/InventoryOutlined';
import type { Subject } from '../../lib/subjects.ts';
import { InspectionSettings } from './inspection-settings.tsx';

export const inspectionsSubject: Subject = {
  settings: InspectionSettings,
  section: {
    key: 'inspections',
    to: '/inspections',
    icon: InspectionsIcon,
    action: 'inspections.read',
    group: 'work',
  },
};
