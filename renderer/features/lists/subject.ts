import ListsIcon from '@mui/icons-material/ChecklistOutlined';
import type { Subject } from '../../lib/subjects.ts';
import { GradeSettings } from './grade-settings.tsx';

export const listsSubject: Subject = {
  section: { key: 'lists', to: '/lists', icon: ListsIcon, action: 'lists.edit', group: 'work' },
  settings: GradeSettings,
};
