import { caseRoutes } from '../../components/flow/case-routes.tsx';
import { requestDesk } from './request-desk.tsx';
import { RequestFacts } from './request-facts.tsx';
import { RequestForm } from './request-form.tsx';

export const reportRequestsRoutes = caseRoutes('report_requests', requestDesk, {
  Form: RequestForm,
  Facts: RequestFacts,
});
