import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { Link } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RowButton } from '../../components/row-button.tsx';
import { dayIn } from '../../../db/domain/dates.ts';
import { shownPercent } from '../../../db/domain/figures/rates.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { formatCount } from '../../lib/format.ts';
import { useCan } from '../../lib/session.tsx';
import { useZone } from '../../lib/use-today.ts';
import type { RegisterLine } from './inspection-types.ts';
import { RecordPreview } from './record-preview.tsx';
import { periodText } from './texts.ts';

const COLUMNS = [
  'period',
  'state',
  'opened',
  'signed',
  'coverage',
  'findings',
  'missing',
  'repairs',
  'signers',
] as const;
const FIGURES: ReadonlySet<string> = new Set(['coverage', 'findings', 'missing', 'repairs']);

/** 检查台账: every inspection since the first, addenda indented below theirs. */
export function RegisterTable({ lines }: { lines: readonly RegisterLine[] }) {
  const { t } = useTranslation();
  const mayPrint = useCan('inspections.print');
  const [printing, setPrinting] = useState<RegisterLine | null>(null);
  return (
    <Box sx={{ overflowX: 'auto' }}>
      <Table size="small" aria-label={t('inspections:register.title')}>
        <TableHead>
          <TableRow>
            {COLUMNS.map((column) => (
              <TableCell key={column} align={FIGURES.has(column) ? 'right' : 'left'}>
                {t(`inspections:column.${column}`)}
              </TableCell>
            ))}
            <TableCell>
              <span className="visually-hidden">{t('inspections:print.action')}</span>
            </TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <Line key={line.id} line={line} onPrint={mayPrint ? setPrinting : null} />
          ))}
        </TableBody>
      </Table>
      {printing && <RecordPreview id={printing.id} onClose={() => setPrinting(null)} />}
    </Box>
  );
}

function Line({ line, onPrint }: { line: RegisterLine; onPrint: ((line: RegisterLine) => void) | null }) {
  const { t, i18n } = useTranslation();
  const zone = useZone();
  const figure = (count: number) => formatCount(count, i18n.language);
  const { total, inspected } = line;
  const signedAt = line.signatures.find(({ step }) => step === 'approve')?.at;
  const isSigned = line.state === 'signed';
  return (
    <TableRow hover>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        <Box
          component={Link}
          to={`/inspections/${line.id}`}
          sx={{ color: 'primary.main', ml: line.addendum > 0 ? 2.5 : 0 }}
        >
          {line.addendum > 0
            ? t('inspections:addendum', { number: line.addendum })
            : periodText(t, line.period)}
        </Box>
      </TableCell>
      <TableCell>
        <Marks line={line} />
      </TableCell>
      <TableCell className="figures">{line.openedOn}</TableCell>
      <TableCell className="figures">{signedAt === undefined ? '—' : dayIn(zone, signedAt)}</TableCell>
      <TableCell align="right" className="figures">
        {t('inspections:coverage', {
          done: figure(inspected),
          all: figure(total),
          percent: shownPercent({ part: inspected, whole: total }),
        })}
      </TableCell>
      <TableCell align="right" className="figures">
        {figure(line.withFindings)}
      </TableCell>
      <TableCell align="right" className="figures">
        {figure(line.outcomes.missing)}
      </TableCell>
      <TableCell align="right" className="figures">
        {figure(line.repairsOpen)}
      </TableCell>
      <TableCell>{signersText(t, line)}</TableCell>
      <TableCell padding="none">
        {isSigned && onPrint && (
          <RowButton label={t('inspections:print.again')} onClick={() => onPrint(line)}>
            <PrintIcon />
          </RowButton>
        )}
      </TableCell>
    </TableRow>
  );
}

function Marks({ line }: { line: RegisterLine }) {
  const { t } = useTranslation();
  const { state, overdue, unfinished, openedLate } = line;
  const isUnderWay = state === 'running' || state === 'planned';
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
      <StateMark
        tone={state === 'signed' ? 'done' : overdue ? 'late' : isUnderWay ? 'active' : 'waiting'}
        label={t(overdue ? 'inspections:state.overdue' : `inspections:state.${state}`)}
      />
      {unfinished && <StateMark tone="stopped" label={t('inspections:mark.unfinished')} />}
      {openedLate && <StateMark tone="due" label={t('inspections:mark.late')} />}
    </Box>
  );
}

const signersText = (t: TFunction, { signatures }: RegisterLine): string =>
  signatures.length === 0 ? '—' : signatures.map(({ person }) => person).join(t('common:list_comma'));
