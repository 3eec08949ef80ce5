import {
  Box,
  FormLabel,
  Radio,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CATEGORIES, type Category } from '../../../db/domain/customer.ts';
import { IMPORT_FIELDS, type ImportField } from '../../../db/domain/import-fields.ts';
import { ChoiceControl } from '../../components/form/choice-control.tsx';
import { labelId } from '../../components/form/field-frame.tsx';
import { meantBefore } from './import-fields.ts';
import type { Column, SheetChoice } from './import-types.ts';

interface SheetLayoutProps {
  readonly choice: SheetChoice;
  readonly moving: boolean;
  readonly onHeaderRow: (row: number) => void;
  readonly onCategory: (category: Category | null) => void;
  readonly onField: (column: number, field: ImportField) => void;
}

/** One sheet as it is read: its first rows with the row of titles marked, and what each column is. */
export function SheetLayout(props: SheetLayoutProps) {
  const { t } = useTranslation();
  const id = useId();
  const { choice } = props;
  const byRow = choice.columns.some(({ field }) => field === 'category');
  return (
    <>
      <Box component="section" aria-label={t('import:preview')}>
        <Typography variant="h2" sx={{ mb: 0.5 }}>
          {t('import:preview')}
        </Typography>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary', mb: 1 }}>
          {t('import:preview_text')}
        </Typography>
        <Preview {...props} />
      </Box>
      <Box sx={{ maxWidth: 480 }}>
        <FormLabel id={labelId(id)} component="p" sx={{ m: 0, mb: 0.5 }}>
          {byRow ? t('import:category_for_empty') : t('import:category')}
        </FormLabel>
        <ChoiceControl
          id={id}
          value={choice.category}
          choices={CATEGORIES.map((value) => ({ value, label: t(`common:category.${value}`) }))}
          onChange={props.onCategory}
        />
      </Box>
      <Box component="section" aria-label={t('import:columns')}>
        <Box sx={{ display: 'flex', gap: 2, alignItems: 'baseline', mb: 1 }}>
          <Typography variant="h2">{t('import:columns')}</Typography>
          {choice.sheet.template && (
            <Typography variant="caption" sx={{ color: 'text.secondary' }}>
              {t('import:template', { name: choice.sheet.template })}
            </Typography>
          )}
        </Box>
        <Columns choice={choice} onField={props.onField} />
      </Box>
    </>
  );
}

const cellStyle = {
  maxWidth: 180,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
} as const;

function Preview({ choice, moving, onHeaderRow }: SheetLayoutProps) {
  const { t } = useTranslation();
  const { preview, headerRow } = choice.sheet;
  const width = Math.max(0, ...preview.map(({ cells }) => cells.length));
  return (
    <TableContainer
      sx={{
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        backgroundColor: 'background.paper',
        maxHeight: 260,
      }}
    >
      <Table size="small">
        <TableBody>
          {preview.map(({ row, cells }) => {
            const isHeader = row === headerRow;
            return (
              <TableRow
                key={row}
                sx={{
                  ...(isHeader && { backgroundColor: 'action.selected', '& td': { fontWeight: 700 } }),
                  ...(headerRow !== null && row < headerRow && { '& td': { color: 'text.secondary' } }),
                }}
              >
                <TableCell sx={{ whiteSpace: 'nowrap', width: 84, minWidth: 84 }}>
                  <Radio
                    size="small"
                    sx={{ p: 0 }}
                    checked={isHeader}
                    disabled={moving}
                    onChange={() => onHeaderRow(row)}
                    slotProps={{ input: { 'aria-label': t('import:header_row', { row }) } }}
                  />
                  <Typography
                    component="span"
                    variant="caption"
                    className="figures"
                    sx={{ ml: 1, color: 'text.secondary' }}
                  >
                    {isHeader ? t('import:is_header', { row }) : row}
                  </Typography>
                </TableCell>
                {Array.from({ length: width }, (_value, index) => (
                  <TableCell key={index} sx={cellStyle} title={cells[index]}>
                    {cells[index]}
                  </TableCell>
                ))}
                {/* What is left of the width belongs to no column. */}
                <TableCell sx={{ width: '100%', p: 0 }} />
              </TableRow>
            );
          })}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Columns(props: { choice: SheetChoice; onField: (column: number, field: ImportField) => void }) {
  const { t } = useTranslation();
  const { columns } = props.choice;
  const twice = meantBefore(columns.map(({ field }) => field));
  const used = columns.filter((column) => column.title !== '' || column.samples.length > 0);
  return (
    <TableContainer
      sx={{
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        backgroundColor: 'background.paper',
        maxWidth: 960,
      }}
    >
      <Table size="small" aria-label={t('import:columns')}>
        <TableHead>
          <TableRow>
            <TableCell sx={{ width: 200 }}>{t('import:column.title')}</TableCell>
            <TableCell>{t('import:column.samples')}</TableCell>
            <TableCell sx={{ width: 280 }}>{t('import:column.field')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {used.map((column) => (
            <ColumnRow
              key={column.index}
              column={column}
              twice={twice.has(columns.indexOf(column))}
              onField={props.onField}
            />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function ColumnRow(props: {
  column: Column;
  twice: boolean;
  onField: (column: number, field: ImportField) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const { column } = props;
  const title = column.title || t('import:column.untitled', { number: column.index + 1 });
  return (
    <TableRow>
      <TableCell component="th" scope="row" id={labelId(id)}>
        {title}
      </TableCell>
      <TableCell
        sx={{
          color: 'text.secondary',
          maxWidth: 360,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {column.samples.join(' ｜ ')}
      </TableCell>
      <TableCell>
        <ChoiceControl
          id={id}
          look="search"
          required
          value={column.field}
          choices={IMPORT_FIELDS.map((value) => ({ value, label: t(`import:field.${value}`) }))}
          onChange={(field) => field && props.onField(column.index, field)}
        />
        {props.twice && (
          <Typography variant="caption" sx={{ color: 'text.secondary' }}>
            {t('import:column.twice')}
          </Typography>
        )}
      </TableCell>
    </TableRow>
  );
}
