import { createRootRoute } from '@tanstack/react-router';

/**
 * Every screen hangs below this route. A feature keeps its routes in its own `routes.tsx`
 * (`createRoute({ getParentRoute: () => rootRoute, path: 'customers', validateSearch: schema, … })`), `app/subjects.ts`
 * lists them, and `app/router.tsx` says what is drawn around them.
 */
export const rootRoute = createRootRoute();
