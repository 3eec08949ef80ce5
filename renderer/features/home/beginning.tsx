import { Box, Button, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Can } from '../../lib/session.tsx';
import { useVault } from '../../lib/vault.ts';
import { useLock } from '../vault/use-lock.ts';

/** While no archive was ever filed: the way to the first one, or who goes it. */
export function Beginning() {
  const vault = useVault();
  const query = useQuery({ ...vault.home.beginning.queryOptions(), staleTime: 0 });
  if (!query.data?.isEmpty) return null;
  return (
    <Can action="customers.import" otherwise={<Others importers={query.data.importers} />}>
      <Importer />
    </Can>
  );
}

function Importer() {
  const { t } = useTranslation();
  return (
    <Paper variant="outlined" sx={{ p: 2 }}>
      <Typography variant="h2">{t('home:beginning.title')}</Typography>
      <Typography sx={{ color: 'text.secondary', mt: 0.5, mb: 1.5 }}>
        {t('home:beginning.import_text')}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button component={Link} to="/import" variant="contained">
          {t('home:beginning.import')}
        </Button>
        <Button component={Link} to="/customers/new" variant="outlined">
          {t('customers:new')}
        </Button>
      </Box>
    </Paper>
  );
}

/** Somebody who brings no ledger in reads who does. */
function Others({ importers }: { importers: readonly string[] }) {
  const { t } = useTranslation();
  const lock = useLock();
  const names = importers.join(t('common:list_comma'));
  return (
    <Paper variant="outlined" sx={{ p: 2 }}>
      <Typography variant="h2">{t('home:beginning.title')}</Typography>
      <Typography sx={{ color: 'text.secondary', mt: 0.5, mb: 1.5 }}>
        {importers.length > 0 ? t('home:beginning.others', { names }) : t('home:beginning.nobody')}
      </Typography>
      {importers.length > 0 ? (
        <Button variant="contained" onClick={lock}>
          {t('home:beginning.lock')}
        </Button>
      ) : (
        <Can action="accounts.manage">
          <Button component={Link} to="/accounts" variant="contained">
            {t('home:beginning.accounts')}
          </Button>
        </Can>
      )}
    </Paper>
  );
}
