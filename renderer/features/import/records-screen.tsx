import { Box, Button, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { mayEver } from '../../../db/domain/permissions.ts';
import { Page } from '../../components/page.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { Empty, Failed, Loading } from '../../components/states.tsx';
import { formatCount } from '../../lib/format.ts';
import { useSession } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault, useVaultClient } from '../../lib/vault.ts';
import type { ImportLine } from './import-types.ts';

const FIGURES = ['total', 'added', 'updated', 'merged', 'skipped', 'refused'] as const;

/** 导入记录: every import, the newest first. */
export function RecordsScreen() {
  const { t } = useTranslation();
  const { roles } = useSession().account;
  const vault = useVault();
  const client = useVaultClient();
  const query = useInfiniteQuery({
    queryKey: [...vault.import.list.queryKey(), 'pages'],
    queryFn: ({ pageParam, signal }) => client.import.list.query({ after: pageParam }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
  const imports = query.data?.pages.flatMap((page) => page.imports) ?? [];
  const begin = mayEver(roles, 'customers.import') && (
    <Button component={Link} to="/import" variant="outlined">
      {t('import:title')}
    </Button>
  );
  return (
    <Page title={t('import:record.list')} actions={begin}>
      {query.isPending && <Loading lines={6} />}
      {query.error && !query.data && <Failed error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && imports.length === 0 && (
        <Empty title={t('import:record.none')}>{t('import:record.none_text')}</Empty>
      )}
      {imports.length > 0 && <ImportTable imports={imports} />}
      {query.hasNextPage && (
        <Button sx={{ m: 2 }} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('import:record.more')}
        </Button>
      )}
    </Page>
  );
}

function ImportTable(props: { imports: readonly ImportLine[] }) {
  const { t, i18n } = useTranslation();
  const instantText = useInstantText();
  return (
    <TableContainer>
      <Table size="small" aria-label={t('import:record.list')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('import:record.when')}</TableCell>
            <TableCell>{t('import:record.who')}</TableCell>
            <TableCell>{t('import:record.file')}</TableCell>
            {FIGURES.map((key) => (
              <TableCell key={key} align="right">
                {key === 'total' ? t('import:record.rows') : t(`import:count.${key}`)}
              </TableCell>
            ))}
            <TableCell>{t('import:record.state')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {props.imports.map((one) => (
            <TableRow key={one.id} hover>
              <TableCell className="figures" sx={{ whiteSpace: 'nowrap' }}>
                {instantText(one.at)}
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>{one.by}</TableCell>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>
                <Box component={Link} to={`/imports/${one.id}`} sx={{ color: 'primary.main' }}>
                  {one.fileName}
                </Box>
                {one.sheets.length > 0 && (
                  <Box component="span" sx={{ color: 'text.secondary', ml: 1 }}>
                    {one.sheets.join(t('common:list_comma'))}
                  </Box>
                )}
              </TableCell>
              {FIGURES.map((key) => (
                <TableCell key={key} align="right" className="figures">
                  {formatCount(figureOf(one, key), i18n.language)}
                </TableCell>
              ))}
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <ImportState line={one} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

/** Rows that were merged are told apart from those that were passed over. */
export function figureOf(
  line: Pick<ImportLine, (typeof FIGURES)[number]>,
  key: (typeof FIGURES)[number],
): number {
  return key === 'skipped' ? line.skipped - line.merged : line[key];
}

/** 已撤回, or that it is in. */
export function ImportState(props: { line: ImportLine }) {
  const { t } = useTranslation();
  const { undone } = props.line;
  return undone ? (
    <StateMark tone="stopped" label={t('import:record.undone')} />
  ) : (
    <StateMark tone="done" label={t('import:record.applied')} />
  );
}
