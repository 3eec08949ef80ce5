import DownIcon from '@mui/icons-material/ArrowDownward';
import RetireIcon from '@mui/icons-material/DoDisturbOnOutlined';
import UpIcon from '@mui/icons-material/ArrowUpward';
import { Button, FormHelperText, OutlinedInput, TableCell, TableRow } from '@mui/material';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { RowButton } from '../../components/row-button.tsx';
import type { ListRow } from './list-rows.ts';

interface EditedRowProps {
  readonly row: ListRow;
  readonly number: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly problem: 'empty' | 'twice' | null;
  readonly onChange: (change: Partial<ListRow>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRetire: () => void;
}

/** A choice in use: its words in both languages, its place (Alt with the arrows moves it), out of use. */
export function EditedRow(props: EditedRowProps) {
  const { t } = useTranslation();
  const { row, problem } = props;
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    props.onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <TableRow onKeyDown={onKeyDown}>
      <TableCell align="right" className="figures" sx={{ color: 'text.secondary' }}>
        {props.number}
      </TableCell>
      <TableCell>
        <OutlinedInput
          fullWidth
          value={row.labelZh}
          autoFocus={row.code === undefined && row.labelZh === ''}
          error={problem !== null && row.labelZh !== ''}
          onChange={(event) => props.onChange({ labelZh: event.target.value })}
          slotProps={{ input: { 'aria-label': t('lists:label_zh'), maxLength: 40 } }}
        />
        {problem === 'twice' && (
          <FormHelperText error role="alert">
            {t('lists:twice')}
          </FormHelperText>
        )}
      </TableCell>
      <TableCell>
        <OutlinedInput
          fullWidth
          value={row.labelEn}
          onChange={(event) => props.onChange({ labelEn: event.target.value })}
          slotProps={{ input: { 'aria-label': t('lists:label_en'), maxLength: 60 } }}
        />
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        <RowButton label={t('lists:up')} disabled={props.isFirst} onClick={() => props.onMove(-1)}>
          <UpIcon />
        </RowButton>
        <RowButton label={t('lists:down')} disabled={props.isLast} onClick={() => props.onMove(1)}>
          <DownIcon />
        </RowButton>
        <RowButton label={t('lists:remove')} onClick={props.onRetire}>
          <RetireIcon />
        </RowButton>
      </TableCell>
    </TableRow>
  );
}

/** A choice out of use, which archives may still name. */
export function RetiredRow(props: { row: ListRow; onRestore: () => void }) {
  const { t } = useTranslation();
  return (
    <TableRow>
      <TableCell sx={{ color: 'text.secondary' }}>{props.row.labelZh}</TableCell>
      <TableCell sx={{ color: 'text.secondary' }}>{props.row.labelEn}</TableCell>
      <TableCell sx={{ width: 120 }}>
        <Button size="small" onClick={props.onRestore}>
          {t('lists:restore')}
        </Button>
      </TableCell>
    </TableRow>
  );
}
