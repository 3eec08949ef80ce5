import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Radio,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerField, CustomerInput } from '../../../db/domain/customer.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { fieldText, type Wording } from './customer-text.ts';
import { differences, mergeFields, type Difference, type Side } from './merge.ts';

const SIDES = ['mine', 'theirs'] as const satisfies readonly Side[];

interface ConflictDialogProps {
  readonly id: number;
  readonly base: CustomerInput;
  readonly mine: CustomerInput;
  readonly theirs: CustomerInput;
  readonly wording: Wording;
  readonly pending: boolean;
  readonly onMerged: (input: CustomerInput) => void;
  /** Back to the form, nothing saved. */
  readonly onClose: () => void;
}

/** What only a person can settle stands first. */
function openFirst(rows: readonly Difference[]): Difference[] {
  const isOpen = ({ changedBy }: Difference) => changedBy === null;
  return [...rows.filter(isOpen), ...rows.filter((row) => !isOpen(row))];
}

/** Somebody saved this archive meanwhile: both versions field by field, and the choice between them. */
export function ConflictDialog(props: ConflictDialogProps) {
  const { t } = useTranslation();
  const title = useId();
  const { base, mine, theirs } = props;
  const [rows] = useState(() => openFirst(differences(base, mine, theirs)));
  const [sides, setSides] = useState<ReadonlyMap<CustomerField, Side>>(
    () => new Map(rows.flatMap(({ field, changedBy }) => (changedBy ? [[field, changedBy] as const] : []))),
  );
  const choose = (field: CustomerField, side: Side) => setSides((before) => new Map(before).set(field, side));
  const chooseAll = (side: Side) => setSides(new Map(rows.map(({ field }) => [field, side])));
  const open = rows.filter(({ field }) => !sides.has(field)).length;
  return (
    <Dialog open aria-labelledby={title} maxWidth="md" fullWidth onClose={props.onClose}>
      <DialogTitle id={title}>{t('customers:conflict.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Alert severity="warning">
          {t('customers:conflict.text')}
          <SavedBy id={props.id} />
        </Alert>
        <Table size="small" sx={{ tableLayout: 'fixed' }}>
          <TableHead>
            <TableRow>
              <TableCell sx={{ width: 136 }}>{t('customers:conflict.field')}</TableCell>
              {SIDES.map((side) => (
                <TableCell key={side}>
                  <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
                    {t(`customers:conflict.${side}`)}
                    <Button size="small" sx={{ minHeight: 24, py: 0 }} onClick={() => chooseAll(side)}>
                      {t(`customers:conflict.all_${side}`)}
                    </Button>
                  </Box>
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((row) => (
              <ConflictRow
                key={row.field}
                row={row}
                side={sides.get(row.field) ?? null}
                onChoose={(side) => choose(row.field, side)}
                {...props}
              />
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('customers:conflict.back')}</Button>
        <Button
          variant="contained"
          disabled={open > 0}
          loading={props.pending}
          onClick={() => props.onMerged(mergeFields(mine, theirs, sides))}
        >
          {open > 0 ? t('customers:conflict.open', { count: open }) : t('customers:conflict.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Whose version it is, and since when. */
function SavedBy(props: { id: number }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const vault = useVault();
  const latest = useQuery(vault.customers.history.queryOptions({ id: props.id })).data?.[0];
  if (!latest) return null;
  return (
    <Typography className="figures">
      {t('customers:conflict.saved_by', { name: latest.by, at: instantText(latest.at) })}
    </Typography>
  );
}

function ConflictRow(
  props: Pick<ConflictDialogProps, 'mine' | 'theirs' | 'wording'> & {
    row: Difference;
    side: Side | null;
    onChoose: (side: Side) => void;
  },
) {
  const { t } = useTranslation();
  const { field, changedBy } = props.row;
  const label = t(`customers:field.${field}`);
  const cell = (side: Side) => {
    const input = props[side];
    const text = fieldText({ ...props.wording, category: input.category }, field, input[field]);
    return (
      <TableCell
        onClick={() => props.onChoose(side)}
        sx={{
          verticalAlign: 'top',
          cursor: 'pointer',
          ...(props.side === side && { backgroundColor: 'action.selected' }),
        }}
      >
        <Box sx={{ display: 'flex', alignItems: 'flex-start', gap: 1 }}>
          <Radio
            size="small"
            name={`conflict-${field}`}
            checked={props.side === side}
            onChange={() => props.onChoose(side)}
            sx={{ p: 0 }}
            slotProps={{ input: { 'aria-label': `${label} ${t(`customers:conflict.${side}`)}` } }}
          />
          <Box component="span" sx={{ minWidth: 0, whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
            {text ?? t('customers:nothing')}
          </Box>
        </Box>
      </TableCell>
    );
  };
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ verticalAlign: 'top' }}>
        {label}
        {changedBy === null && (
          <Typography variant="caption" component="div" sx={{ color: 'warning.main' }}>
            <StateMark tone="due" label={t('customers:conflict.both')} />
          </Typography>
        )}
      </TableCell>
      {cell('mine')}
      {cell('theirs')}
    </TableRow>
  );
}
