import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { rootRoute } from '../../lib/root-route.ts';
import { PropertiesScreen } from './properties-screen.tsx';

const propertiesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'properties',
  /** An earlier test that is open; absent: the last. */
  validateSearch: z.object({ test: z.number().int().positive().optional().catch(undefined) }),
  component: function Properties() {
    const { test } = propertiesRoute.useSearch();
    const navigate = propertiesRoute.useNavigate();
    return (
      <ScreenFor action="properties.read">
        <PropertiesScreen
          openId={test}
          onOpen={(next) => void navigate({ to: '.', search: { test: next }, replace: true })}
        />
      </ScreenFor>
    );
  },
});

export const propertiesRoutes = [propertiesRoute] as const;
