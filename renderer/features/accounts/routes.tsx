import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../lib/root-route.ts';
import { AccountsScreen } from './accounts.tsx';
import { ConfirmScreen } from './confirm.tsx';

export const accountsRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: 'accounts', component: AccountsScreen }),
  createRoute({ getParentRoute: () => rootRoute, path: 'accounts/confirm', component: ConfirmScreen }),
];
