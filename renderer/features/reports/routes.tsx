import { createRoute } from '@tanstack/react-router';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { rootRoute } from '../../lib/root-route.ts';
import { ReportsScreen } from './reports-screen.tsx';
import { reportSearchSchema } from './search.ts';

const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'reports',
  validateSearch: reportSearchSchema,
  component: function Reports() {
    const search = reportsRoute.useSearch();
    const navigate = reportsRoute.useNavigate();
    return (
      <ScreenFor action="reports.run">
        <ReportsScreen
          search={search}
          onSearch={(change) =>
            void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
          }
        />
      </ScreenFor>
    );
  },
});

export const reportsRoutes = [reportsRoute] as const;
