import VerifyIcon from '@mui/icons-material/FactCheckOutlined';
import { Box, Button, Typography } from '@mui/material';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { verdictOf } from '../../../db/domain/verdict.ts';
import { JobProgress } from '../../components/job-progress.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Failed } from '../../components/states.tsx';
import { useVaultClient } from '../../lib/vault.ts';
import type { AppRouter } from '../../lib/contracts.ts';
import { formatCount } from '../../lib/format.ts';
import { useJob } from '../../lib/job.ts';
import { AnchorActions } from './anchor-actions.tsx';

type Verification = inferRouterOutputs<AppRouter>['audit']['verify'];
type Check = Verification['checks'][number];

/** Looks at the whole vault and its log, and says in words what holds and what does not (rules.md D5). */
export function Verify() {
  const { t } = useTranslation();
  const client = useVaultClient();
  const job = useJob<Verification>('audit.verify');
  const start = () => void job.start((signal) => client.audit.verify.mutate(undefined, { signal }));
  return (
    <Box
      sx={{ px: 2, py: 1.5, borderBottom: '1px solid', borderColor: 'divider', display: 'grid', gap: 1.5 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
        <Button
          variant="outlined"
          startIcon={<VerifyIcon />}
          loading={job.state === 'running'}
          onClick={start}
        >
          {t('audit:verify.start')}
        </Button>
        <AnchorActions />
        {job.state === 'idle' && (
          <Typography sx={{ color: 'text.secondary' }}>{t('audit:verify.text')}</Typography>
        )}
        {job.state === 'cancelled' && <Typography>{t('audit:verify.cancelled')}</Typography>}
      </Box>
      <JobProgress job={job} label={t('audit:verify.running')} onCancel={job.cancel} />
      {job.state === 'failed' && <Failed error={job.error} onRetry={start} />}
      {job.result && <Result result={job.result} />}
    </Box>
  );
}

function Result(props: { result: Verification }) {
  const { t } = useTranslation();
  const { result } = props;
  const { verdict, wrong, noted } = verdictOf(result.checks);
  return (
    <Box component="output" sx={{ display: 'block' }}>
      <Typography sx={{ fontWeight: 700, mb: 1 }}>
        <StateMark
          tone={({ wrong: 'late', noted: 'due', whole: 'done' } as const)[verdict]}
          label={t(`audit:verify.${verdict}`, { wrong, noted })}
        />
      </Typography>
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}>
        {result.checks.map((check) => (
          <CheckLine key={check.name} check={check} />
        ))}
      </Box>
      {result.head && (
        <Typography
          variant="caption"
          className="figures"
          component="p"
          sx={{ mt: 1, color: 'text.secondary' }}
        >
          {t('audit:verify.head', { seq: result.head.seq, hash: result.head.hash.slice(0, 20) })}
        </Typography>
      )}
    </Box>
  );
}

function CheckLine(props: { check: Check }) {
  const { t, i18n } = useTranslation();
  const { check } = props;
  const state = !check.ok ? 'broken' : check.note ? 'note' : 'holds';
  const figures = Object.fromEntries(
    Object.entries(check.detail).map(([name, value]) => [
      name,
      typeof value === 'number' ? formatCount(value, i18n.language) : value,
    ]),
  );
  return (
    <Box
      component="li"
      sx={{ display: 'grid', gridTemplateColumns: '96px 208px 1fr', gap: 1, alignItems: 'baseline' }}
    >
      <StateMark
        tone={({ broken: 'late', note: 'due', holds: 'done' } as const)[state]}
        label={t(`audit:verify.${state}`)}
      />
      <span>{t(`audit:check.${check.name}`)}</span>
      <Typography
        className="figures"
        sx={{ color: check.ok ? 'text.secondary' : 'error.main', whiteSpace: 'normal' }}
      >
        {t(`audit:detail.${check.name}.${check.ok ? (check.note ?? 'ok') : 'wrong'}`, figures)}
      </Typography>
    </Box>
  );
}
