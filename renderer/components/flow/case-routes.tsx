import { Box } from '@mui/material';
import {
  createRoute,
  Outlet,
  useChildMatches,
  useNavigate,
  useParams,
  useSearch,
} from '@tanstack/react-router';
import { z } from 'zod';
import { rootRoute } from '../../lib/root-route.ts';
import { ListDetail } from '../page.tsx';
import type { CaseDesk, CaseLine, CaseViews, OpenedCase } from './case-desk.ts';
import { CaseList } from './case-list.tsx';
import { CaseShow } from './case-show.tsx';
import { useCaseHome } from './use-case-home.ts';

/** The screens of a flow's cases, below its name: the list, `new` and `$id`. */
export function caseRoutes<Path extends string, Line extends CaseLine, Opened extends OpenedCase>(
  path: Path,
  desk: CaseDesk<Line, Opened>,
  views: CaseViews<Opened>,
) {
  const listRoute = createRoute({
    getParentRoute: () => rootRoute,
    path,
    // Which states there are is for the list to say.
    validateSearch: z.object({ state: z.string().optional().catch(undefined) }),
    component: () => <CaseScreen desk={desk} />,
  });
  const newRoute = createRoute({
    getParentRoute: () => listRoute,
    path: 'new',
    component: () => <views.Form opened={null} />,
  });
  const showRoute = createRoute({
    getParentRoute: () => listRoute,
    path: '$id',
    component: () => <OpenCase desk={desk} views={views} />,
  });
  return [listRoute.addChildren([newRoute, showRoute])] as const;
}

interface DeskProps<Line extends CaseLine, Opened extends OpenedCase> {
  readonly desk: CaseDesk<Line, Opened>;
}

function CaseScreen<Line extends CaseLine, Opened extends OpenedCase>({ desk }: DeskProps<Line, Opened>) {
  const { state } = useSearch({ strict: false });
  const { id } = useParams({ strict: false });
  const below = useChildMatches();
  const navigate = useNavigate();
  const { name } = desk.flow;
  const shown = desk.tabs.find((tab) => tab === state) ?? desk.tabs[0];
  return (
    <Box sx={{ position: 'relative', height: '100%' }}>
      <ListDetail
        list={
          <CaseList
            desk={desk}
            state={shown}
            onState={(next) => void navigate({ to: '.', search: { state: next }, replace: true })}
            openId={id === undefined ? undefined : Number(id)}
            onOpen={(next) => void navigate({ to: `/${name}/${next}`, search: { state: shown } })}
          />
        }
        detail={below.length === 0 ? null : <Outlet />}
        full
      />
    </Box>
  );
}

function OpenCase<Line extends CaseLine, Opened extends OpenedCase>({
  desk,
  views,
}: DeskProps<Line, Opened> & { readonly views: CaseViews<Opened> }) {
  const { id } = useParams({ strict: false });
  const navigate = useNavigate();
  const home = useCaseHome(desk.flow.name);
  return (
    <CaseShow key={id} desk={desk} views={views} id={Number(id) || 0} onClose={() => void navigate(home())} />
  );
}
