import { Button } from '@mui/material';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DataList } from '../../components/list/data-list.tsx';
import type { ListColumn } from '../../components/list/list-column.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useWindowed } from '../../lib/windowed.ts';
import type { Plan, PlanRow, RowsShown } from './import-types.ts';
import { rowText } from './row-text.ts';

type Row = PlanRow & { readonly id: string };

/** Stands for a row that is still being read. */
const blankRow = (index: number): Row => ({
  id: `blank ${index}`,
  sheet: '',
  row: 0,
  name: null,
  problems: [],
  warnings: [],
  skipped: null,
});
const isBlank = (row: Row) => row.row === 0;

/** Rows of the file with what was noticed about each, a hundred at a time however long the file is. */
export function RowList(props: {
  plan: Plan;
  show: RowsShown;
  /** Another value where the rows may say something else: after each decision, after the import. */
  asOf: string | number;
  /** Takes in a row that was left out as a heading or a total. */
  onTakeIn?: ((row: PlanRow) => void) | undefined;
}) {
  const { t } = useTranslation();
  const vault = useVault();
  const client = useVaultClient();
  const { show, asOf } = props;
  const { planId, sheets } = props.plan;
  const columns = useRowColumns(show, sheets > 1, props.onTakeIn);
  const list = useWindowed<Row>({
    queryKey: [...vault.import.rows.queryKey(), planId, show, asOf],
    fetchPage: async (offset, limit, signal) => {
      const page = await client.import.rows.query({ planId, show, offset, limit }, { signal });
      return {
        total: page.total,
        rows: page.rows.map((row) => ({ ...row, id: `${row.sheet}\n${row.row}` })),
      };
    },
    blankRow,
  });
  return (
    <DataList
      {...list.props}
      isBlank={isBlank}
      label={t(`import:tab.${show}`, { number: '' })}
      name="import.rows"
      columns={columns}
    />
  );
}

/** What looks like no customer, or is hidden in the file, and may be one all the same. */
const TAKEN_IN: ReadonlySet<string | undefined> = new Set(
  ['section', 'total', 'footer', 'title', 'hidden'].map((kind) => `import.row_left_${kind}`),
);

function useRowColumns(
  show: RowsShown,
  namesSheet: boolean,
  onTakeIn: ((row: PlanRow) => void) | undefined,
): ReadonlyArray<ListColumn<Row>> {
  const { t } = useTranslation();
  return useMemo(() => {
    const sheet = { field: 'sheet', title: t('import:row.sheet'), width: 120 };
    return [
      ...(namesSheet ? [sheet] : []),
      {
        field: 'row',
        title: t('import:row.row'),
        width: 72,
        align: 'right',
        className: 'figures',
      },
      { field: 'name', title: t('import:row.name'), minWidth: 200, flex: 1 },
      {
        field: 'issues',
        title: t('import:row.issues'),
        minWidth: 280,
        flex: 2,
        text: (row) => rowText(t, row, show),
      },
      ...(show === 'skipped' && onTakeIn
        ? [
            {
              field: 'takeIn',
              title: '',
              width: 132,
              cell: (row: Row) =>
                TAKEN_IN.has(row.skipped?.code) && (
                  <Button size="small" onClick={() => onTakeIn(row)}>
                    {t('import:row.take_in')}
                  </Button>
                ),
            },
          ]
        : []),
    ];
  }, [t, show, namesSheet, onTakeIn]);
}
