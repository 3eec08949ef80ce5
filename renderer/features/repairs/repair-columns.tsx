import type { GridColDef } from '@mui/x-data-grid';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { shelfText } from '../../../db/domain/text/shelf-text.ts';
import { RepairMark } from './repair-mark.tsx';
import type { RepairLine } from './repair-types.ts';

type Column = GridColDef<RepairLine>;

/** Beside an open repair there is room for what one goes by. */
const BESIDE: ReadonlySet<string> = new Set(['state', 'finding', 'degree', 'dueOn', 'doneOn', 'name']);

/** What is over has the day on which it was done in place of the one on which it was due. */
export function useRepairColumns(state: RepairLine['state'], beside: boolean): readonly Column[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const column = (field: string, rest: Partial<Column>): Column => ({
      field,
      headerName: t(`repairs:column.${field}`),
      sortable: false,
      ...rest,
    });
    const day = (field: string) => column(field, { width: 108, cellClassName: 'figures' });
    const columns = [
      column('state', { width: 100, renderCell: ({ row }) => <RepairMark repair={row} /> }),
      column('finding', { width: 120, valueGetter: (_value, row) => t(`common:finding.${row.kind}`) }),
      column('degree', {
        width: 72,
        valueGetter: (_value, { degree }) => (degree === null ? '' : t(`common:degree.${degree}`)),
      }),
      day(state === 'done' ? 'doneOn' : 'dueOn'),
      column('archiveNo', {
        width: 216,
        cellClassName: 'figures',
        valueGetter: (_value, { archive }) => archive?.archiveNo ?? '',
      }),
      column('name', { minWidth: 180, flex: 1, valueGetter: (_value, { archive }) => archive?.name ?? '' }),
      column('shelf', {
        width: 170,
        cellClassName: 'figures',
        valueGetter: (_value, { archive }) => (archive?.shelf ? shelfText(archive.shelf) : ''),
      }),
      column('method', {
        width: 96,
        valueGetter: (_value, { method }) => (method === null ? '' : t(`common:repair_method.${method}`)),
      }),
      column('doer', { width: 100 }),
    ];
    return columns.filter(({ field }) => !beside || BESIDE.has(field));
  }, [t, state, beside]);
}
