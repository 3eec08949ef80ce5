import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { StateMark } from '../state-mark.tsx';
import { Failed } from '../states.tsx';
import { toneOf } from './state-tone.ts';
import { useFlowWords } from './words.ts';

/** Lines that are shown before one asks for all. */
const SHOWN = 4;

/** What the same person asked for before, for whoever decides. */
export function EarlierCases({ flow, id }: { flow: string; id: number }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const word = useFlowWords(flow);
  const [all, setAll] = useState(false);
  const query = useQuery({ ...useVault().inbox.earlier.queryOptions({ flow, id }), staleTime: 0 });
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return null;
  const { length } = query.data;
  const shown = all ? query.data : query.data.slice(0, SHOWN);
  return (
    <Box component="section" aria-label={t('inbox:earlier')}>
      <Typography variant="h2" sx={{ mb: 0.5 }}>
        {t('inbox:earlier')}
      </Typography>
      {length === 0 && <Typography sx={{ color: 'text.secondary' }}>{t('inbox:no_earlier')}</Typography>}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {shown.map((each) => (
          <Box component="li" key={each.id} sx={line}>
            <Typography component="span" className="figures" sx={{ color: 'text.secondary' }}>
              {each.askedAt === null ? '—' : instantText(each.askedAt)}
            </Typography>
            <Typography component="span" noWrap>
              {each.title || word('unreadable')}
            </Typography>
            <StateMark tone={toneOf(each.state)} label={word(`state.${each.state}`)} />
          </Box>
        ))}
      </Box>
      {length > shown.length && (
        <Button size="small" onClick={() => setAll(true)}>
          {t('inbox:all_earlier', { count: length })}
        </Button>
      )}
    </Box>
  );
}

const line = {
  display: 'grid',
  gridTemplateColumns: '136px minmax(0, 1fr) 96px',
  gap: 1.5,
  alignItems: 'center',
  minHeight: 28,
};
