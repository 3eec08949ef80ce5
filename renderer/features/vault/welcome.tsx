import VaultIcon from '@mui/icons-material/Inventory2Outlined';
import ForgetIcon from '@mui/icons-material/Close';
import { Alert, Box, Button, ButtonBase, Divider, IconButton, Tooltip, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { useShell } from '../../lib/vault.ts';
import { useCommand } from '../../lib/events.ts';
import { formatCount, formatInstant } from '../../lib/format.ts';
import type { VaultFile } from './vault-file.ts';
import { GateTitle } from './gate-layout.tsx';

/** Which vault: one opened before on this computer, another file, or a new one. */
export function Welcome(props: {
  onFile: (file: VaultFile) => void;
  onCreate: () => void;
  onRestore: (folder: VaultFile) => void;
}) {
  const { t } = useTranslation();
  const shell = useShell();
  const notify = useNotify();
  const recent = useQuery({ ...shell.recentVaults.queryOptions(), staleTime: 0, gcTime: 0 });
  const choose = useMutation(
    shell.chooseFile.mutationOptions({
      onSuccess: (file, { purpose }) =>
        file && (purpose === 'restore-backup' ? props.onRestore(file) : props.onFile(file)),
      onError: notify.failed,
    }),
  );
  const open = () => choose.mutate({ purpose: 'open-archive' });
  useCommand('open', open);
  const vaults = recent.data ?? [];
  const missing = vaults.filter(({ present }) => !present);
  const create = (
    <Button
      variant={vaults.length === 0 ? 'contained' : missing.length > 0 ? 'text' : 'outlined'}
      onClick={props.onCreate}
    >
      {t('vault:welcome.create')}
    </Button>
  );
  return (
    <>
      <GateTitle title={t('vault:welcome.title')}>
        {vaults.length > 0 ? t('vault:welcome.recent') : t('vault:welcome.first')}
      </GateTitle>
      {missing.map((vault) => (
        <MissingVault key={vault.token} vault={vault} onFind={open} onRestore={props.onRestore} />
      ))}
      {vaults.length > 0 && (
        <Box component="ul" sx={{ listStyle: 'none', m: 0, mb: 3, p: 0, display: 'grid', gap: 1 }}>
          {vaults.map((vault) => (
            <RecentVault key={vault.token} vault={vault} onOpen={() => props.onFile(vault)} />
          ))}
        </Box>
      )}
      <Box sx={{ display: 'flex', gap: 1 }}>
        {missing.length === 0 && create}
        <Button variant="outlined" loading={choose.isPending} onClick={open}>
          {t('vault:welcome.open')}
        </Button>
        <Button disabled={choose.isPending} onClick={() => choose.mutate({ purpose: 'restore-backup' })}>
          {t('vault:welcome.restore')}
        </Button>
        {missing.length > 0 && create}
      </Box>
      <Divider sx={{ my: 3 }} />
      <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
        {t('vault:welcome.trial')}
      </Typography>
    </>
  );
}

/** A vault that is not where it was: what is known of it, and the two ways to have it back. */
function MissingVault(props: { vault: Recent; onFind: () => void; onRestore: (folder: VaultFile) => void }) {
  const { t } = useTranslation();
  const { name, folder, backup } = props.vault;
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      <Typography>{t('vault:welcome.missing', { name, folder })}</Typography>
      <Typography className="figures" sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
        {backup
          ? t('vault:welcome.missing_backup', { at: formatInstant(backup.at), place: backup.place })
          : t('vault:welcome.missing_none')}
      </Typography>
      <Box sx={{ display: 'flex', gap: 1, mt: 1 }}>
        {backup && (
          <Button variant="contained" size="small" onClick={() => props.onRestore(backup)}>
            {t('vault:welcome.restore_this')}
          </Button>
        )}
        <Button variant={backup ? 'outlined' : 'contained'} size="small" onClick={props.onFind}>
          {t('vault:welcome.find')}
        </Button>
      </Box>
    </Alert>
  );
}

interface Recent extends VaultFile {
  readonly folder: string;
  readonly lastOpenedAt: string;
  readonly present: boolean;
  readonly archives: number | null;
  readonly backup: (VaultFile & { readonly place: string; readonly at: string }) | null;
}

function RecentVault(props: { vault: Recent; onOpen: () => void }) {
  const { t, i18n } = useTranslation();
  const shell = useShell();
  const queries = useQueryClient();
  const { vault } = props;
  const forget = useMutation(
    shell.forgetRecent.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: shell.recentVaults.queryKey() }),
    }),
  );
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        alignItems: 'center',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        backgroundColor: 'background.paper',
        pr: 1,
        '&:hover': { borderColor: 'primary.main' },
      }}
    >
      <ButtonBase
        onClick={props.onOpen}
        disabled={!vault.present}
        sx={{ flex: 1, gap: 1.5, p: 1.5, justifyContent: 'flex-start', textAlign: 'left', minWidth: 0 }}
      >
        <VaultIcon color={vault.present ? 'primary' : 'disabled'} />
        <Box sx={{ minWidth: 0 }}>
          <Typography noWrap sx={{ fontWeight: 500 }}>
            {vault.name}
          </Typography>
          <Typography
            variant="caption"
            noWrap
            component="p"
            className="figures"
            sx={{ color: 'text.secondary' }}
          >
            {[
              !vault.present && t('vault:welcome.gone'),
              t('vault:welcome.last', { at: formatInstant(vault.lastOpenedAt) }),
              vault.archives !== null &&
                t('vault:welcome.archives', { archives: formatCount(vault.archives, i18n.language) }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Typography>
          <Typography
            variant="caption"
            noWrap
            component="p"
            title={vault.folder}
            sx={{ color: 'text.secondary' }}
          >
            {vault.folder}
          </Typography>
        </Box>
      </ButtonBase>
      <Tooltip title={t('vault:welcome.forget')}>
        <IconButton
          aria-label={t('vault:welcome.forget_one', { name: vault.name })}
          onClick={() => forget.mutate({ token: vault.token })}
        >
          <ForgetIcon />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
