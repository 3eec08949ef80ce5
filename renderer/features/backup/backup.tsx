import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { Page, Section } from '../../components/page.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { QueryView } from '../../components/states.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { formatBytes, formatCount, formatInstant } from '../../lib/format.ts';
import { Can } from '../../lib/session.tsx';
import { useVault } from '../../lib/vault.ts';
import { MakeBackup } from './make-backup.tsx';

type Backups = inferRouterOutputs<AppRouter>['backup']['list'];

/** Which backups there are and how they held; the system administrator makes one here. */
export function BackupScreen() {
  return (
    <ScreenFor action="backup.read">
      <Backups />
    </ScreenFor>
  );
}

function Backups() {
  const { t } = useTranslation();
  const vault = useVault();
  const backups = useQuery(vault.backup.list.queryOptions());
  return (
    <Page title={t('backup:title')} padded>
      <QueryView query={backups} lines={6}>
        {(list) => (
          <Box sx={{ maxWidth: 960, display: 'grid', gap: 2 }}>
            <Can action="backup.make">
              <Section title={t('backup:make.title')}>
                <MakeBackup place={list.place} />
              </Section>
            </Can>
            <Section title={t('backup:made.title')}>
              {list.made.length === 0 ? (
                <Typography sx={{ color: 'text.secondary' }}>{t('backup:made.none')}</Typography>
              ) : (
                <MadeTable made={list.made} />
              )}
            </Section>
          </Box>
        )}
      </QueryView>
    </Page>
  );
}

function MadeTable(props: { made: Backups['made'] }) {
  const { t, i18n } = useTranslation();
  const columns = ['state', 'at', 'label', 'bytes', 'head', 'by'] as const;
  return (
    <Table size="small" aria-label={t('backup:made.title')}>
      <TableHead>
        <TableRow>
          {columns.map((column) => (
            <TableCell key={column} align={column === 'bytes' || column === 'head' ? 'right' : 'left'}>
              {t(`backup:column.${column}`)}
            </TableCell>
          ))}
        </TableRow>
      </TableHead>
      <TableBody>
        {props.made.map(({ at, by, head, bytes, verified, full, label }) => (
          <TableRow key={head.seq} hover>
            <TableCell>
              <StateMark
                tone={verified ? 'done' : 'late'}
                label={t(verified ? (full ? 'backup:state.full' : 'backup:state.since') : 'backup:state.not')}
              />
            </TableCell>
            <TableCell className="figures">{formatInstant(at)}</TableCell>
            <TableCell>{label}</TableCell>
            <TableCell align="right" className="figures">
              {formatBytes(bytes, i18n.language)}
            </TableCell>
            <TableCell align="right" className="figures">
              {formatCount(head.seq, i18n.language)}
            </TableCell>
            <TableCell>{by}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
