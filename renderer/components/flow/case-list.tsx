import AddIcon from '@mui/icons-material/Add';
import { Box, Button, Tab, Tabs } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useKeyset } from '../../lib/keyset.ts';
import { Can } from '../../lib/session.tsx';
import { DataList } from '../list/data-list.tsx';
import type { ListColumn } from '../list/list-column.ts';
import { StateMark } from '../state-mark.tsx';
import { Empty } from '../states.tsx';
import type { CaseDesk, CaseLine, OpenedCase } from './case-desk.ts';
import { toneOf } from './state-tone.ts';
import { useFlowWords } from './words.ts';

/** Rows that the vault reads at once. */
const PAGE = 50;

interface CaseListProps<Line extends CaseLine, Opened extends OpenedCase> {
  readonly desk: CaseDesk<Line, Opened>;
  readonly state: Line['state'];
  readonly onState: (state: Line['state']) => void;
  readonly openId: number | undefined;
  readonly onOpen: (id: number) => void;
}

/** The cases of a flow: a tab for each state with how many stand there, and the pages of one of them. */
export function CaseList<Line extends CaseLine, Opened extends OpenedCase>(
  props: CaseListProps<Line, Opened>,
) {
  const { desk, state } = props;
  const { name, changes } = desk.flow;
  const word = useFlowWords(name);
  const calls = desk.calls(useVaultClient());
  const queryKey = useVault()[changes].pathKey();
  const columns = useColumns(desk);
  const { data: counts } = useQuery({
    queryKey: [...queryKey, 'counts'],
    queryFn: ({ signal }) => calls.counts.query(undefined, { signal }),
  });
  const list = useKeyset<Line, number>({
    queryKey: [...queryKey, 'pages', state],
    fetchPage: (step, signal) =>
      calls.list.query(
        { states: [state], after: 'after' in step ? step.after : null, limit: PAGE },
        { signal },
      ),
  });
  const labelOf = (one: Line['state']) => {
    const [tab, count] = [word(`state.${one}`), counts?.[one]];
    return count ? word('tab_count', { tab, count }) : tab;
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <h1 className="visually-hidden">{word('title')}</h1>
      <Box sx={bar}>
        <Tabs value={state} onChange={(_event, next: Line['state']) => props.onState(next)} sx={{ flex: 1 }}>
          {desk.tabs.map((one) => (
            <Tab key={one} value={one} label={labelOf(one)} />
          ))}
        </Tabs>
        {desk.asks && (
          <Can action={desk.asks}>
            <Button
              component={Link}
              to={`/${name}/new`}
              search
              variant="contained"
              startIcon={<AddIcon />}
              sx={{ mr: 1 }}
            >
              {word('new')}
            </Button>
          </Can>
        )}
      </Box>
      <Box sx={{ flex: 1, minHeight: 0 }}>
        <DataList
          {...list.props}
          {...(counts && { total: counts[state] ?? 0 })}
          label={word('title')}
          name={name}
          columns={columns}
          openId={props.openId}
          onOpen={({ id }) => props.onOpen(id)}
          empty={<Empty title={word(`empty.${state}`)}>{word('empty_text')}</Empty>}
        />
      </Box>
    </Box>
  );
}

const bar = {
  display: 'flex',
  alignItems: 'center',
  px: 1,
  borderBottom: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'background.paper',
};

/** What every list shows of a case, with what its subject adds. */
function useColumns<Line extends CaseLine, Opened extends OpenedCase>({
  flow,
  columns: ownColumns,
}: CaseDesk<Line, Opened>): ReadonlyArray<ListColumn<Line>> {
  const word = useFlowWords(flow.name);
  const { t } = useTranslation();
  const instantText = useInstantText();
  return useMemo(() => {
    const { about, last } = ownColumns(t);
    const column = (field: string, rest: Partial<ListColumn<Line>>): ListColumn<Line> => ({
      field,
      title: word(`column.${field}`),
      ...rest,
    });
    return [
      column('name', {
        minWidth: 200,
        flex: 1,
        text: ({ name, unreadable }) => (unreadable ? word('unreadable') : name),
      }),
      ...about,
      column('state', {
        width: 110,
        cell: ({ state }) => <StateMark tone={toneOf(state)} label={word(`state.${state}`)} />,
      }),
      column('askedBy', { width: 110 }),
      column('askedAt', {
        width: 148,
        className: 'figures',
        text: ({ askedAt }) => (askedAt === null ? '' : instantText(askedAt)),
      }),
      ...last,
    ];
  }, [word, t, instantText, ownColumns]);
}
