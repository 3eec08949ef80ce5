import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { EntryMark } from '../entry-mark.tsx';
import type { QuickDoneLine } from './use-quick-entry.ts';

const SHOWN = 6;

/** The lines that were entered last. */
export function QuickDone({ done }: { done: readonly QuickDoneLine[] }) {
  const { t } = useTranslation();
  if (done.length === 0) return null;
  return (
    <Box component="section" aria-label={t('inspections:quick.done')}>
      <Typography variant="h2" component="h3" sx={{ mb: 0.5 }}>
        {t('inspections:quick.done')}
      </Typography>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {done.slice(0, SHOWN).map(({ archive, sheet }) => (
          <Box
            component="li"
            key={archive.id}
            sx={{ display: 'flex', gap: 1.5, height: 28, alignItems: 'center' }}
          >
            <Typography className="figures" sx={{ color: 'text.secondary' }}>
              {archive.archiveNo}
            </Typography>
            <Typography noWrap sx={{ flex: 1, minWidth: 0 }}>
              {archive.name}
            </Typography>
            <EntryMark sheet={sheet} />
          </Box>
        ))}
      </Box>
    </Box>
  );
}
