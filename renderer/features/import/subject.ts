import ImportIcon from '@mui/icons-material/UploadFileOutlined';
import type { Subject } from '../../lib/subjects.ts';

export const importSubject: Subject = {
  section: {
    key: 'import',
    to: '/import',
    icon: ImportIcon,
    action: () => ['customers.import', 'import.read'],
    covers: () => ['/imports'],
    group: 'work',
  },
  starters: [{ key: 'import', to: '/import', action: 'customers.import', menu: 'import' }],
};
