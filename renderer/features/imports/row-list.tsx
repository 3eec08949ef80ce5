import type { GridColDef } from '@mui/x-data-grid';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataList } from '../../components/data-list.tsx';
import { useArchive, useArchiveClient } from '../../lib/archive.ts';
import { useKeyset } from '../../lib/keyset.ts';
import type { Issue, PlanRow } from './import-types.ts';

const PAGE = 50;

type Row = PlanRow & { readonly id: string };

/** Rows of the file with what was noticed about each, a hundred at a time however long the file is. */
export function RowList(props: { planId: string; show: 'all' | 'refused' | 'warned' }) {
  const { t } = useTranslation();
  const archive = useArchive();
  const client = useArchiveClient();
  const columns = useRowColumns();
  const { planId, show } = props;
  const list = useKeyset<Row, number>({
    queryKey: [...archive.import.rows.queryKey(), planId, show],
    fetchPage: async (step, signal) => {
      const offset = 'after' in step ? step.after : 0;
      const page = await client.import.rows.query({ planId, show, offset, limit: PAGE }, { signal });
      const next = offset + page.rows.length;
      return {
        rows: page.rows.map((row) => ({ ...row, id: `${row.sheet}\n${row.row}` })),
        total: page.total,
        firstIndex: offset,
        next: next < page.total ? next : null,
      };
    },
  });
  return (
    <DataList
      {...list.props}
      label={t(`import:tab.${show}`, { number: '' })}
      name="import.rows"
      columns={columns}
    />
  );
}

function useRowColumns(): ReadonlyArray<GridColDef<Row>> {
  const { t } = useTranslation();
  return useMemo(() => {
    const word = ({ code, column, value, data }: Issue) => t(`errors:${code}`, { column, value, ...data });
    const said = (row: Row) => [...row.problems, ...row.warnings].map(word).join(t('import:issue_joint'));
    return [
      { field: 'sheet', headerName: t('import:row.sheet'), width: 120, sortable: false },
      {
        field: 'row',
        headerName: t('import:row.row'),
        width: 72,
        align: 'right',
        headerAlign: 'right',
        sortable: false,
        cellClassName: 'figures',
      },
      { field: 'name', headerName: t('import:row.name'), minWidth: 200, flex: 1, sortable: false },
      {
        field: 'issues',
        headerName: t('import:row.issues'),
        minWidth: 280,
        flex: 2,
        sortable: false,
        valueGetter: (_value, row) => said(row),
      },
    ];
  }, [t]);
}
