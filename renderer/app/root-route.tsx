import { createRootRoute, Outlet } from '@tanstack/react-router';
import { Broken } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import { NoSuchPage } from './no-such-page.tsx';

/**
 * Every screen hangs below this route and is drawn inside the frame. A feature keeps its routes in its own
 * `routes.tsx` (`createRoute({ getParentRoute: () => rootRoute, path: 'customers', validateSearch: schema, … })`)
 * and `router.tsx` lists them.
 */
export const rootRoute = createRootRoute({
  component: () => (
    <Frame>
      <Outlet />
    </Frame>
  ),
  notFoundComponent: NoSuchPage,
  errorComponent: ({ error, reset }) => <Broken error={error} onAgain={reset} />,
});
