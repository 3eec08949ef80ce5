import type { Subject } from '../../../work/subject.ts';
import { COPIES } from '../copies/store.ts';
import { DEFINITIONS } from '../definitions/store.ts';
import { registerForm } from '../print/register-form.ts';
import { reportForm } from '../print/report-form.ts';
import { reportsChecked } from './flow.ts';
import { waiting } from './look.ts';
import { COMMENTS, CONTENTS } from './store.ts';

export const reportsSubject: Subject = {
  name: 'reports',
  flow: reportsChecked,
  forms: [reportForm, registerForm],
  ledgers: [CONTENTS, COMMENTS, COPIES, DEFINITIONS],
  waiting,
};
