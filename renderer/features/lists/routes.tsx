import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../lib/root-route.ts';
import { ListsScreen } from './lists-screen.tsx';

const listsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'lists',
  validateSearch: z.object({ list: z.string().max(40).optional().catch(undefined) }),
  component: function Lists() {
    const { list } = listsRoute.useSearch();
    const navigate = listsRoute.useNavigate();
    return (
      <ListsScreen
        list={list}
        onList={(next) => void navigate({ to: '.', search: { list: next }, replace: true })}
      />
    );
  },
});

export const listsRoutes = [listsRoute];
