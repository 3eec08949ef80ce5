import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../app/root-route.tsx';
import { Home } from './home.tsx';

export const homeRoutes = [createRoute({ getParentRoute: () => rootRoute, path: '/', component: Home })];
