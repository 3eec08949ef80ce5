import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { ImportScreen } from './import-screen.tsx';

export const importRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: 'import', component: ImportScreen }),
];
