import { createRoute, Outlet, useMatchRoute, useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { ListDetail } from '../../components/page.tsx';
import { rootRoute } from '../../lib/root-route.ts';
import { RepairList } from './repair-list.tsx';
import { RepairShow } from './repair-show.tsx';
import { repairSearchSchema } from './search.ts';

const id = z.coerce.number().int().positive().catch(0);

const repairsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'repairs',
  validateSearch: repairSearchSchema,
  component: function Repairs() {
    const matches = useMatchRoute();
    const search = repairsRoute.useSearch();
    const navigate = useNavigate();
    const open = matches({ to: '/repairs/$repairId' });
    return (
      <ScreenFor action="repairs.read">
        <ListDetail
          listWidth={52}
          list={
            <RepairList
              search={search}
              onSearch={(change) =>
                void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
              }
              openId={open ? Number(open.repairId) : undefined}
              onOpen={(repairId) => void navigate({ to: `/repairs/${repairId}`, search: true })}
              beside={Boolean(open)}
            />
          }
          detail={open ? <Outlet /> : null}
        />
      </ScreenFor>
    );
  },
});

const showRoute = createRoute({
  getParentRoute: () => repairsRoute,
  path: '$repairId',
  parseParams: ({ repairId }) => ({ repairId: id.parse(repairId) }),
  stringifyParams: ({ repairId }) => ({ repairId: String(repairId) }),
  component: function Show() {
    const { repairId } = showRoute.useParams();
    const navigate = showRoute.useNavigate();
    return (
      <RepairShow
        key={repairId}
        id={repairId}
        onClose={() => void navigate({ to: '/repairs', search: true })}
      />
    );
  },
});

export const repairsRoutes = [repairsRoute.addChildren([showRoute])] as const;
