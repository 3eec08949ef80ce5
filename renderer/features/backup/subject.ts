import BackupIcon from '@mui/icons-material/SaveAsOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const backupSubject: Subject = {
  section: { key: 'backup', to: '/backup', icon: BackupIcon, action: 'backup.read', group: 'system' },
};
