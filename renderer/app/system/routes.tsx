import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../root-route.tsx';
import { About } from './about.tsx';
import { SettingsScreen } from './settings.tsx';

export const systemRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: 'settings', component: SettingsScreen }),
  createRoute({ getParentRoute: () => rootRoute, path: 'about', component: About }),
];
