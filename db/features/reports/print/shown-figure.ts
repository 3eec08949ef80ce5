import type { Figure } from '../../../domain/reports/figures.ts';
import { grouped } from '../compile/table-maker.ts';

/** A figure as it is printed. */
export function shownFigure(figure: Figure): string {
  if (figure === null) return '—';
  return typeof figure === 'number' ? grouped(figure) : figure;
}
