import {
  Alert,
  Box,
  Button,
  Checkbox,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { Page } from '../../components/page.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { QueryView } from '../../components/states.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { requestText, type Awaited } from './account.ts';
import { ConfirmRequests, RefuseRequest } from './decide.tsx';

/** What the system administrator asks for accounts and this person may confirm or refuse. */
export function ConfirmScreen() {
  return (
    <ScreenFor action="accounts.confirm">
      <Confirm />
    </ScreenFor>
  );
}

function Confirm() {
  const { t } = useTranslation();
  const vault = useVault();
  const query = useQuery(vault.accounts.awaited.queryOptions());
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const [isDeciding, setDeciding] = useState(false);
  const [notDone, setNotDone] = useState<readonly string[]>([]);
  // What somebody else has decided meanwhile is chosen no more.
  const picked = (query.data ?? []).filter(({ request }) => chosen.has(request));
  return (
    <Page
      padded
      title={t('accounts:confirm.title')}
      actions={
        <Button variant="contained" disabled={picked.length === 0} onClick={() => setDeciding(true)}>
          {t('accounts:confirm.do', { count: picked.length })}
        </Button>
      }
    >
      <Box sx={{ maxWidth: 1080, display: 'grid', gap: 2 }}>
        <Typography sx={{ color: 'text.secondary' }}>{t('accounts:confirm.text')}</Typography>
        {notDone.map((line) => (
          <Alert key={line} severity="error">
            {line}
          </Alert>
        ))}
        <QueryView query={query}>
          {(rows) =>
            rows.length === 0 ? (
              <Typography>{t('accounts:confirm.none')}</Typography>
            ) : (
              <AwaitedTable rows={rows} chosen={chosen} onChosen={setChosen} />
            )
          }
        </QueryView>
      </Box>
      {isDeciding && (
        <ConfirmRequests
          asked={picked}
          onDone={setNotDone}
          onClose={() => {
            setDeciding(false);
            setChosen(new Set());
          }}
        />
      )}
    </Page>
  );
}

interface AwaitedTableProps {
  readonly rows: readonly Awaited[];
  readonly chosen: ReadonlySet<number>;
  readonly onChosen: (chosen: ReadonlySet<number>) => void;
}

function AwaitedTable({ rows, chosen, onChosen }: AwaitedTableProps) {
  const { t } = useTranslation();
  const open = rows.filter(({ isExpired }) => !isExpired).map(({ request }) => request);
  const all = open.length > 0 && open.every((request) => chosen.has(request));
  return (
    <Table size="small" aria-label={t('accounts:confirm.title')} sx={{ backgroundColor: 'background.paper' }}>
      <TableHead>
        <TableRow>
          <TableCell padding="checkbox">
            <Checkbox
              checked={all}
              indeterminate={!all && open.some((request) => chosen.has(request))}
              onChange={() => onChosen(new Set(all ? [] : open))}
              slotProps={{ input: { 'aria-label': t('accounts:confirm.choose_all') } }}
            />
          </TableCell>
          <TableCell>{t('accounts:requests.what')}</TableCell>
          <TableCell>{t('accounts:column.department')}</TableCell>
          <TableCell>{t('accounts:requests.asked')}</TableCell>
          <TableCell>
            <span className="visually-hidden">{t('accounts:requests.actions')}</span>
          </TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {rows.map((asked) => (
          <AwaitedLine
            key={asked.request}
            asked={asked}
            isChosen={chosen.has(asked.request)}
            onToggle={() => {
              const next = new Set(chosen);
              if (!next.delete(asked.request)) next.add(asked.request);
              onChosen(next);
            }}
          />
        ))}
      </TableBody>
    </Table>
  );
}

function AwaitedLine(props: { asked: Awaited; isChosen: boolean; onToggle: () => void }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const [isRefusing, setRefusing] = useState(false);
  const { asked } = props;
  const { name, department, askedBy, askedAt, isExpired } = asked;
  return (
    <TableRow hover>
      <TableCell padding="checkbox">
        <Checkbox
          checked={props.isChosen}
          disabled={isExpired}
          onChange={props.onToggle}
          slotProps={{ input: { 'aria-label': t('accounts:confirm.choose', { name }) } }}
        />
      </TableCell>
      <TableCell>
        {requestText(t, asked)}
        {isExpired && (
          <Box>
            <StateMark tone="late" label={t('accounts:requests.expired')} />
          </Box>
        )}
      </TableCell>
      <TableCell>{department}</TableCell>
      <TableCell className="figures" sx={{ whiteSpace: 'nowrap' }}>
        {t('accounts:by_and_at', { name: askedBy, at: instantText(askedAt) })}
      </TableCell>
      <TableCell align="right">
        <Button
          size="small"
          color="warning"
          aria-label={t('accounts:confirm.refuse_one', { name })}
          onClick={() => setRefusing(true)}
        >
          {t('accounts:confirm.refuse')}
        </Button>
        {isRefusing && <RefuseRequest asked={asked} onClose={() => setRefusing(false)} />}
      </TableCell>
    </TableRow>
  );
}
