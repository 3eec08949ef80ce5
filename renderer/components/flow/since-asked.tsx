import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { reasonText } from '../../lib/reason-text.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { Failed } from '../states.tsx';
import { Changes } from './decision-dialog.tsx';
import { useFlowWords } from './words.ts';

/** What became of a case since it was first asked for: given back and why, submitted again, and what is another now. */
export function SinceAsked({ flow, id }: { flow: string; id: number }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const word = useFlowWords(flow);
  const query = useQuery({ ...useVault().inbox.since.queryOptions({ flow, id }), staleTime: 0 });
  if (query.isError) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  const { turns = [], fields = [] } = query.data ?? {};
  return (
    <>
      {turns.length > 0 && (
        <Box component="section" aria-label={t('inbox:since')}>
          <Typography variant="h2">{t('inbox:since')}</Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {turns.map((turn) => (
              <li key={`${turn.at} ${turn.step}`}>
                <span className="figures">{instantText(turn.at)}</span>
                {` ${[turn.person, word(`step.${turn.step}`, { defaultValue: turn.step })].filter(Boolean).join(' ')}`}
                {turn.reason !== null && t('inbox:because', { reason: reasonText(t, flow, turn) })}
              </li>
            ))}
          </Box>
        </Box>
      )}
      {fields.length > 0 && (
        <Changes
          flow={flow}
          changes={fields.map(({ field, was, now }) => ({
            label: word(`field.${field}`, { defaultValue: field }),
            before: was,
            after: now,
          }))}
        />
      )}
    </>
  );
}
