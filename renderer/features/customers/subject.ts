import CustomersIcon from '@mui/icons-material/FolderSharedOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const customersSubject: Subject = {
  section: {
    key: 'customers',
    to: '/customers',
    icon: CustomersIcon,
    action: 'customers.list',
    group: 'work',
  },
  starters: [{ key: 'new_customer', to: '/customers/new', action: 'customers.create', menu: 'new' }],
};
