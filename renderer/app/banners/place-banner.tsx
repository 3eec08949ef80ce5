import { Alert, Link } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MoveDialog } from '../../features/vault/move-dialog.tsx';
import { Can } from '../../lib/session.tsx';
import { useVault } from '../../lib/vault.ts';

/** Says that the vault lies on a network drive or in a synced folder, and offers to move it to whoever may. */
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
  const [isMoving, setMoving] = useState(false);
  const misplaced = useQuery({
    ...vault.backup.misplaced.queryOptions(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!misplaced.data) return null;
  const { kind, name } = misplaced.data;
  const why = t(kind === 'network' ? 'app:misplaced.network' : 'app:misplaced.synced', { name });
  return (
    <>
      <Alert severity="warning" role="status" sx={{ flex: 'none', borderRadius: 0, py: 0 }}>
        {why}{' '}
        <Can action="backup.make" otherwise={t('app:misplaced.ask')}>
          <Link component="button" sx={{ verticalAlign: 'baseline' }} onClick={() => setMoving(true)}>
            {t('app:misplaced.move')}
          </Link>
        </Can>
      </Alert>
      {isMoving && <MoveDialog why={why} onClose={() => setMoving(false)} />}
    </>
  );
}
