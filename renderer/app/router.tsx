import { createHashHistory, createRouter } from '@tanstack/react-router';
import { accountsRoutes } from '../features/accounts/routes.tsx';
import { auditRoutes } from '../features/audit/routes.tsx';
import { customersRoutes } from '../features/customers/routes.tsx';
import { filingsRoutes } from '../features/filings/routes.tsx';
import { homeRoutes } from '../features/home/routes.tsx';
import { importRoutes } from '../features/imports/routes.tsx';
import { listsRoutes } from '../features/lists/routes.tsx';
import { rootRoute } from './root-route.tsx';
import { systemRoutes } from './system/routes.tsx';

const routeTree = rootRoute.addChildren([
  ...homeRoutes,
  ...customersRoutes,
  ...filingsRoutes,
  ...importRoutes,
  ...listsRoutes,
  ...accountsRoutes,
  ...auditRoutes,
  ...systemRoutes,
]);

/** Addresses live behind `#`, so that filters survive a reload and nothing is ever asked of a server. */
export function createAppRouter() {
  return createRouter({ routeTree, history: createHashHistory(), defaultPreload: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
