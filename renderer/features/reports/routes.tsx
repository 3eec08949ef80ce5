import {
  createRoute,
  Navigate,
  Outlet,
  useChildMatches,
  useNavigate,
  useParams,
} from '@tanstack/react-router';
import { z } from 'zod';
import { reportStateSchema } from '../../../db/domain/reports/run.ts';
import { NoSuchPage, ScreenFor } from '../../components/no-such-page.tsx';
import { rootRoute } from '../../lib/root-route.ts';
import { Can } from '../../lib/session.tsx';
import { ReportsScreen } from './reports-screen.tsx';
import { CheckPaper } from './runs/check-paper.tsx';
import { RunScreen } from './runs/run-screen.tsx';
import { RunsScreen, type Shown } from './runs/runs-screen.tsx';
import { reportSearchSchema } from './search.ts';

const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'reports',
  // What waits is named by its state: it stands in the register.
  validateSearch: reportSearchSchema.extend({ state: reportStateSchema.optional().catch(undefined) }),
  component: function Reports() {
    const { state, ...search } = reportsRoute.useSearch();
    const navigate = reportsRoute.useNavigate();
    if (state) return <Navigate to="/reports/runs" search={{ state }} replace />;
    return (
      <Can action="reports.run" otherwise={<OnlyReads />}>
        <ReportsScreen
          search={search}
          onSearch={(change) =>
            void navigate({ to: '.', search: (before) => ({ ...before, ...change }), replace: true })
          }
        />
      </Can>
    );
  },
});

/** Who computes nothing has the register of what they asked for. */
function OnlyReads() {
  return (
    <Can action="reports.read" otherwise={<NoSuchPage />}>
      <Navigate to="/reports/runs" replace />
    </Can>
  );
}

/** Which of the register is shown, in the address. */
const searchOf = (shown: Shown | undefined) => (shown === 'out' ? { copies: shown } : { state: shown });

const runsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'reports/runs',
  validateSearch: z.object({
    state: reportStateSchema.optional().catch(undefined),
    copies: z.literal('out').optional().catch(undefined),
    check: z.literal(true).optional().catch(undefined),
  }),
  component: function Runs() {
    const { state, copies, check } = runsRoute.useSearch();
    const shown = copies ?? state;
    const kept = searchOf(shown);
    const { id } = useParams({ strict: false });
    const below = useChildMatches();
    const navigate = runsRoute.useNavigate();
    return (
      <Can action="reports.read" otherwise={<OnlyChecks />}>
        <RunsScreen
          shown={shown}
          checking={check ?? false}
          openId={id === undefined ? undefined : Number(id)}
          detail={below.length === 0 ? null : <Outlet />}
          onShow={(next) => void navigate({ to: '.', search: searchOf(next), replace: true })}
          onCheck={(next) =>
            void navigate({ to: '.', search: { ...kept, check: next || undefined }, replace: true })
          }
          onOpen={(next) => void navigate({ to: `/reports/runs/${next}`, search: kept })}
        />
      </Can>
    );
  },
});

/** Who reads no report may still say of a paper whether it is one: 审计员. */
function OnlyChecks() {
  const navigate = useNavigate();
  return (
    <ScreenFor action="reports.check">
      <CheckPaper onClose={() => void navigate({ to: '/' })} />
    </ScreenFor>
  );
}

const runRoute = createRoute({
  getParentRoute: () => runsRoute,
  path: '$id',
  component: function OpenRun() {
    const { id } = runRoute.useParams();
    const { state, copies } = runsRoute.useSearch();
    const navigate = runRoute.useNavigate();
    return (
      <RunScreen
        key={id}
        id={Number(id) || 0}
        onClose={() => void navigate({ to: '/reports/runs', search: { state, copies } })}
      />
    );
  },
});

export const reportsRoutes = [reportsRoute, runsRoute.addChildren([runRoute])] as const;
