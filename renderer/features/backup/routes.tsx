import { createRoute } from '@tanstack/react-router';
import { rootRoute } from '../../lib/root-route.ts';
import { BackupScreen } from './backup.tsx';

export const backupRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: 'backup', component: BackupScreen }),
];
