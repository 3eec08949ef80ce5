import MoreIcon from '@mui/icons-material/MoreHoriz';
import { IconButton, Menu, MenuItem } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/dialogs.tsx';
import { useVault } from '../../lib/vault.ts';
import { useSession } from '../../lib/session.tsx';
import type { Account, AskedCode } from './account.ts';
import { PersonDialog } from './person-dialog.tsx';
import { RolesDialog } from './roles-dialog.tsx';

type Asked = 'person' | 'roles' | 'reset' | 'disable' | 'enable';

/** What can be done with an account: name and department, roles, a new one-time code, off, on again. */
export function AccountMenu(props: { account: Account; onCode: (code: AskedCode) => void }) {
  const { t } = useTranslation();
  const { account } = props;
  const own = useSession().account.id === account.id;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const ask = (what: Asked) => () => {
    setAnchor(null);
    setAsked(what);
  };
  const off = account.state === 'disabled';
  return (
    <>
      <IconButton
        aria-label={t('accounts:actions_for', { name: account.name })}
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <MoreIcon />
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <MenuItem onClick={ask('person')}>{t('accounts:change_person')}</MenuItem>
        <MenuItem onClick={ask('roles')}>{t('accounts:change_roles')}</MenuItem>
        {!off && (
          <MenuItem onClick={ask('reset')} disabled={own}>
            {t('accounts:reset')}
          </MenuItem>
        )}
        <MenuItem onClick={ask(off ? 'enable' : 'disable')} disabled={own}>
          {off ? t('accounts:enable') : t('accounts:disable')}
        </MenuItem>
      </Menu>
      {asked === 'roles' && <RolesDialog account={account} onClose={() => setAsked(null)} />}
      {asked === 'person' && <PersonDialog account={account} onClose={() => setAsked(null)} />}
      {asked !== null && asked !== 'roles' && asked !== 'person' && (
        <AccountAction what={asked} account={account} onCode={props.onCode} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function AccountAction(props: {
  what: 'reset' | 'disable' | 'enable';
  account: Account;
  onCode: (code: AskedCode) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const vault = useVault();
  const queries = useQueryClient();
  const { what, account, onClose } = props;
  const settled = () => {
    void queries.invalidateQueries({ queryKey: vault.accounts.list.queryKey() });
    onClose();
  };
  const withCode = {
    onSuccess: (asked: Pick<AskedCode, 'code' | 'request' | 'confirmers'>) => {
      const { login, name, state } = account;
      props.onCode({ login, name, hasPassword: state === 'active', ...asked });
      settled();
    },
  };
  const reset = useMutation(vault.accounts.resetPassword.mutationOptions(withCode));
  const enable = useMutation(vault.accounts.enable.mutationOptions(withCode));
  const disable = useMutation(vault.accounts.disable.mutationOptions({ onSuccess: settled }));
  const action = { reset, enable, disable }[what];
  return (
    <ConfirmDialog
      open
      title={t(`accounts:${what}_title`, { name: account.name })}
      confirmLabel={t(what === 'disable' ? 'accounts:disable' : `accounts:ask_${what}`)}
      danger={what === 'disable'}
      pending={action.isPending}
      error={action.error}
      onConfirm={() => action.mutate({ id: account.id })}
      onClose={onClose}
    >
      {t(`accounts:${what}_text`)}
    </ConfirmDialog>
  );
}
