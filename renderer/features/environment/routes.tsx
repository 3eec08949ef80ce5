import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { halfYearSchema } from '../../../db/domain/half-year.ts';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { rootRoute } from '../../lib/root-route.ts';
import { EnvironmentScreen } from './environment-screen.tsx';

const environmentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'environment',
  validateSearch: z.object({
    room: z.string().max(20).optional().catch(undefined),
    period: halfYearSchema.optional().catch(undefined),
  }),
  component: function Environment() {
    const search = environmentRoute.useSearch();
    const navigate = environmentRoute.useNavigate();
    return (
      <ScreenFor action="environment.read">
        <EnvironmentScreen
          search={search}
          onSearch={(next) => void navigate({ to: '.', search: next, replace: true })}
        />
      </ScreenFor>
    );
  },
});

export const environmentRoutes = [environmentRoute];
