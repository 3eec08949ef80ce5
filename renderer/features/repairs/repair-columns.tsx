import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { shelfText } from '../../../db/domain/text/shelf-text.ts';
import type { ListColumn } from '../../components/list/list-column.ts';
import { RepairMark } from './repair-mark.tsx';
import type { RepairLine } from './repair-types.ts';

type Column = ListColumn<RepairLine>;

/** Beside an open repair there is room for what one goes by. */
const BESIDE: ReadonlySet<string> = new Set(['state', 'finding', 'degree', 'dueOn', 'doneOn', 'name']);

/** What is over has the day on which it was done in place of the one on which it was due. */
export function useRepairColumns(state: RepairLine['state'], beside: boolean): readonly Column[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const column = (field: string, rest: Partial<Column>): Column => ({
      field,
      title: t(`repairs:column.${field}`),
      ...rest,
    });
    const day = (field: string) => column(field, { width: 108, className: 'figures' });
    const columns = [
      column('state', { width: 100, cell: (row) => <RepairMark repair={row} /> }),
      column('finding', { width: 120, text: ({ kind }) => t(`common:finding.${kind}`) }),
      column('degree', {
        width: 72,
        text: ({ degree }) => (degree === null ? '' : t(`common:degree.${degree}`)),
      }),
      day(state === 'done' ? 'doneOn' : 'dueOn'),
      column('archiveNo', {
        width: 216,
        className: 'figures',
        text: ({ archive }) => archive?.archiveNo ?? '',
      }),
      column('name', { minWidth: 180, flex: 1, text: ({ archive }) => archive?.name ?? '' }),
      column('shelf', {
        width: 170,
        className: 'figures',
        text: ({ archive }) => (archive?.shelf ? shelfText(archive.shelf) : ''),
      }),
      column('method', {
        width: 96,
        text: ({ method }) => (method === null ? '' : t(`common:repair_method.${method}`)),
      }),
      column('doer', { width: 100 }),
    ];
    return columns.filter(({ field }) => !beside || BESIDE.has(field));
  }, [t, state, beside]);
}
