import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { rootRoute } from '../../lib/root-route.ts';
import { DeskScreen } from './desk/desk-screen.tsx';
import { InspectionsScreen } from './inspections-screen.tsx';
import { deskSearchSchema } from './search.ts';

const id = z.coerce.number().int().positive().catch(0);

const inspectionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'inspections',
  component: () => (
    <ScreenFor action="inspections.read">
      <InspectionsScreen />
    </ScreenFor>
  ),
});

const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'inspections/$inspectionId',
  parseParams: ({ inspectionId }) => ({ inspectionId: id.parse(inspectionId) }),
  stringifyParams: ({ inspectionId }) => ({ inspectionId: String(inspectionId) }),
  validateSearch: deskSearchSchema,
  component: function Desk() {
    const { inspectionId } = deskRoute.useParams();
    const search = deskRoute.useSearch();
    const navigate = deskRoute.useNavigate();
    return (
      <ScreenFor action="inspections.read">
        <DeskScreen
          key={inspectionId}
          id={inspectionId}
          search={search}
          onSearch={(next) => void navigate({ search: next, replace: true })}
        />
      </ScreenFor>
    );
  },
});

export const inspectionsRoutes = [inspectionsRoute, deskRoute] as const;
