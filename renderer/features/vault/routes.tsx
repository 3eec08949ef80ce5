import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../lib/root-route.ts';
import { SheetsScreen } from './sheets-screen.tsx';

export const vaultRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: 'sheets', component: SheetsScreen }),
];
