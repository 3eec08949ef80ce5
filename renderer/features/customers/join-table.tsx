import { Box, Radio, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_KEYS, type CustomerInput, type CustomerKey } from '../../../db/domain/customer.ts';
import { BOTH_KEPT, type JoinDifference } from '../../../db/domain/customer-join.ts';
import { useWords } from '../lists/use-words.ts';
import { keyText } from './customer-text.ts';
import type { JoinPair } from './join-types.ts';

export type Side = 'target' | 'other';

interface TableProps {
  readonly pair: JoinPair;
  readonly differences: readonly JoinDifference[];
  readonly picks: ReadonlySet<string>;
  /** What the one that stays will say. */
  readonly joined: CustomerInput;
  readonly onChoose: (key: string, side: Side) => void;
}

const isKey = (key: string): key is CustomerKey => CUSTOMER_KEYS.some((one) => one === key);

/** Field by field: what differs is chosen on the left or on the right; lists and notes are kept of both. */
export function JoinTable(props: TableProps) {
  const { t } = useTranslation();
  const { pair, differences } = props;
  const head = (side: Side) => (
    <>
      <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
        {t(`customers:join.${side}`)}
      </Typography>
      <span className="figures">{pair[side].index.archiveNo}</span>
      <Box sx={{ overflowWrap: 'anywhere', fontWeight: 500 }}>{pair[side].index.name}</Box>
    </>
  );
  return (
    <Table size="small" aria-label={t('customers:join.table')} sx={{ tableLayout: 'fixed' }}>
      <TableHead>
        <TableRow sx={{ '& th': { verticalAlign: 'top' } }}>
          <TableCell sx={{ width: 132 }}>{t('customers:history.field')}</TableCell>
          <TableCell>{head('target')}</TableCell>
          <TableCell>{head('other')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {differences.map((difference) => (
          <Difference key={difference.key} {...props} difference={difference} />
        ))}
        {BOTH_KEPT.map((key) => (
          <Kept key={key} {...props} field={key} />
        ))}
      </TableBody>
    </Table>
  );
}

function useText({ pair }: Pick<TableProps, 'pair'>) {
  const { t, i18n } = useTranslation();
  const words = useWords();
  return (key: string, input: CustomerInput): string =>
    (isKey(key) && keyText({ t, language: i18n.language, words, category: input.category }, key, input)) ||
    t('customers:join.nothing', { name: pair.target.index.name });
}

/** One that differs: both are shown, and the one that is chosen stands out. */
function Difference(props: TableProps & { difference: JoinDifference }) {
  const { t } = useTranslation();
  const text = useText(props);
  const { pair, picks, difference, onChoose } = props;
  const { key, open } = difference;
  const label = t(`customers:field.${key}`);
  const chosen: Side = open && picks.has(key) ? 'other' : 'target';
  return (
    <TableRow sx={{ '& td, & th': { verticalAlign: 'top' } }}>
      <TableCell component="th" scope="row">
        {label}
        {!open && (
          <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
            {t('customers:join.apart')}
          </Typography>
        )}
      </TableCell>
      {(['target', 'other'] as const).map((side) => (
        <TableCell
          key={side}
          sx={{
            whiteSpace: 'pre-line',
            overflowWrap: 'anywhere',
            ...(chosen === side
              ? { backgroundColor: 'action.selected' }
              : { color: 'text.secondary', textDecoration: open ? 'none' : 'line-through' }),
          }}
        >
          {open ? (
            <Box component="label" sx={{ display: 'flex', gap: 0.5, cursor: 'pointer' }}>
              <Radio
                size="small"
                name={`join ${key}`}
                checked={chosen === side}
                onChange={() => onChoose(key, side)}
                sx={{ p: 0, alignSelf: 'flex-start' }}
                slotProps={{ input: { 'aria-label': `${label}：${text(key, pair[side].input)}` } }}
              />
              <span>{text(key, pair[side].input)}</span>
            </Box>
          ) : (
            text(key, pair[side].input)
          )}
        </TableCell>
      ))}
    </TableRow>
  );
}

/** One that is kept of both: what it will be. */
function Kept(props: TableProps & { field: (typeof BOTH_KEPT)[number] }) {
  const { t } = useTranslation();
  const text = useText(props);
  const { pair, joined, field } = props;
  const result = text(field, joined);
  const isSame = result === text(field, pair.target.input);
  const isEmpty =
    isSame && result === text(field, { ...pair.target.input, [field]: field === 'note' ? null : [] });
  if (isEmpty) return null;
  return (
    <TableRow sx={{ '& td, & th': { verticalAlign: 'top' } }}>
      <TableCell component="th" scope="row">
        {t(`customers:field.${field}`)}
        <Typography variant="caption" component="div" sx={{ color: 'text.secondary' }}>
          {t(isSame ? 'customers:join.unchanged' : 'customers:join.both')}
        </Typography>
      </TableCell>
      <TableCell
        colSpan={2}
        sx={{
          whiteSpace: 'pre-line',
          overflowWrap: 'anywhere',
          ...(isSame ? { color: 'text.secondary' } : { backgroundColor: 'action.selected' }),
        }}
      >
        {result}
      </TableCell>
    </TableRow>
  );
}
