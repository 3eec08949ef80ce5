import { createRoute, Outlet, useMatchRoute, useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { categorySchema } from '../../../db/domain/customer.ts';
import { rootRoute } from '../../lib/root-route.ts';
import { CustomerCreate } from './customer-create.tsx';
import { CustomerEdit } from './customer-edit.tsx';
import { CustomerShow } from './customer-show.tsx';
import { CustomersScreen } from './customers-screen.tsx';
import { listSearchSchema } from './list-search.ts';

const id = z.coerce.number().int().positive().catch(0);

const customersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'customers',
  validateSearch: listSearchSchema,
  component: function Customers() {
    const matches = useMatchRoute();
    const search = customersRoute.useSearch();
    // Not the route's own: what is open beside the list stays open while the list changes.
    const navigate = useNavigate();
    const open = matches({ to: '/customers/$customerId', fuzzy: true });
    const whole = matches({ to: '/customers/new' }) || matches({ to: '/customers/$customerId/edit' });
    return (
      <CustomersScreen
        search={search}
        onSearch={(change) =>
          void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
        }
        onOpen={(customerId) => void navigate({ to: `/customers/${customerId}`, search: true })}
        openId={open ? Number(open.customerId) : undefined}
        detail={matches({ to: '/customers' }) ? null : <Outlet />}
        whole={Boolean(whole)}
      />
    );
  },
});

const newRoute = createRoute({
  getParentRoute: () => customersRoute,
  path: 'new',
  validateSearch: z.object({ as: categorySchema.optional().catch(undefined) }),
  component: function New() {
    return <CustomerCreate category={newRoute.useSearch().as} />;
  },
});

const showRoute = createRoute({
  getParentRoute: () => customersRoute,
  path: '$customerId',
  parseParams: ({ customerId }) => ({ customerId: id.parse(customerId) }),
  stringifyParams: ({ customerId }) => ({ customerId: String(customerId) }),
});

const profileRoute = createRoute({
  getParentRoute: () => showRoute,
  path: '/',
  component: function Show() {
    const { customerId } = showRoute.useParams();
    const { tab } = showRoute.useSearch();
    const navigate = showRoute.useNavigate();
    return (
      <CustomerShow
        key={customerId}
        id={customerId}
        tab={tab ?? 'profile'}
        onTab={(next) =>
          void navigate({ to: '.', search: (before) => ({ ...before, tab: next }), replace: true })
        }
        onClose={() => void navigate({ to: '/customers', search: true })}
      />
    );
  },
});

const editRoute = createRoute({
  getParentRoute: () => showRoute,
  path: 'edit',
  component: function Edit() {
    const { customerId } = showRoute.useParams();
    return <CustomerEdit key={customerId} id={customerId} />;
  },
});

export const customersRoutes = [
  customersRoute.addChildren([newRoute, showRoute.addChildren([profileRoute, editRoute])]),
];
