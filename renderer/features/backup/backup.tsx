import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTranslation } from 'react-i18next';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { Page, Section } from '../../components/page.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { QueryView } from '../../components/states.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { formatBytes, formatCount } from '../../lib/format.ts';
import { Can } from '../../lib/session.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { Fallen, Frozen } from './decisions.tsx';
import { MakeBackup } from './make-backup.tsx';
import { Places } from './places.tsx';
import { DailyPlan } from './plan.tsx';
import { Rehearsal } from './rehearse.tsx';

export type Backups = inferRouterOutputs<AppRouter>['backup']['list'];

/** Which backups there are, where they go and how they held; the system administrator sets and makes them here. */
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
  const known = useQuery(vault.backup.list.queryOptions());
  // The places answer when they do; until then the screen says what is known.
  const looked = useQuery({ ...vault.backup.look.queryOptions(), gcTime: 0 });
  const backups = looked.data && looked.dataUpdatedAt >= known.dataUpdatedAt ? looked : known;
  return (
    <Page title={t('backup:title')} padded>
      <QueryView query={backups} lines={6}>
        {(list) => (
          <Box sx={{ maxWidth: 960, display: 'grid', gap: 2 }}>
            <Fallen tables={list.fallen} />
            <Frozen frozen={list.frozen} />
            <Section title={t('backup:places.title')}>
              <Places places={list.places} isLooking={looked.isFetching} />
              <Can action="backup.make">
                <DailyPlan key={`${list.time} ${list.daily}`} time={list.time} daily={list.daily} />
              </Can>
            </Section>
            <Can action="backup.make">
              <Section title={t('backup:make.title')}>
                <MakeBackup places={list.places.length} />
              </Section>
            </Can>
            <Section title={t('backup:rehearsal.title')}>
              <Rehearsal last={list.rehearsal} />
            </Section>
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
  const instantText = useInstantText();
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
        {props.made.map((one) => (
          <TableRow key={one.head.seq} hover>
            <TableCell>
              <StateMark tone={one.verified ? 'done' : 'late'} label={t(`backup:state.${stateOf(one)}`)} />
            </TableCell>
            <TableCell className="figures">{instantText(one.at)}</TableCell>
            <TableCell>{one.places.map(({ label }) => label).join(t('backup:result.comma'))}</TableCell>
            <TableCell align="right" className="figures">
              {formatBytes(one.bytes, i18n.language)}
            </TableCell>
            <TableCell align="right" className="figures">
              {formatCount(one.head.seq, i18n.language)}
            </TableCell>
            <TableCell>{one.automatic ? t('backup:by_itself') : one.by}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function stateOf({ verified, apart, full }: Backups['made'][number]): 'full' | 'since' | 'apart' | 'not' {
  if (verified) return full ? 'full' : 'since';
  return apart ? 'apart' : 'not';
}
