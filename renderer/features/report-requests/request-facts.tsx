import { Alert, Box, Typography } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFlowWords } from '../../components/flow/words.ts';
import { spanOf } from '../../../db/domain/figures/periods.ts';
import { Facts, Section } from '../../components/page.tsx';
import { StateMark, type Tone } from '../../components/state-mark.tsx';
import { useCan } from '../../lib/session.tsx';
import { periodText } from '../../lib/period-text.ts';
import { PrintForm } from '../../print/print-form.tsx';
import type { ReportRequest } from './request-desk.tsx';

/** What was asked for, when it comes next, and what was compiled for it. */
export function RequestFacts({ opened }: { opened: ReportRequest }) {
  const { t } = useTranslation();
  const { input, asked, nextDue, daysLeft, state } = opened;
  const text = (name: string) => t(`report_requests:field.${name}`);
  const report = t(`reports:report.${opened.report}`);
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {state === 'approved' && (
        <Alert severity={nextDue ? 'success' : 'info'}>
          {nextDue
            ? t('report_requests:next_due', {
                period: periodText(t, nextDue.period),
                day: spanOf(nextDue.period).to,
                count: daysLeft ?? 0,
              })
            : t('report_requests:none_left_text')}
        </Alert>
      )}
      <Section
        title={t('report_requests:what_is_asked')}
        actions={state !== 'draft' && <PrintForm form="report_request" id={opened.id} />}
      >
        <Facts
          facts={[
            { label: text('name'), value: input.title ? `${input.title}（${report}）` : report },
            { label: text('department'), value: opened.department || '—' },
            { label: text('every'), value: t(`reports:every.${opened.every}`) },
            {
              label: text(opened.every === 'single' ? 'singlePeriod' : 'firstPeriod'),
              value: periodText(t, opened.firstPeriod),
            },
            { label: text('validUntil'), value: <span className="figures">{opened.validUntil}</span> },
            { label: text('scope'), value: t(`reports:scope.${input.scope}`) },
            {
              label: text('choices'),
              value: asked.length > 0 ? asked.join('；') : t('report_requests:as_usual'),
              wide: true,
            },
            {
              label: text('purpose'),
              value: <span style={{ whiteSpace: 'pre-line' }}>{input.purpose || '—'}</span>,
              wide: true,
            },
          ]}
        />
      </Section>
      {opened.runs.length > 0 && <Runs runs={opened.runs} />}
    </Box>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  released: 'done',
  returned: 'due',
  cancelled: 'stopped',
  superseded: 'stopped',
};

/** Each report that was compiled, the newest period first. */
function Runs({ runs }: Pick<ReportRequest, 'runs'>) {
  const { t } = useTranslation();
  const reportWord = useFlowWords('reports');
  const isInside = useCan('reports.run');
  return (
    <Section title={t('report_requests:runs')}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {runs.map(({ id, period, revision, state, dueOn }) => {
          const label = periodText(t, period);
          const opens = isInside || state === 'released' || state === 'superseded';
          return (
            <Box component="li" key={id} sx={line}>
              {opens ? (
                <Typography component={Link} to={`/reports/runs/${id}`} sx={{ color: 'primary.main' }}>
                  {label}
                </Typography>
              ) : (
                <Typography component="span">{label}</Typography>
              )}
              <Typography component="span" sx={{ color: 'text.secondary' }}>
                {t('reports:form.revision_no', { no: revision })}
              </Typography>
              <Typography component="span" className="figures" sx={{ color: 'text.secondary' }}>
                {t('report_requests:due_on', { day: dueOn })}
              </Typography>
              <StateMark tone={TONES[state] ?? 'waiting'} label={reportWord(`state.${state}`)} />
            </Box>
          );
        })}
      </Box>
    </Section>
  );
}

const line = {
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr) 72px 160px 140px',
  gap: 1.5,
  alignItems: 'center',
  minHeight: 30,
};
