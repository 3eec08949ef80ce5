import { Box } from '@mui/material';
import { createRoute, Outlet, useMatchRoute } from '@tanstack/react-router';
import { z } from 'zod';
import { FILING_STATES } from '../../../db/domain/filing.ts';
import { rootRoute } from '../../lib/root-route.ts';
import { ListDetail } from '../../components/page.tsx';
import { FilingForm } from './filing-form.tsx';
import { FilingList } from './filing-list.tsx';
import { FilingShow } from './filing-show.tsx';

const filingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'filings',
  validateSearch: z.object({ state: z.enum(FILING_STATES).optional().catch(undefined) }),
  component: function Filings() {
    const matches = useMatchRoute();
    const { state } = filingsRoute.useSearch();
    const navigate = filingsRoute.useNavigate();
    const open = matches({ to: '/filings/$filingId' });
    const detail = matches({ to: '/filings' }) ? null : <Outlet />;
    return (
      <Box sx={{ position: 'relative', height: '100%' }}>
        <ListDetail
          list={
            <FilingList
              state={state ?? 'submitted'}
              onState={(next) => void navigate({ to: '.', search: { state: next }, replace: true })}
              openId={open ? Number(open.filingId) : undefined}
              onOpen={(id) => void navigate({ to: `/filings/${id}`, search: true })}
            />
          }
          detail={detail}
          full
        />
      </Box>
    );
  },
});

const newRoute = createRoute({
  getParentRoute: () => filingsRoute,
  path: 'new',
  component: () => <FilingForm filing={null} />,
});

const showRoute = createRoute({
  getParentRoute: () => filingsRoute,
  path: '$filingId',
  component: function Show() {
    const { filingId } = showRoute.useParams();
    const navigate = showRoute.useNavigate();
    return (
      <FilingShow
        key={filingId}
        id={Number(filingId) || 0}
        onClose={() => void navigate({ to: '/filings', search: true })}
      />
    );
  },
});

export const filingsRoutes = [filingsRoute.addChildren([newRoute, showRoute])];
