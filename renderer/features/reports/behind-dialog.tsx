import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link as RouterLink } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { TABLE_NAMES } from '../../../db/domain/reports/choices.ts';
import type { ReportTable } from '../../../db/domain/reports/figures.ts';
import { SecrecyMark } from '../../components/state-mark.tsx';
import { Failed, Loading } from '../../components/states.tsx';
import { formatCount } from '../../lib/format.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import { useWords } from '../lists/use-words.ts';
import type { Asked } from './search.ts';

/** A figure of a table: its row, an empty text for the line of totals, and its measure. */
export interface FigurePlace {
  readonly table: ReportTable;
  readonly row: string;
  readonly measure: string;
}

interface BehindDialogProps {
  readonly asked: Asked;
  readonly place: FigurePlace;
  readonly onClose: () => void;
}

/** The archives that a figure counts, each as the index has it now. */
export function BehindDialog({ asked, place, onClose }: BehindDialogProps) {
  const { t, i18n } = useTranslation();
  const title = useId();
  const words = useWords();
  const vault = useVault();
  const client = useVaultClient();
  const name = TABLE_NAMES.find((one) => one === place.table.key);
  const behind = useInfiniteQuery({
    queryKey: [...vault.reports.behind.mutationKey(), asked, place.table.key, place.row, place.measure],
    queryFn: ({ pageParam, signal }) => {
      if (name === undefined) throw new Error(`no table ${place.table.key}`);
      const figure = { table: name, row: place.row, measure: place.measure };
      return client.reports.behind.mutate({ asked, figure, from: pageParam }, { signal });
    },
    initialPageParam: 0,
    getNextPageParam: ({ total }, pages) => {
      const shown = pages.reduce((sum, { rows }) => sum + rows.length, 0);
      return shown < total ? shown : undefined;
    },
  });
  const rows = behind.data?.pages.flatMap((page) => page.rows) ?? [];
  const total = behind.data?.pages[0]?.total;
  const row = place.table.rows.find(({ key }) => key === place.row)?.label ?? t('reports:total');
  const column = place.table.columns.find(({ key }) => key === place.measure)?.title ?? '';
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="md" fullWidth>
      <DialogTitle id={title}>
        {t('reports:behind_title', { table: place.table.title, row, column })}
        {total !== undefined && (
          <Typography component="span" className="figures" sx={{ color: 'text.secondary', ml: 1.5 }}>
            {t('reports:behind_total', { count: total, figure: formatCount(total, i18n.language) })}
          </Typography>
        )}
      </DialogTitle>
      <DialogContent dividers sx={{ p: 0 }}>
        {behind.isError && <Failed error={behind.error} onRetry={() => void behind.refetch()} />}
        {behind.isPending && <Loading lines={6} />}
        {rows.length > 0 && (
          <Table size="small" stickyHeader sx={{ '& tr > :first-of-type': { pl: 3 } }}>
            <TableHead>
              <TableRow>
                <TableCell>{t('reports:head.archive_no')}</TableCell>
                <TableCell>{t('reports:head.archive')}</TableCell>
                <TableCell>{t('customers:field.category')}</TableCell>
                <TableCell>{t('customers:field.province')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((line) => (
                <TableRow key={line.id} hover>
                  <TableCell className="figures" sx={{ whiteSpace: 'nowrap' }}>
                    <Link component={RouterLink} to={`/customers/${line.id}`} onClick={onClose}>
                      {line.archiveNo}
                    </Link>
                  </TableCell>
                  <TableCell>
                    <Box component="span" sx={{ display: 'inline-flex', gap: 1, alignItems: 'center' }}>
                      {line.name}
                      <SecrecyMark secrecy={line.secrecy} hideNormal />
                    </Box>
                  </TableCell>
                  <TableCell>{t(`common:category.${line.category}`)}</TableCell>
                  <TableCell>
                    {[...new Set([words.place(line.province), words.place(line.city)])]
                      .filter(Boolean)
                      .join('')}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </DialogContent>
      <DialogActions>
        {behind.hasNextPage && (
          <Button onClick={() => void behind.fetchNextPage()} loading={behind.isFetchingNextPage}>
            {t('reports:behind_more')}
          </Button>
        )}
        <Button onClick={onClose} autoFocus>
          {t('common:close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
