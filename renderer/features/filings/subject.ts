import FilingsIcon from '@mui/icons-material/CreateNewFolderOutlined';
import type { Subject } from '../../lib/subjects.ts';
import { FilingSettings } from './filing-settings.tsx';

export const filingsSubject: Subject = {
  section: { key: 'filings', to: '/filings', icon: FilingsIcon, action: 'filings.read', group: 'work' },
  settings: FilingSettings,
  starters: [{ key: 'new_filing', to: '/filings/new', action: 'filings.submit' }],
};
