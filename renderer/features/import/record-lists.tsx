import { Box } from '@mui/material';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataList } from '../../components/list/data-list.tsx';
import type { ListColumn } from '../../components/list/list-column.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useWindowed } from '../../lib/windowed.ts';
import type { KeptRow, RowsShown, Written } from './import-types.ts';
import { rowText } from './row-text.ts';

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

function rowColumns(t: TFunction, show: RowsShown, namesSheet: boolean): ReadonlyArray<ListColumn<Row>> {
  return [
    ...(namesSheet ? [{ field: 'sheet', title: t('import:row.sheet'), width: 120 }] : []),
    {
      field: 'row',
      title: t('import:row.row'),
      width: 72,
      align: 'right',
      className: 'figures',
    },
    { field: 'name', title: t('import:row.name'), minWidth: 200, flex: 1 },
    {
      field: 'archive',
      title: t('customers:field.archiveNo'),
      width: 232,
      className: 'figures',
      cell: ({ archive }) => archive && <ArchiveLink {...archive} />,
    },
    {
      field: 'issues',
      title: t('import:row.issues'),
      minWidth: 280,
      flex: 2,
      text: (row) => rowText(t, row, show),
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
  const columns = useMemo(() => writtenColumns(t), [t]);
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

function writtenColumns(t: TFunction): ReadonlyArray<ListColumn<WrittenRow>> {
  return [
    {
      field: 'archiveNo',
      title: t('customers:field.archiveNo'),
      width: 248,
      className: 'figures',
      cell: ({ archiveId, archiveNo }) =>
        archiveId !== null && archiveNo !== null ? (
          <ArchiveLink id={archiveId} archiveNo={archiveNo} />
        ) : (
          t('import:record.closed_archive')
        ),
    },
    { field: 'name', title: t('customers:field.name'), minWidth: 240, flex: 1 },
    {
      field: 'standing',
      title: t('import:record.now'),
      width: 160,
      text: ({ standing }) => (standing === 'living' ? '' : t(`customers:standing.${standing}`)),
    },
  ];
}
