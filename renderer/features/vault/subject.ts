import SheetsIcon from '@mui/icons-material/VpnKeyOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const vaultSubject: Subject = {
  section: { key: 'sheets', to: '/sheets', icon: SheetsIcon, action: 'accounts.manage', group: 'system' },
};
