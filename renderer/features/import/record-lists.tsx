import { Box } from '@mui/material';
import type { GridColDef } from '@mui/x-data-grid';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataList } from '../../components/data-list.tsx';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useWindowed } from '../../lib/windowed.ts';
import type { Issue, KeptRow, RowsShown, Written } from './import-types.ts';

type Row = KeptRow & { readonly id: string };

const blankRow = (index: number): Row => ({
  id: `blank ${index}`,
  sheet: '',
  row: 0,
  name: null,
  archive: null,
  problems: [],
  warnings: [],
  skipped: null,
});

/** Rows of the file as they were kept, each with what was said of it and the archive that it went into. */
export function KeptRowList(props: { id: number; show: Exclude<RowsShown, 'all'>; namesSheet: boolean }) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const { id, show, namesSheet } = props;
  const list = useWindowed<Row>({
    queryKey: [...vault.import.keptRows.queryKey(), id, show],
    fetchPage: async (offset, limit, signal) => {
      const page = await client.import.keptRows.query({ id, show, offset, limit }, { signal });
      return {
        total: page.total,
        rows: page.rows.map((row) => ({ ...row, id: `${row.sheet}\n${row.row}` })),
      };
    },
    blankRow,
  });
  const columns = useMemo(() => rowColumns(t, show, namesSheet), [t, show, namesSheet]);
  return (
    <DataList
      {...list.props}
      isBlank={(row: Row) => row.row === 0}
      label={t(`import:record.tab.${show}`, { number: '' })}
      name="import.kept"
      columns={columns}
    />
  );
}

function rowColumns(t: TFunction, show: RowsShown, namesSheet: boolean): ReadonlyArray<GridColDef<Row>> {
  const word = ({ code, column, value, data }: Issue) => t(`errors:${code}`, { column, value, ...data });
  const said = ({ problems, skipped, warnings }: Row) => {
    const fate = [...problems, ...(skipped ? [skipped] : [])];
    const issues = show === 'warned' ? [...warnings, ...fate] : [...fate, ...warnings];
    return issues.map(word).join(t('import:issue_joint'));
  };
  const plain = { sortable: false } as const;
  return [
    ...(namesSheet ? [{ ...plain, field: 'sheet', headerName: t('import:row.sheet'), width: 120 }] : []),
    {
      ...plain,
      field: 'row',
      headerName: t('import:row.row'),
      width: 72,
      align: 'right',
      headerAlign: 'right',
      cellClassName: 'figures',
    },
    { ...plain, field: 'name', headerName: t('import:row.name'), minWidth: 200, flex: 1 },
    {
      ...plain,
      field: 'archive',
      headerName: t('customers:field.archiveNo'),
      width: 232,
      cellClassName: 'figures',
      renderCell: ({ row: { archive } }) => archive && <ArchiveLink {...archive} />,
    },
    {
      ...plain,
      field: 'issues',
      headerName: t('import:row.issues'),
      minWidth: 280,
      flex: 2,
      valueGetter: (_value, row) => said(row),
    },
  ];
}

function ArchiveLink(props: { id: number; archiveNo: string }) {
  return (
    <Box component={Link} to={`/customers/${props.id}`} sx={{ color: 'primary.main' }}>
      {props.archiveNo}
    </Box>
  );
}

type WrittenRow = Omit<Written, 'id'> & { readonly id: string; readonly archiveId: number | null };

/** The archives that an import filed, or changed. */
export function WrittenList(props: { id: number; what: 'added' | 'updated' }) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const { id, what } = props;
  const list = useWindowed<WrittenRow>({
    queryKey: [...vault.import.written.queryKey(), id, what],
    fetchPage: async (offset, limit, signal) => {
      const page = await client.import.written.query({ id, what, offset, limit }, { signal });
      return {
        total: page.total,
        rows: page.archives.map((one, at) => ({ ...one, archiveId: one.id, id: String(offset + at) })),
      };
    },
    blankRow: (index) => ({
      id: `blank ${index}`,
      archiveId: null,
      archiveNo: null,
      name: null,
      standing: 'living',
    }),
  });
  const columns = useMemo(
    (): ReadonlyArray<GridColDef<WrittenRow>> => [
      {
        field: 'archiveNo',
        headerName: t('customers:field.archiveNo'),
        width: 248,
        sortable: false,
        cellClassName: 'figures',
        renderCell: ({ row: { archiveId, archiveNo } }) =>
          archiveId !== null && archiveNo !== null ? (
            <ArchiveLink id={archiveId} archiveNo={archiveNo} />
          ) : (
            t('import:record.closed_archive')
          ),
      },
      { field: 'name', headerName: t('customers:field.name'), minWidth: 240, flex: 1, sortable: false },
      {
        field: 'standing',
        headerName: t('import:record.now'),
        width: 160,
        sortable: false,
        valueGetter: (_value, { standing }) =>
          standing === 'living' ? '' : t(`customers:standing.${standing}`),
      },
    ],
    [t],
  );
  return (
    <DataList
      {...list.props}
      isBlank={(row: WrittenRow) => row.id.startsWith('blank')}
      label={t(`import:record.tab.${what}`, { number: '' })}
      name="import.written"
      columns={columns}
    />
  );
}
