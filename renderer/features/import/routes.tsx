import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../lib/root-route.ts';
import { ImportScreen } from './import-screen.tsx';

export const importRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: 'import', component: ImportScreen }),
];
