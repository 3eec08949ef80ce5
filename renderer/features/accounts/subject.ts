import AccountsIcon from '@mui/icons-material/ManageAccountsOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const accountsSubject: Subject = {
  section: {
    key: 'accounts',
    to: '/accounts',
    icon: AccountsIcon,
    action: 'accounts.manage',
    group: 'system',
  },
  starters: [{ key: 'accounts', to: '/accounts', action: 'accounts.manage' }],
};
