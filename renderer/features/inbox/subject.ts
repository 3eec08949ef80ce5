import InboxIcon from '@mui/icons-material/DrawOutlined';
import { INBOX_PATH, type Subject } from '../../lib/subjects.ts';

/** 申请: one place for all that people sign, shown to whoever reads a flow of it. */
export const inboxSubject: Subject = {
  section: {
    key: 'inbox',
    to: INBOX_PATH,
    icon: InboxIcon,
    action: (subjects) => subjects.flatMap(({ inbox }) => inbox?.read ?? []),
    // What has a section of its own is within that.
    covers: (subjects) =>
      subjects.flatMap(({ inbox, section }) => (inbox && section === undefined ? [inbox.path] : [])),
    group: 'work',
  },
};
