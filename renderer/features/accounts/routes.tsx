import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { AccountsScreen } from './accounts.tsx';

export const accountsRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: 'accounts', component: AccountsScreen }),
];
