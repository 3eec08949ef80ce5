import { createHashHistory, createRouter, Outlet } from '@tanstack/react-router';
import { NoSuchPage } from '../components/no-such-page.tsx';
import { rootRoute } from '../lib/root-route.ts';
import { SubjectsContext } from '../lib/subjects.ts';
import { parseSearch, stringifySearch } from './address.ts';
import { Broken } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import { subjectRoutes, subjects } from './subjects.ts';

const routeTree = rootRoute
  .update({
    component: () => (
      <SubjectsContext value={subjects}>
        <Frame>
          <Outlet />
        </Frame>
      </SubjectsContext>
    ),
    notFoundComponent: NoSuchPage,
    errorComponent: ({ error, reset }) => <Broken error={error} onAgain={reset} />,
  })
  .addChildren(subjectRoutes);

/** Addresses live behind `#`, so that filters survive a reload and nothing is ever asked of a server; what is typed does not. */
export function createAppRouter() {
  const history = createHashHistory();
  return createRouter({ routeTree, history, parseSearch, stringifySearch, defaultPreload: false });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
