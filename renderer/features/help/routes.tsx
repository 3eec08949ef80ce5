import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../lib/root-route.ts';
import { HelpScreen } from './help-screen.tsx';

export const helpRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: 'help', component: HelpScreen }),
];
