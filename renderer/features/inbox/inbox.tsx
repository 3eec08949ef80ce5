import AddIcon from '@mui/icons-material/Add';
import { Box, Button, Tab, Tabs, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { mayEver } from '../../../db/domain/permissions.ts';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useSession } from '../../lib/session.tsx';
import { useInboxKinds } from '../../lib/subjects.ts';
import { InboxList } from './inbox-list.tsx';
import { KindLinks } from './kind-links.tsx';
import type { InboxLine, InboxTab, useInbox } from './use-inbox.ts';

export const TABS: readonly InboxTab[] = ['waiting', 'mine', 'decided'];

interface InboxProps extends ReturnType<typeof useInbox> {
  readonly tab: InboxTab;
  readonly onTab: (tab: InboxTab) => void;
  readonly openKey: string | undefined;
  readonly onOpen: (line: InboxLine) => void;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (selected: ReadonlySet<string>) => void;
  readonly onSign: () => void;
}

/** The list of the inbox: a tab each for what waits, what one asked for, and what is over. */
export function Inbox(props: InboxProps) {
  const { t } = useTranslation();
  const { tab, counts, selected } = props;
  const labelOf = (one: InboxTab) => {
    const [word, count] = [t(`inbox:tab.${one}`), counts?.[one]];
    return count ? t('inbox:tab_count', { tab: word, count }) : word;
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}>
      <h1 className="visually-hidden">{t('inbox:title')}</h1>
      <Box sx={bar}>
        <Tabs
          value={tab}
          onChange={(_event, next: InboxTab) => props.onTab(next)}
          sx={{ flex: 1, minWidth: 330 }}
        >
          {TABS.map((one) => (
            <Tab key={one} value={one} label={labelOf(one)} />
          ))}
        </Tabs>
        {/* The lines stay where they are while a case is open beside them. */}
        {props.openKey === undefined && <Links />}
      </Box>
      <Lines {...props} />
      {selected.size > 0 && (
        <Box sx={{ ...bar, gap: 1, py: 0.75, borderTop: '1px solid', borderTopColor: 'divider' }}>
          <Typography sx={{ flex: 1 }}>{t('inbox:selected', { count: selected.size })}</Typography>
          <Button onClick={() => props.onSelect(new Set())}>{t('inbox:unselect')}</Button>
          <Button variant="contained" onClick={props.onSign}>
            {t('inbox:sign')}
          </Button>
        </Box>
      )}
    </Box>
  );
}

const bar = {
  display: 'flex',
  minHeight: 42,
  alignItems: 'center',
  px: 1,
  borderBottom: '1px solid',
  borderColor: 'divider',
  backgroundColor: 'background.paper',
};

/** What can be asked for, and the screens with all cases of a kind. */
function Links() {
  const { t } = useTranslation();
  const { roles } = useSession().account;
  const kinds = useInboxKinds();
  const what = (flow: string) => t(`${flow}:what`);
  return (
    <Box sx={{ display: 'flex', gap: 1, py: 0.5 }}>
      <KindLinks
        label={t('inbox:all_kinds')}
        variant="text"
        links={kinds.map(({ flow: { name } }) => ({
          to: `/${name}`,
          label: t('inbox:all', { what: what(name) }),
        }))}
      />
      <KindLinks
        label={t('inbox:new')}
        variant="contained"
        icon={<AddIcon />}
        links={kinds
          .filter(({ asks }) => asks !== undefined && mayEver(roles, asks))
          .map(({ flow: { name }, path }) => ({
            to: `${path}/new`,
            label: t([`${name}:new`, 'common:flow.new'], { what: what(name) }),
          }))}
      />
    </Box>
  );
}

function Lines(props: InboxProps) {
  const { t } = useTranslation();
  const { tab, query, lines } = props;
  if (!lines)
    return query.isError ? (
      <Failed error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading lines={8} />
    );
  if (lines.length === 0)
    return <Empty title={t(`inbox:empty.${tab}`)}>{t(`inbox:empty_text.${tab}`)}</Empty>;
  return (
    <>
      {query.isError && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      <InboxList
        key={tab}
        label={t(`inbox:tab.${tab}`)}
        lines={lines}
        waits={tab === 'waiting'}
        openKey={props.openKey}
        onOpen={props.onOpen}
        selected={props.selected}
        onSelect={props.onSelect}
      />
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('inbox:more')}
        </Button>
      )}
      {tab === 'waiting' && (
        <Typography variant="caption" sx={{ px: 2, py: 0.75, color: 'text.secondary' }}>
          {t('inbox:keys')}
        </Typography>
      )}
    </>
  );
}
