import { Alert } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';

const LOOK_MS = 60_000;

/** Says to whoever signs in which witness was not heard, and since when; it is read, and closed. */
export function WitnessBanner() {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const [closed, setClosed] = useState<readonly string[]>([]);
  const unheard =
    useQuery({ ...vault.witnesses.unheard.queryOptions(), refetchInterval: LOOK_MS }).data ?? [];
  return unheard.map(({ kind, label, trouble, since }) => {
    const key = `${kind} ${trouble}`;
    if (closed.includes(key)) return null;
    const where = kind === 'program' || kind === 'beside' ? t(`app:witness.where.${kind}`) : label;
    return (
      <Alert
        key={key}
        severity="warning"
        role="status"
        sx={{ flex: 'none', borderRadius: 0, py: 0 }}
        onClose={() => setClosed([...closed, key])}
      >
        {trouble === 'missing' && since !== null
          ? t('app:witness.missing_since', { label, since: instantText(since) })
          : t(`app:witness.${trouble}`, { label, where })}
      </Alert>
    );
  });
}
