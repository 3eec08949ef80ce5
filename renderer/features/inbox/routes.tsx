import { createRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../lib/root-route.ts';
import { InboxScreen } from './inbox-screen.tsx';
import { TABS } from './inbox.tsx';

const inboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'inbox',
  validateSearch: z.object({ tab: z.enum(TABS).optional().catch(undefined) }),
  component: function InboxOfPerson() {
    const { tab = 'waiting' } = inboxRoute.useSearch();
    return <InboxScreen key={tab} tab={tab} />;
  },
});

/** The case beside the list. */
const caseRoute = createRoute({ getParentRoute: () => inboxRoute, path: '$flow/$id' });

export const inboxRoutes = [inboxRoute.addChildren([caseRoute])] as const;
