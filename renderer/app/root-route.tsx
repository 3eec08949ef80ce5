import { createRootRoute, Outlet } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../components/states.tsx';
import { Broken } from './error-boundary.tsx';
import { Frame } from './frame.tsx';

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
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <Broken error={error} onAgain={reset} />,
});

function NotFound() {
  const { t } = useTranslation();
  return <Empty title={t('app:not_found.title')}>{t('app:not_found.text')}</Empty>;
}
