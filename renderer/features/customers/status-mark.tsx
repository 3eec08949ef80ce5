import { useTranslation } from 'react-i18next';
import type { Status } from '../../../db/domain/customer.ts';
import { StateMark, type Tone } from '../../components/state-mark.tsx';

export const STATUS_TONES: Record<Status, Tone> = {
  negotiating: 'waiting',
  active: 'active',
  stopped: 'stopped',
};

/** 洽谈中 / 合作中 / 停止 (rules.md C0). */
export function StatusMark(props: { status: Status }) {
  const { t } = useTranslation();
  return <StateMark tone={STATUS_TONES[props.status]} label={t(`customers:status.${props.status}`)} />;
}
