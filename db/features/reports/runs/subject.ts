import { NOTHING } from '../../../work/flow/engine.ts';
import { inboxOf } from '../../../work/flow/inbox-of.ts';
import type { Subject } from '../../../work/subject.ts';
import { word } from '../words.ts';
import { COPIES } from '../copies/store.ts';
import { DEFINITIONS } from '../definitions/store.ts';
import { registerForm } from '../print/register-form.ts';
import { reportForm } from '../print/report-form.ts';
import { isOfDepartment, reports, reportsChecked } from './flow.ts';
import { aboutReport, lineOfReport, titleWithPeriod, waiting } from './look.ts';
import { RELEASED } from './sign.ts';
import { COMMENTS, CONTENTS, findReport } from './store.ts';

export const reportsSubject: Subject = {
  name: 'reports',
  flow: reportsChecked,
  forms: [reportForm, registerForm],
  ledgers: [CONTENTS, COMMENTS, COPIES, DEFINITIONS],
  // What is looked over, handed on or compiled anew is done on the report's own screen.
  inbox: inboxOf(reports, {
    path: '/reports/runs',
    titleOf: (_ctx, row) => titleWithPeriod(row),
    // Whoever asked for a report sees it, but not what reviewers said of it before.
    showsTurns: ({ actor }) => isOfDepartment(actor.roles),
    broughtBy(ctx, row) {
      const { compiledBy, compiledAt } = lineOfReport(ctx, row);
      return { name: compiledBy ?? word('form.program'), at: compiledAt };
    },
    sign: { review: NOTHING, release: NOTHING },
    sealed: { release: RELEASED },
  }),
  waiting,
  about: {
    report({ reader }, id) {
      const row = findReport(reader, id);
      return row ? aboutReport(row) : null;
    },
  },
};
