import { Alert, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Can } from '../lib/session.tsx';
import { useVault } from '../lib/vault.ts';

/** Says that the vault lies on a network drive or in a synced folder, and how it comes from there. */
export function PlaceBanner() {
  return (
    <Can action="backup.read">
      <Misplaced />
    </Can>
  );
}

function Misplaced() {
  const { t } = useTranslation();
  const vault = useVault();
  const misplaced = useQuery({
    ...vault.backup.misplaced.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!misplaced.data) return null;
  const { kind, name } = misplaced.data;
  return (
    <Alert severity="warning" role="status" sx={{ flex: 'none', borderRadius: 0, py: 0 }}>
      {t(kind === 'network' ? 'app:misplaced.network' : 'app:misplaced.synced', { name })}{' '}
      <Link href="#/backup">{t('app:misplaced.open')}</Link>
    </Alert>
  );
}
