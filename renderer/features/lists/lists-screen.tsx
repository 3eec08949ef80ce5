import { Box, List, ListItemButton, ListItemText, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { QueryView } from '../../components/states.tsx';
import { useVault } from '../../lib/vault.ts';
import { useKeptDrafts } from '../../lib/drafts.ts';
import { ListEditor } from './list-editor.tsx';
import { LIST_DRAFTS } from './use-edited-rows.ts';

/** The order in which the lists are offered: what is on the form first. */
const ORDER = [
  'sub_type_supplier',
  'sub_type_client',
  'sub_type_partner',
  'industry',
  'size',
  'grade_metal',
  'grade_vip',
  'grade_abcd',
  'position',
  'index_term',
];

/** 选项清单: the choices of every form, kept by 客户信息主管. */
export function ListsScreen(props: { list: string | undefined; onList: (list: string) => void }) {
  const { t } = useTranslation();
  const vault = useVault();
  const query = useQuery(vault.lists.all.queryOptions());
  const unsaved = useKeptDrafts(LIST_DRAFTS) ?? [];
  return (
    <Page title={t('lists:title')}>
      <QueryView query={query} lines={8}>
        {(lists) => {
          const names = [
            ...ORDER.filter((name) => lists[name]),
            ...Object.keys(lists).filter((name) => !ORDER.includes(name)),
          ];
          const open = props.list && lists[props.list] ? props.list : (names[0] ?? '');
          return (
            <Box sx={{ display: 'flex', height: '100%', minHeight: 0 }}>
              <List
                component="nav"
                dense
                aria-label={t('lists:title')}
                sx={{
                  width: 224,
                  flex: 'none',
                  overflowY: 'auto',
                  borderRight: '1px solid',
                  borderColor: 'divider',
                  p: 1,
                }}
              >
                {names.map((name) => (
                  <ListItemButton
                    key={name}
                    selected={name === open}
                    aria-current={name === open}
                    onClick={() => props.onList(name)}
                    sx={{ borderRadius: 1, minHeight: 36 }}
                  >
                    <ListItemText
                      primary={t(`lists:name.${name}`)}
                      secondary={unsaved.includes(name) ? t('common:draft.kept') : null}
                      slotProps={{ secondary: { variant: 'caption', sx: { color: 'warning.main' } } }}
                    />
                    <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
                      {lists[name]?.filter((item) => item.active).length}
                    </Typography>
                  </ListItemButton>
                ))}
              </List>
              <Box sx={{ flex: 1, overflow: 'auto', p: 2 }}>
                <Box sx={{ maxWidth: 760 }}>
                  <Typography sx={{ color: 'text.secondary', mb: 2 }}>{t('lists:about')}</Typography>
                  <ListEditor key={open} list={open} items={lists[open] ?? []} />
                </Box>
              </Box>
            </Box>
          );
        }}
      </QueryView>
    </Page>
  );
}
