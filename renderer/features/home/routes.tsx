import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../lib/root-route.ts';
import { Home } from './home.tsx';

export const homeRoutes = [createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home })];
