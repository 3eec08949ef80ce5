import { Box, Button } from '@mui/material';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFlowWords } from '../../components/flow/words.ts';
import { Facts, Section } from '../../components/page.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { periodText } from '../../lib/period-text.ts';
import { PrintForm } from '../../print/print-form.tsx';
import type { Amendment } from './amendment-desk.tsx';
import { ItemsTable } from './items-table.tsx';

/** Which report is amended, and each figure old → new with its reason. */
export function AmendmentFacts({ opened }: { opened: Amendment }) {
  const { t } = useTranslation();
  const reportWord = useFlowWords('reports');
  const { report, changes } = opened;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      <Section
        title={report.title}
        actions={
          <>
            {opened.state !== 'draft' && <PrintForm form="report_amendment" id={opened.id} />}
            <Button size="small" component={Link} to={`/reports/runs/${report.id}`}>
              {t('report_amendments:open_report')}
            </Button>
          </>
        }
      >
        <Facts
          facts={[
            { label: t('report_amendments:column.period'), value: periodText(t, report.period) },
            {
              label: t('reports:form.revision'),
              value: t('reports:form.revision_no', { no: report.revision }),
            },
            { label: t('reports:form.as_of'), value: <span className="figures">{report.asOf}</span> },
            {
              label: t('reports:form.state'),
              value: (
                <StateMark
                  tone={report.state === 'released' ? 'done' : 'stopped'}
                  label={reportWord(`state.${report.state}`)}
                />
              ),
            },
          ]}
        />
      </Section>
      <Section title={t('report_amendments:items')}>
        <Box sx={{ overflowX: 'auto' }}>
          <ItemsTable items={changes} />
        </Box>
      </Section>
    </Box>
  );
}
