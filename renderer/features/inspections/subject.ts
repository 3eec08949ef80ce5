import InspectionsIcon from '@mui/icons-material/InventoryOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const inspectionsSubject: Subject = {
  section: {
    key: 'inspections',
    to: '/inspections',
    icon: InspectionsIcon,
    action: 'inspections.read',
    group: 'work',
  },
};
