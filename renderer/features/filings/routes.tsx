import { caseRoutes } from '../../components/flow/case-routes.tsx';
import { filingDesk } from './filing-desk.tsx';
import { FilingFacts } from './filing-facts.tsx';
import { FilingForm } from './filing-form.tsx';

export const filingsRoutes = caseRoutes('filings', filingDesk, { Form: FilingForm, Facts: FilingFacts });
