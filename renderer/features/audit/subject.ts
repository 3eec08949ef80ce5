import AuditIcon from '@mui/icons-material/FactCheckOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const auditSubject: Subject = {
  section: { key: 'audit', to: '/audit', icon: AuditIcon, action: 'audit.verify', group: 'system' },
  starters: [{ key: 'verify', to: '/audit', action: 'audit.verify' }],
};
