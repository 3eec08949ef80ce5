import { Box, Button, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { Section } from '../../components/page.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { reasonText } from '../../lib/reason-text.ts';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { namesText } from '../../lib/names-text.ts';
import { requestText, type AccountRequest } from './account.ts';
import { SheetsDialog } from './sheets-confirm.tsx';

/** What was asked for and waits for a second person, or came back; nothing where nothing is. */
export function Requests() {
  const { t } = useTranslation();
  const vault = useVault();
  const { data: requests = [] } = useQuery(vault.accounts.requests.queryOptions());
  if (requests.length === 0) return null;
  return (
    <Box sx={{ p: 2 }}>
      <Section title={t('accounts:requests.title')}>
        <Table size="small" aria-label={t('accounts:requests.title')}>
          <TableHead>
            <TableRow>
              <TableCell>{t('accounts:requests.what')}</TableCell>
              <TableCell>{t('accounts:requests.asked')}</TableCell>
              <TableCell>{t('accounts:requests.state')}</TableCell>
              <TableCell>
                <span className="visually-hidden">{t('accounts:requests.actions')}</span>
              </TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {requests.map((asked) => (
              <RequestLine key={asked.request} asked={asked} />
            ))}
          </TableBody>
        </Table>
      </Section>
    </Box>
  );
}

function RequestLine({ asked }: { asked: AccountRequest }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const notify = useNotify();
  const vault = useVault();
  const [isTyping, setTyping] = useState(false);
  const { request, refused, confirmers, isMine, askedBy, askedAt, isExpired } = asked;
  const withdraw = useMutation(
    vault.accounts.withdraw.mutationOptions({
      onSuccess: () => {
        if (!refused) notify.done(t('accounts:requests.withdrawn'));
      },
      onError: notify.failed,
    }),
  );
  const takesSheets = !refused && !isExpired && isMine && asked.what !== null && confirmers.length === 0;
  return (
    <TableRow hover>
      <TableCell>{requestText(t, asked)}</TableCell>
      <TableCell className="figures" sx={{ whiteSpace: 'nowrap' }}>
        {t('accounts:by_and_at', { name: askedBy, at: instantText(askedAt) })}
      </TableCell>
      <TableCell>
        <RequestState asked={asked} />
      </TableCell>
      <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
        {takesSheets && (
          <Button size="small" onClick={() => setTyping(true)}>
            {t('accounts:requests.sheets')}
          </Button>
        )}
        <Button size="small" loading={withdraw.isPending} onClick={() => withdraw.mutate({ request })}>
          {refused ? t('accounts:requests.dismiss') : t('accounts:requests.withdraw')}
        </Button>
        {isTyping && <SheetsDialog asked={asked} onClose={() => setTyping(false)} />}
      </TableCell>
    </TableRow>
  );
}

function RequestState({ asked }: { asked: AccountRequest }) {
  const { t } = useTranslation();
  const { refused, confirmers, isExpired } = asked;
  if (refused) {
    const reason = reasonText(t, 'accounts', refused);
    return <StateMark tone="stopped" label={t('accounts:requests.refused', { name: refused.by, reason })} />;
  }
  if (isExpired) return <StateMark tone="late" label={t('accounts:requests.expired')} />;
  if (confirmers.length === 0) return <StateMark tone="due" label={t('accounts:requests.waits_sheets')} />;
  return (
    <StateMark tone="waiting" label={t('accounts:requests.waits', { names: namesText(t, confirmers) })} />
  );
}
