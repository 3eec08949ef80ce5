import { useTranslation } from 'react-i18next';
import { StateMark, type Tone } from '../../components/state-mark.tsx';
import type { RepairLine } from './repair-types.ts';

const TONES = { open: 'active', done: 'done', withdrawn: 'stopped' } as const satisfies Record<
  RepairLine['state'],
  Tone
>;

/** How a repair stands; one past its day says so. */
export function RepairMark({ repair }: { repair: Pick<RepairLine, 'state' | 'isOverdue'> }) {
  const { t } = useTranslation();
  if (repair.isOverdue) return <StateMark tone="late" label={t('repairs:overdue')} />;
  return <StateMark tone={TONES[repair.state]} label={t(`repairs:state.${repair.state}`)} />;
}
