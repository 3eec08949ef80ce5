import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { toneOf } from '../../components/flow/state-tone.ts';
import { useFlowWords } from '../../components/flow/words.ts';
import { SecrecyMark, StateMark } from '../../components/state-mark.tsx';
import type { InboxLine as Line } from './use-inbox.ts';

/** One case in two lines: what it is and how long it waits; how it stands, who asked, and who is next. */
export function InboxLine({ line, waits, selected }: { line: Line; waits: boolean; selected: boolean }) {
  const { t } = useTranslation();
  const word = useFlowWords(line.flow);
  const { next, daysWaited, late } = line;
  const roles = next?.roles.map((role) => t(`common:role.${role}`)).join(t('common:list_comma'));
  const who = next && (waits ? t('inbox:you') : roles || t('common:flow.asker'));
  return (
    <>
      <Box sx={row}>
        <Typography
          component="span"
          variant="caption"
          sx={{ color: 'text.secondary', flex: '0 0 100px' }}
          noWrap
        >
          {word('what')}
        </Typography>
        <Typography
          component="span"
          noWrap
          sx={{ flex: 1, minWidth: 0, fontWeight: waits && !line.looked ? 700 : 500 }}
        >
          {line.unreadable ? word('unreadable') : line.title || t('inbox:untitled')}
        </Typography>
        <SecrecyMark secrecy={line.secrecy} hideNormal />
        {waits && line.looked && !selected && <Note>{t('inbox:looked')}</Note>}
        {selected && <Note strong>{t('inbox:chosen')}</Note>}
        {daysWaited !== null && (
          <Typography component="span" className="figures" sx={{ flex: 'none', color: 'text.secondary' }}>
            {daysWaited > 0 ? t('common:waited', { count: daysWaited }) : t('inbox:today')}
          </Typography>
        )}
      </Box>
      <Box sx={{ ...row, color: 'text.secondary', fontSize: '0.75rem' }}>
        <Box component="span" sx={{ flex: '0 0 100px' }}>
          <StateMark tone={toneOf(line.state, next === null)} label={word(`state.${line.state}`)} />
        </Box>
        <Box component="span" sx={{ flex: 'none' }}>
          {line.askedBy}
        </Box>
        {late && <StateMark tone="late" label={t('inbox:late')} />}
        <Box component="span" sx={ellipsis}>
          {next && t('inbox:next', { step: word(`step.${next.step}`), who })}
        </Box>
      </Box>
    </>
  );
}

function Note(props: { children: string; strong?: boolean }) {
  return (
    <Typography
      component="span"
      variant="caption"
      sx={{
        flex: 'none',
        color: props.strong ? 'primary.main' : 'text.secondary',
        fontWeight: props.strong ? 700 : 400,
      }}
    >
      {props.children}
    </Typography>
  );
}

const row = { display: 'flex', alignItems: 'center', gap: 1.5, minWidth: 0 };
const ellipsis = {
  flex: 1,
  minWidth: 0,
  textAlign: 'right',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
};
