import { caseRoutes } from '../../components/flow/case-routes.tsx';
import { amendmentDesk } from './amendment-desk.tsx';
import { AmendmentFacts } from './amendment-facts.tsx';
import { AmendmentForm } from './amendment-form.tsx';

export const reportAmendmentsRoutes = caseRoutes('report_amendments', amendmentDesk, {
  Form: AmendmentForm,
  Facts: AmendmentFacts,
});
