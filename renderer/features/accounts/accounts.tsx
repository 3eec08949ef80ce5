import AddIcon from '@mui/icons-material/Add';
import { Button, Table, TableBody, TableCell, TableHead, TableRow } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { Page } from '../../components/page.tsx';
import { StateMark, type Tone } from '../../components/state-mark.tsx';
import { QueryView } from '../../components/states.tsx';
import { useInstantText } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { AccountMenu } from './account-menu.tsx';
import { CodeDialog } from './code-dialog.tsx';
import { rolesText, type Account, type AskedCode } from './account.ts';
import { NewAccountDialog } from './new-account.tsx';
import { Requests } from './requests.tsx';

const tones: Record<Account['state'], Tone> = { active: 'active', invited: 'waiting', disabled: 'stopped' };

/** Who can open the vault, with which roles; for the system administrator. */
export function AccountsScreen() {
  return (
    <ScreenFor action="accounts.manage">
      <Accounts />
    </ScreenFor>
  );
}

function Accounts() {
  const { t } = useTranslation();
  const vault = useVault();
  const accounts = useQuery(vault.accounts.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [code, setCode] = useState<AskedCode | null>(null);
  return (
    <Page
      title={t('accounts:title')}
      actions={
        <Button variant="contained" startIcon={<AddIcon />} onClick={() => setAdding(true)}>
          {t('accounts:new')}
        </Button>
      }
    >
      <Requests />
      <QueryView query={accounts} lines={8}>
        {(rows) => (
          <Table
            size="small"
            stickyHeader
            aria-label={t('accounts:title')}
            sx={{ backgroundColor: 'background.paper' }}
          >
            <TableHead>
              <TableRow>
                {(['name', 'login', 'department', 'roles', 'state', 'last'] as const).map((column) => (
                  <TableCell key={column}>{t(`accounts:column.${column}`)}</TableCell>
                ))}
                <TableCell>
                  <span className="visually-hidden">{t('accounts:actions')}</span>
                </TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((account) => (
                <AccountLine key={account.id} account={account} onCode={setCode} />
              ))}
            </TableBody>
          </Table>
        )}
      </QueryView>
      {adding && (
        <NewAccountDialog
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false);
            setCode(made);
          }}
        />
      )}
      {code && <CodeDialog code={code} onClose={() => setCode(null)} />}
    </Page>
  );
}

function AccountLine(props: { account: Account; onCode: (code: AskedCode) => void }) {
  const { t } = useTranslation();
  const instantText = useInstantText();
  const { account } = props;
  const muted = account.state === 'disabled' ? { color: 'text.secondary' } : {};
  return (
    <TableRow hover>
      <TableCell sx={muted}>{account.name}</TableCell>
      <TableCell sx={muted}>{account.login}</TableCell>
      <TableCell sx={muted}>{account.department}</TableCell>
      <TableCell sx={muted}>{rolesText(t, account.roles)}</TableCell>
      <TableCell>
        <StateMark tone={tones[account.state]} label={t(`accounts:state.${account.state}`)} />
      </TableCell>
      <TableCell className="figures" sx={muted}>
        {account.lastSignInAt === null ? t('accounts:never') : instantText(account.lastSignInAt)}
      </TableCell>
      <TableCell align="right" padding="none" sx={{ py: 0 }}>
        <AccountMenu account={account} onCode={props.onCode} />
      </TableCell>
    </TableRow>
  );
}
