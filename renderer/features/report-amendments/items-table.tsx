import { Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Figure } from '../../../db/domain/reports/figures.ts';
import { formatCount } from '../../lib/format.ts';

/** One figure that is amended, in the words of its place. */
export interface ShownItem {
  readonly table: string;
  readonly row: string | null;
  readonly measure: string;
  readonly tableTitle: string;
  readonly rowLabel: string;
  readonly measureTitle: string;
  readonly old: Figure;
  readonly value: Figure;
  readonly reason: string;
}

/** Items as the paper has them: where, old → new, and why. */
export function ItemsTable(props: {
  items: readonly ShownItem[];
  /** At the end of each line. */
  renderAction?: (item: ShownItem, at: number) => ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const textOf = (figure: Figure) =>
    typeof figure === 'number' ? formatCount(figure, i18n.language) : (figure ?? '—');
  const { renderAction } = props;
  const heads = ['table', 'row', 'measure', 'old', 'new', 'reason'] as const;
  return (
    <Table size="small" aria-label={t('report_amendments:items')}>
      <TableHead>
        <TableRow>
          {heads.map((head) => (
            <TableCell key={head} align={head === 'old' || head === 'new' ? 'right' : 'left'}>
              {t(`report_amendments:field.${head}`)}
            </TableCell>
          ))}
          {renderAction && (
            <TableCell>
              <span className="visually-hidden">{t('report_amendments:remove_head')}</span>
            </TableCell>
          )}
        </TableRow>
      </TableHead>
      <TableBody>
        {props.items.map((item, at) => (
          <TableRow key={JSON.stringify([item.table, item.row, item.measure])}>
            <TableCell>{item.tableTitle}</TableCell>
            <TableCell>{item.rowLabel}</TableCell>
            <TableCell>{item.measureTitle}</TableCell>
            <TableCell align="right" className="figures" sx={{ color: 'text.secondary' }}>
              <del>{textOf(item.old)}</del>
            </TableCell>
            <TableCell align="right" className="figures" sx={{ fontWeight: 700 }}>
              {textOf(item.value)}
            </TableCell>
            <TableCell sx={{ whiteSpace: 'pre-line' }}>{item.reason}</TableCell>
            {renderAction && <TableCell padding="none">{renderAction(item, at)}</TableCell>}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
