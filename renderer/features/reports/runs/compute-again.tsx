import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryView } from '../../../components/states.tsx';
import { useInstantText } from '../../../lib/use-today.ts';
import { useVaultClient } from '../../../lib/vault.ts';
import type { Recomputed } from './run-types.ts';

/** 核对: the same period computed now, by the values of its end; equal, or which figures differ and by which acts. */
export function ComputeAgain({ id, onClose }: { id: number; onClose: () => void }) {
  const { t } = useTranslation();
  const title = useId();
  const { reports } = useVaultClient();
  const again = useQuery({
    queryKey: ['reports.compute_again', id],
    queryFn: ({ signal }) => reports.computeAgain.mutate({ id }, { signal }),
    gcTime: 0,
    staleTime: Infinity,
  });
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="md" fullWidth>
      <DialogTitle id={title}>{t('reports:again.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
        <QueryView query={again}>{(found) => <Compared found={found} />}</QueryView>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {t('common:close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Compared({ found }: { found: Recomputed }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  if (found.equal) return <Alert severity="success">{t('reports:again.equal')}</Alert>;
  const figures = found.differences.map(({ table, label, row, measure, was, is }) => [
    t(`reports:table.${table}`, { defaultValue: table }),
    row === null ? t('reports:total') : label,
    t(`reports:measure.${measure}`, { defaultValue: measure, base: '' }),
    String(was ?? '—'),
    String(is ?? '—'),
  ]);
  const acts = found.acts.map(({ at, archiveNo, name, field, by }) => [
    instantText(at),
    archiveNo ?? t('reports:hidden_name'),
    name ?? '',
    t(`customers:field.${field}`, { defaultValue: field }),
    by ?? '',
  ]);
  return (
    <>
      <Alert severity="warning">{t('reports:again.differs', { count: found.count })}</Alert>
      <Rows
        label={t('reports:again.figures')}
        heads={['table', 'row', 'measure', 'was', 'is']}
        rows={figures}
      />
      <Rows label={t('reports:again.acts')} heads={['at', 'archive_no', 'name', 'field', 'by']} rows={acts} />
    </>
  );
}

function Rows(props: { label: string; heads: readonly string[]; rows: ReadonlyArray<readonly string[]> }) {
  const { t } = useTranslation();
  if (props.rows.length === 0) return null;
  return (
    <section aria-label={props.label}>
      <Typography variant="h3">{props.label}</Typography>
      <Table size="small">
        <TableHead>
          <TableRow>
            {props.heads.map((head) => (
              <TableCell key={head}>{t(`reports:again.${head}`)}</TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {props.rows.map((row, at) => (
            <TableRow key={`${at} ${row.join(' ')}`}>
              {row.map((text, column) => (
                <TableCell key={props.heads[column]} className="figures">
                  {text}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </section>
  );
}
