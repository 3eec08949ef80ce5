import LockIcon from '@mui/icons-material/LockOutlined';
import SearchIcon from '@mui/icons-material/Search';
import {
  Box,
  ButtonBase,
  Chip,
  IconButton,
  Tooltip,
  Typography,
  useMediaQuery,
  useTheme,
} from '@mui/material';
import { useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCan, useSession } from '../lib/session.tsx';
import { useLock } from '../features/vault/use-lock.ts';
import { PersonMenu } from './person-menu.tsx';

/** Whose vault this is, one wide search box, lock, and who is working. */
export function TopBar(props: { onSearch: () => void }) {
  const { t } = useTranslation();
  const { vault } = useSession();
  const lock = useLock();
  const listSearches = useListSearches();
  return (
    <Box
      component="header"
      sx={{
        gridColumn: '1 / -1',
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 2,
        borderBottom: '1px solid',
        borderColor: 'divider',
        backgroundColor: 'background.paper',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1, minWidth: 160, flex: '0 1 300px' }}>
        <Typography noWrap sx={{ fontWeight: 700 }} title={vault.company}>
          {vault.company}
        </Typography>
        <Typography variant="caption" className="figures" sx={{ color: 'text.secondary' }}>
          {vault.fonds}
        </Typography>
        {vault.trial && <Chip size="small" color="warning" variant="outlined" label={t('app:trial')} />}
      </Box>
      {listSearches ? <Box sx={middle} /> : <SearchButton onSearch={props.onSearch} />}
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 0.5,
          flex: '0 1 300px',
          justifyContent: 'flex-end',
        }}
      >
        <Tooltip title={`${t('app:lock')} (Ctrl L)`}>
          <IconButton aria-label={t('app:lock')} onClick={lock}>
            <LockIcon />
          </IconButton>
        </Tooltip>
        <PersonMenu />
      </Box>
    </Box>
  );
}

const middle = { flex: '1 1 420px', maxWidth: 560, mx: 'auto' };

/** Looks like a search box, and opens the one of Ctrl+K. */
function SearchButton(props: { onSearch: () => void }) {
  const { t } = useTranslation();
  const searches = t(useCan('customers.list') ? 'app:search.box' : 'app:search.commands');
  return (
    <ButtonBase
      onClick={props.onSearch}
      aria-keyshortcuts="Control+K"
      sx={{
        ...middle,
        height: 32,
        px: 1.25,
        gap: 1,
        justifyContent: 'flex-start',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        color: 'text.secondary',
        backgroundColor: 'background.default',
        '&:hover': { borderColor: 'text.disabled' },
      }}
    >
      <SearchIcon />
      <Typography component="span" noWrap sx={{ flex: 1, textAlign: 'left' }}>
        {searches}
      </Typography>
      <Typography component="kbd" variant="caption">
        Ctrl K
      </Typography>
    </ButtonBase>
  );
}

/** True where the list of archives is in sight, which has a search box of its own: two would be one too many. */
function useListSearches(): boolean {
  const theme = useTheme();
  const isBeside = useMediaQuery(theme.breakpoints.up('lg'));
  const path = useLocation({ select: ({ pathname }) => pathname });
  return path === '/customers' || (isBeside && /^\/customers\/\d+$/.test(path));
}
