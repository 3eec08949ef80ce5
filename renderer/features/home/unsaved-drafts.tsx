import { Box, Typography } from '@mui/material';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../components/state-mark.tsx';
import { useKeptDrafts } from '../../lib/drafts.ts';
import { readKept } from '../../lib/kept.ts';
import { useVault } from '../../lib/vault.ts';
import { CUSTOMER_DRAFT } from '../customers/draft-values.ts';
import { wayTo } from '../customers/unsaved.ts';

const SHOWN = 5;

/** What this person has typed of customers and not saved, the latest first: each line goes on with it. */
export function UnsavedDrafts() {
  const { t } = useTranslation();
  const vault = useVault();
  const ways = (useKeptDrafts('') ?? []).flatMap((key) => {
    const way = wayTo(key);
    return way ? [{ key, ...way }] : [];
  });
  const lines = ways.filter(({ to }, at) => ways.findIndex((way) => way.to === to) === at);
  const shown = lines.slice(0, SHOWN);
  // The name is that of the draft: nothing is read of the archive itself.
  const drafts = useQueries({
    queries: shown.map(({ key }) => vault.drafts.get.queryOptions({ key }, { staleTime: 0, gcTime: 0 })),
  });
  if (shown.length === 0) return null;
  return (
    <Box component="section" aria-label={t('home:unsaved.title')}>
      <Typography variant="h2" sx={{ mb: 1 }}>
        {t('home:unsaved.title')}
      </Typography>
      <Box component="ul" sx={list}>
        {shown.map(({ key, to, kind }, at) => {
          const read = drafts[at]?.data ? readKept(CUSTOMER_DRAFT, drafts[at].data) : null;
          const name = read?.ok ? read.value.values.name.trim() : '';
          return (
            <li key={key}>
              <Box component={Link} to={to} sx={line}>
                <Typography sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
                  {name === '' ? t('home:unsaved.unnamed') : name}
                </Typography>
                <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                  {t(`home:unsaved.${kind}`)}
                </Typography>
                <StateMark tone="due" label={t('customers:unsaved.short')} />
              </Box>
            </li>
          );
        })}
      </Box>
      {lines.length > shown.length && (
        <Typography variant="caption" sx={{ color: 'text.secondary' }}>
          {t('home:unsaved.more', { count: lines.length - shown.length })}
        </Typography>
      )}
    </Box>
  );
}

const list = {
  listStyle: 'none',
  m: 0,
  p: 0,
  backgroundColor: 'background.paper',
  border: '1px solid',
  borderColor: 'divider',
  borderRadius: 1,
  '& li + li': { borderTop: '1px solid', borderColor: 'divider' },
} as const;
const line = {
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  px: 2,
  minHeight: 44,
  color: 'text.primary',
  textDecoration: 'none',
  '&:hover': { backgroundColor: 'action.hover' },
} as const;
