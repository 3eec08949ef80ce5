import { Box, Button, Tab, Tabs } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { useVault } from '../../lib/vault.ts';
import { isRefusal } from '../../lib/errors.ts';
import { useOpenedArchives } from '../../lib/opened-archives.tsx';
import { useShortcut } from '../../lib/shortcuts.ts';
import { useWords } from '../lists/use-words.ts';
import { CustomerHeader } from './customer-header.tsx';
import { HistoryTab } from './history-tab.tsx';
import { IndexOnly } from './index-only.tsx';
import { PeopleTab } from './people-tab.tsx';
import { ProfileTab } from './profile-tab.tsx';
import { TABS, type CustomerTab } from './tabs.ts';

/** One archive, 案卷: the front of the folder, and what is in it under tabs. */
export function CustomerShow(props: {
  id: number;
  tab: CustomerTab;
  onTab: (tab: CustomerTab) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const vault = useVault();
  const words = useWords();
  useShortcut('escape', props.onClose);
  const query = useQuery(vault.customers.get.queryOptions({ id: props.id }));
  const { note } = useOpenedArchives();
  const openedId = query.data?.index.id;
  useEffect(() => {
    if (openedId !== undefined) note(openedId);
  }, [note, openedId]);
  if (query.error && isRefusal(query.error, 'customers.not_found')) {
    return (
      <Empty
        title={t('customers:not_found.title')}
        action={
          <Button variant="outlined" onClick={props.onClose}>
            {t('customers:not_found.back')}
          </Button>
        }
      >
        {t('customers:not_found.text')}
      </Empty>
    );
  }
  if (query.error && !query.data) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data || !words.ready) return <Loading lines={8} />;
  const customer = query.data;
  if (customer.access === 'index') {
    return (
      <article aria-label={customer.index.name}>
        <CustomerHeader customer={customer} words={words} onClose={props.onClose} />
        <IndexOnly index={customer.index} />
      </article>
    );
  }
  return (
    <article aria-label={customer.index.name}>
      <CustomerHeader customer={customer} words={words} onClose={props.onClose} />
      <Tabs
        value={props.tab}
        onChange={(_event, tab: CustomerTab) => props.onTab(tab)}
        sx={{ px: 1, borderBottom: '1px solid', borderColor: 'divider', backgroundColor: 'background.paper' }}
      >
        {TABS.map((tab) => (
          <Tab
            key={tab}
            value={tab}
            id={`tab-${tab}`}
            aria-controls={`panel-${tab}`}
            label={
              tab === 'people'
                ? t('customers:tab.people', { count: customer.input.contacts.length })
                : t(`customers:tab.${tab}`)
            }
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id={`panel-${props.tab}`} aria-labelledby={`tab-${props.tab}`} sx={{ p: 2 }}>
        {props.tab === 'profile' && <ProfileTab customer={customer} words={words} />}
        {props.tab === 'people' && <PeopleTab customer={customer} />}
        {props.tab === 'history' && <HistoryTab customer={customer} words={words} />}
      </Box>
    </article>
  );
}
