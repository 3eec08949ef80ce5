import { Box, Typography } from '@mui/material';
import type { GridColDef } from '@mui/x-data-grid';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { shelfText } from '../../../db/domain/text/shelf-text.ts';
import { Mark } from '../../components/mark.tsx';
import { SecrecyMark } from '../../components/state-mark.tsx';
import type { Words } from '../lists/use-words.ts';

import { foundIn, gradeText, placeText } from './customer-text.ts';
import type { CustomerRow } from './list-query.ts';
import { StatusMark } from './status-mark.tsx';

type Column = GridColDef<CustomerRow>;

/** Beside an open archive there is room for what one goes by. */
const BESIDE: ReadonlySet<string> = new Set(['name', 'matched', 'archiveNo']);

interface ColumnOptions {
  /** Words were found elsewhere than in names and numbers: a column says where. */
  readonly foundElsewhere: boolean;
  readonly beside: boolean;
}

/** The columns of the list, the likeliest first. */
export function useCustomerColumns(
  words: Words,
  { foundElsewhere, beside }: ColumnOptions,
): readonly Column[] {
  const { t, i18n } = useTranslation();
  const isEnglish = i18n.language === 'en';
  return useMemo(() => {
    const column = (field: string, rest: Partial<Column>): Column => ({
      field,
      headerName: t(`customers:field.${field}`),
      sortable: false,
      ...rest,
    });
    const figures = (field: string, width: number, rest: Partial<Column> = {}) =>
      column(field, { width, cellClassName: 'figures', ...rest });
    const columns: Column[] = [
      column('name', {
        minWidth: beside ? 160 : 220,
        flex: 2,
        sortable: true,
        renderCell: ({ row }) => <Marked row={row} field="name" text={row.name} />,
      }),
      column('matched', { minWidth: 180, flex: 1, renderCell: ({ row }) => <Found row={row} /> }),
      figures('archiveNo', 216, {
        sortable: true,
        renderCell: ({ row }) => <Marked row={row} field="archiveNo" text={row.archiveNo} />,
      }),
      column('category', { width: 84, valueGetter: (category: string) => t(`common:category.${category}`) }),
      column('status', {
        width: isEnglish ? 112 : 92,
        renderCell: ({ row }) => row.status && <StatusMark status={row.status} />,
      }),
      column('grade', {
        width: isEnglish ? 88 : 64,
        sortable: true,
        valueGetter: (grade: string | null) => gradeText(words, grade),
      }),
      column('secrecy', {
        width: isEnglish ? 116 : 84,
        renderCell: ({ row }) => <SecrecyMark secrecy={row.secrecy} hideNormal />,
      }),
      column('place', {
        width: 112,
        valueGetter: (_value, row) => words.place(row.city ?? row.province),
        renderCell: ({ row, formattedValue }) => (
          <span title={placeText(words, { ...row, district: null }) ?? ''}>{formattedValue}</span>
        ),
      }),
      column('responsibleId', { width: 88, valueGetter: (id: number | null) => words.person(id) }),
      figures('shelf', 150, {
        sortable: true,
        valueGetter: (_value, row) => row.shelf && shelfText(row.shelf),
      }),
      figures('filedOn', 104, { sortable: true }),
      figures('completeness', 80, {
        align: 'right',
        headerAlign: 'right',
        valueFormatter: (percent: number) => `${percent}%`,
      }),
    ];
    return columns.filter(
      ({ field }) => (field !== 'matched' || foundElsewhere) && (!beside || BESIDE.has(field)),
    );
  }, [t, isEnglish, words, foundElsewhere, beside]);
}

/** What matched besides name and number. */
export function otherMatch(row: Pick<CustomerRow, 'matched'>) {
  return row.matched?.find(({ field }) => field !== 'name' && field !== 'archiveNo');
}

function Marked(props: { row: CustomerRow; field: string; text: string }) {
  const match = props.row.matched?.find(({ field }) => field === props.field);
  return <Mark text={props.text} ranges={match?.ranges ?? []} />;
}

/** What matched besides name and number: `电话 0757-8123…`, the words marked. */
function Found(props: { row: CustomerRow }) {
  const { t } = useTranslation();
  const other = otherMatch(props.row);
  if (!other) return null;
  return (
    <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis' }} title={other.text}>
      <Typography component="span" variant="caption" sx={{ color: 'text.secondary', mr: 0.75 }}>
        {foundIn(t, other.field)}
      </Typography>
      <Mark text={other.text} ranges={other.ranges} />
    </Box>
  );
}
