import FilingsIcon from '@mui/icons-material/CreateNewFolderOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const filingsSubject: Subject = {
  section: { key: 'filings', to: '/filings', icon: FilingsIcon, action: 'filings.read', group: 'work' },
  starters: [{ key: 'new_filing', to: '/filings/new', action: 'filings.submit' }],
};
