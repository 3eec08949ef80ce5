import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { rootRoute } from '../../lib/root-route.ts';
import { AuditScreen } from './audit.tsx';

const filters = z.object({
  action: z.string().max(60).optional().catch(undefined),
  object: z.string().max(60).optional().catch(undefined),
  decision: z.enum(['allow', 'deny']).optional().catch(undefined),
  from: z.string().max(10).optional().catch(undefined),
  to: z.string().max(10).optional().catch(undefined),
});
export type AuditFilters = z.infer<typeof filters>;

const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'audit',
  validateSearch: filters,
  component: function Audit() {
    const search = auditRoute.useSearch();
    const navigate = auditRoute.useNavigate();
    return (
      <ScreenFor action="audit.verify">
        <AuditScreen filters={search} onFilters={(next) => void navigate({ search: next, replace: true })} />
      </ScreenFor>
    );
  },
});

export const auditRoutes = [auditRoute];
