import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../lib/root-route.ts';
import { About } from './about.tsx';
import { SettingsScreen } from './settings.tsx';

export const systemRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: 'settings', component: SettingsScreen }),
  createRoute({ getParentRoute: () => rootRoute, path: 'about', component: About }),
];
