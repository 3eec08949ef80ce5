import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import { Box, Button, IconButton } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { figureAt, MOST_ITEMS } from '../../../db/domain/reports/amendment.ts';
import type { ReportColumn, ReportFigures } from '../../../db/domain/reports/figures.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import {
  amendValuesSchema,
  itemWritten,
  NO_ITEM,
  rowsOf,
  shownItems,
  TOTALS,
  type AmendValues,
} from './amend-values.ts';
import { ItemsTable } from './items-table.tsx';

export type AmendFormApi = ReturnType<typeof useAmendForm>;

export function useAmendForm(items: AmendValues['items']) {
  return useAppForm<AmendValues, AmendValues>(amendValuesSchema, { items, table: null, ...NO_ITEM });
}

/** The figures that are amended, and below them the next one: its table, row, measure, new figure and why. */
export function ItemsEditor({ form, figures }: { form: AmendFormApi; figures: ReportFigures }) {
  const { t } = useTranslation();
  const [items, table, row, measure] = form.watch(['items', 'table', 'row', 'measure']);
  const { control } = form;
  const text = (name: string) => t(`report_amendments:field.${name}`);
  const total = t('reports:total');
  const chosen = figures.tables.find(({ key }) => key === table);
  const columns = chosen?.columns ?? [];
  const found =
    table !== null && row !== null && measure !== null
      ? figureAt(figures, { table, row: row === TOTALS ? null : row, measure })
      : undefined;
  const add = () => {
    const written = itemWritten(figures, form.getValues());
    if ('code' in written) {
      const message = written.code ?? t('common:field.required');
      form.setError(written.field, { message }, { shouldFocus: true });
      // What is wrong is said although nobody has left the field.
      form.setValue(written.field, form.getValues(written.field), { shouldTouch: true });
      return;
    }
    form.setValue('items', [...items, written.item], { shouldDirty: true });
    for (const [field, value] of Object.entries(NO_ITEM))
      form.resetField(field as 'row', { defaultValue: value });
  };
  const remove = (at: number) =>
    form.setValue(
      'items',
      items.filter((_item, index) => index !== at),
      { shouldDirty: true },
    );
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
      {items.length > 0 && (
        <Box sx={{ overflowX: 'auto' }}>
          <ItemsTable
            items={shownItems(figures, items, total)}
            renderAction={({ rowLabel }, at) => (
              <IconButton
                size="small"
                aria-label={t('report_amendments:remove', { name: rowLabel })}
                onClick={() => remove(at)}
              >
                <RemoveIcon fontSize="small" />
              </IconButton>
            )}
          />
        </Box>
      )}
      <Box sx={grid}>
        <ChoiceInput
          control={control}
          name="table"
          label={text('table')}
          choices={figures.tables.map(({ key, title }) => ({ value: key, label: title }))}
          onChosen={() => {
            form.setValue('row', null);
            form.setValue('measure', null);
          }}
          look="search"
        />
        <ChoiceInput
          control={control}
          name="row"
          label={text('row')}
          choices={rowsOf(figures, table, total)}
          look="search"
          disabled={!chosen}
        />
        <ChoiceInput
          control={control}
          name="measure"
          label={text('measure')}
          choices={columns.map(({ key, title }) => ({ value: key, label: title }))}
          look="search"
          disabled={!chosen}
        />
        <TextInput
          control={control}
          name="value"
          label={text('new')}
          help={
            found
              ? `${t('report_amendments:as_now', { old: found.old ?? '—' })}；${t(`report_amendments:value_${formOf(found.kind)}`)}`
              : t('report_amendments:choose_first')
          }
          figures
          maxLength={200}
          disabled={!found}
        />
        <TextInput
          control={control}
          name="reason"
          label={text('reason')}
          maxLength={300}
          wide
          disabled={!found}
        />
      </Box>
      <Box>
        <Button variant="outlined" onClick={add} disabled={items.length >= MOST_ITEMS}>
          {t('report_amendments:add')}
        </Button>
      </Box>
    </Box>
  );
}

function formOf(kind: ReportColumn['kind']): 'count' | 'percent' | 'wan' | 'text' {
  if (kind === 'days') return 'count';
  return kind === 'change' ? 'percent' : kind;
}

const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  columnGap: 2,
  rowGap: 1.5,
  alignItems: 'start',
};
