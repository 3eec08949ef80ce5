import { useTranslation } from 'react-i18next';
import { FlowLine, type FlowStep } from '../../components/flow-line.tsx';
import { daysBetween, formatInstant, localDate } from '../../lib/format.ts';
import type { Filing } from './filing.ts';

const at = (instant: number | null) => (instant === null ? null : formatInstant(instant));

function daysSince(instant: number | null): number | null {
  return instant === null ? null : daysBetween(localDate(new Date(instant)), localDate(new Date()));
}

/** 申请 → 受理 | 退回, with who and when (rules.md A1). */
export function FilingFlow(props: { filing: Filing }) {
  const { t } = useTranslation();
  const { filing } = props;
  const { state } = filing;
  const reported: FlowStep = {
    key: 'reported',
    label: t('filings:flow.report'),
    state: state === 'draft' ? 'waiting' : 'done',
    person: filing.reportedBy,
    at: at(filing.reportedAt),
  };
  const decided: FlowStep = {
    key: 'decided',
    label: t(state === 'returned' ? 'filings:flow.returned' : 'filings:flow.accept'),
    state: { draft: 'ahead', submitted: 'waiting', accepted: 'done', returned: 'refused' }[
      state
    ] as FlowStep['state'],
    person: filing.decidedBy ?? (state === 'submitted' ? t('common:role.archivist') : null),
    at: at(filing.decidedAt),
    daysWaited: state === 'submitted' ? daysSince(filing.reportedAt) : null,
    note: filing.reason,
  };
  return <FlowLine label={t('filings:flow.label')} steps={[reported, decided]} />;
}
