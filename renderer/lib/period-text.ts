import type { TFunction } from 'i18next';
import { kindOf, type Period } from '../../db/domain/figures/periods.ts';

/** 2025年6月, 2025年上半年, 2025年. */
export function periodText(t: TFunction, period: Period): string {
  const year = period.slice(0, 4);
  const kind = kindOf(period);
  if (kind === 'year') return t('reports:period.year', { year });
  if (kind === 'half') return t(`reports:half.${period.slice(-1)}`, { year });
  return t('reports:period.month', { year, month: Number(period.slice(5)) });
}
