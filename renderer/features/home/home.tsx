import DoneIcon from '@mui/icons-material/TaskAltOutlined';
import NextIcon from '@mui/icons-material/ChevronRight';
import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { Page } from '../../components/page.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { QueryView } from '../../components/states.tsx';
import { formatCount } from '../../lib/format.ts';
import { useSession } from '../../lib/session.tsx';
import { useToday } from '../../lib/use-today.ts';
import { Beginning } from './beginning.tsx';
import { SetAside } from './set-aside.tsx';
import { Start } from './start.tsx';
import { UnsavedDrafts } from './unsaved-drafts.tsx';
import { useWaiting } from './waiting.ts';

/** 工作台: what waits for the person at the desk; each line opens the thing itself. */
export function Home() {
  const { t } = useTranslation();
  const { account } = useSession();
  const { query } = useWaiting();
  const day = useToday();
  return (
    <Page title={t('home:title')} padded>
      <Box sx={{ maxWidth: 880, display: 'grid', gap: 2 }}>
        <Typography sx={{ color: 'text.secondary' }}>
          {t('home:greeting', { name: account.name, day })}
        </Typography>
        <Beginning />
        <QueryView query={query}>
          {(waiting) => {
            const open = waiting.filter((line) => line.count > 0);
            return open.length === 0 ? <NothingWaits /> : <WaitingList lines={open} />;
          }}
        </QueryView>
        <UnsavedDrafts />
        <SetAside />
        <Start />
      </Box>
    </Page>
  );
}

function NothingWaits() {
  const { t } = useTranslation();
  return (
    <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', py: 2 }}>
      <DoneIcon color="success" />
      <Typography>{t('home:nothing')}</Typography>
    </Box>
  );
}

interface WaitingLine {
  readonly kind: string;
  readonly count: number;
  readonly late: number;
  readonly part?: number;
  readonly link: string;
}

function WaitingList(props: { lines: readonly WaitingLine[] }) {
  const { t, i18n } = useTranslation();
  return (
    <Box
      component="ul"
      aria-label={t('home:waiting')}
      sx={{
        listStyle: 'none',
        m: 0,
        p: 0,
        backgroundColor: 'background.paper',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        '& li + li': { borderTop: '1px solid', borderColor: 'divider' },
      }}
    >
      {props.lines.map((line) => (
        <li key={line.kind}>
          <Box
            component="a"
            href={`#${line.link}`}
            sx={{
              display: 'grid',
              gridTemplateColumns: '72px 1fr auto 20px',
              alignItems: 'center',
              gap: 2,
              px: 2,
              minHeight: 52,
              color: 'text.primary',
              textDecoration: 'none',
              '&:hover': { backgroundColor: 'action.hover' },
            }}
          >
            <Typography className="figures" sx={{ fontSize: '1.25rem', fontWeight: 500, textAlign: 'right' }}>
              {formatCount(line.count, i18n.language)}
            </Typography>
            <Box>
              <Typography>
                {t(`home:kind.${line.kind}`)}
                {Boolean(line.part) &&
                  t(`home:part.${line.kind}`, { part: formatCount(line.part ?? 0, i18n.language) })}
              </Typography>
              <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                {t(`home:why.${line.kind}`)}
              </Typography>
            </Box>
            {line.late > 0 ? (
              <StateMark
                tone="late"
                label={t('home:late', { late: formatCount(line.late, i18n.language) })}
              />
            ) : (
              <span />
            )}
            <NextIcon sx={{ color: 'text.disabled' }} />
          </Box>
        </li>
      ))}
    </Box>
  );
}
