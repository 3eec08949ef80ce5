import { useTranslation } from 'react-i18next';
import type { Sheet } from '../../../db/domain/inspection.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { OUTCOME_TONES, outcomeText } from './texts.ts';

/** How an archive stands; null for one that nobody has looked at. */
export function EntryMark({ sheet }: { sheet: Sheet | null }) {
  const { t } = useTranslation();
  if (!sheet) return <StateMark tone="draft" label={t('inspections:outcome.open')} />;
  const tone = sheet.putRight ? 'done' : OUTCOME_TONES[sheet.outcome];
  return <StateMark tone={tone} label={outcomeText(t, sheet)} />;
}

/** Days to the day on which it is due, or past it. */
export function DueMark(props: { overdue: boolean; daysLeft: number }) {
  const { t } = useTranslation();
  if (props.overdue)
    return <StateMark tone="late" label={t('inspections:days_over', { count: -props.daysLeft })} />;
  const text =
    props.daysLeft === 0 ? t('inspections:due_today') : t('inspections:days_left', { count: props.daysLeft });
  return <StateMark tone={props.daysLeft <= 7 ? 'due' : 'waiting'} label={text} />;
}
