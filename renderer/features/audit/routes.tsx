import { createRoute } from '@tanstack/react-router';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { rootRoute } from '../../lib/root-route.ts';
import { AuditScreen } from './audit.tsx';
import { filtersSchema } from './filters.ts';

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'audit',
  validateSearch: filtersSchema,
  component: function Audit() {
    const search = auditRoute.useSearch();
    const navigate = auditRoute.useNavigate();
    return (
      <ScreenFor action="audit.verify">
        <AuditScreen kept={search} onKept={(next) => void navigate({ search: next, replace: true })} />
      </ScreenFor>
    );
  },
});

export const auditRoutes = [auditRoute];
