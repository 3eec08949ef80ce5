import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { mayEver } from '../../../db/domain/permissions.ts';
import { rootRoute } from '../../lib/root-route.ts';
import { useSession } from '../../lib/session.tsx';
import { ImportScreen } from './import-screen.tsx';
import { RecordScreen } from './record-screen.tsx';
import { RecordsScreen } from './records-screen.tsx';

const id = z.coerce.number().int().positive().catch(0);

const recordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'imports/$importId',
  parseParams: ({ importId }) => ({ importId: id.parse(importId) }),
  stringifyParams: ({ importId }) => ({ importId: String(importId) }),
  component: function One() {
    const { importId } = recordRoute.useParams();
    return <RecordScreen key={importId} id={importId} />;
  },
});

export const importRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: 'import',
    component: function Import() {
      const { roles } = useSession().account;
      // Whoever imports nothing reads what others did.
      return mayEver(roles, 'customers.import') ? <ImportScreen /> : <RecordsScreen />;
    },
  }),
  createRoute({ getParentRoute: () => rootRoute, path: 'imports', component: RecordsScreen }),
  recordRoute,
];
