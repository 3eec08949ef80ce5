import CreateIcon from '@mui/icons-material/CreateNewFolderOutlined';
import ForgetIcon from '@mui/icons-material/Close';
import OpenIcon from '@mui/icons-material/FolderOpenOutlined';
import TryIcon from '@mui/icons-material/ScienceOutlined';
import VaultIcon from '@mui/icons-material/Inventory2Outlined';
import {
  Alert,
  Box,
  Button,
  ButtonBase,
  Chip,
  IconButton,
  LinearProgress,
  Tooltip,
  Typography,
} from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { useShell } from '../../lib/vault.ts';
import { useCommand } from '../../lib/events.ts';
import { errorText } from '../../lib/errors.ts';
import { formatCount } from '../../lib/format.ts';
import { computerTimeText } from './computer-time.ts';
import type { GivenFile, VaultFile } from './vault-file.ts';
import { GateTitle } from './gate-layout.tsx';
import { useTryOut } from './use-try-out.ts';

/** Which vault: one opened before on this computer, another file, a new one, or one to try things in. */
export function Welcome(props: {
  onFile: (file: VaultFile) => void;
  onCreate: () => void;
  onRestore: (folder: GivenFile) => void;
  onOpened: () => void;
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
  const tryOut = useTryOut((file) => {
    props.onFile(file);
    props.onOpened();
  });
  const vaults = recent.data ?? [];
  const missing = vaults.filter(({ present }) => !present);
  if (tryOut.isPending) return <MakingTrial />;
  return (
    <>
      <GateTitle title={t('vault:welcome.title')}>
        {vaults.length > 0 ? t('vault:welcome.recent') : t('vault:welcome.first')}
      </GateTitle>
      {tryOut.error && (
        <Alert severity="error" sx={{ mb: 2 }}>
          {errorText(t, tryOut.error)}
        </Alert>
      )}
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
      <Box sx={{ display: 'grid', gap: 1 }}>
        <WayIn icon={<CreateIcon />} way="create" onClick={props.onCreate} />
        <WayIn
          icon={<OpenIcon />}
          way={vaults.length > 0 ? 'open' : 'open_first'}
          disabled={choose.isPending}
          onClick={open}
        />
        <WayIn icon={<TryIcon />} way="try" onClick={() => tryOut.mutate()} />
      </Box>
      <Button
        size="small"
        disabled={choose.isPending}
        sx={{ mt: 2, ml: -1.25 }}
        onClick={() => choose.mutate({ purpose: 'restore-backup' })}
      >
        {t('vault:welcome.restore')}
      </Button>
    </>
  );
}

/** One of the three ways to begin, with a line on what it is for. */
function WayIn(props: {
  icon: ReactNode;
  way: 'create' | 'open' | 'open_first' | 'try';
  disabled?: boolean;
  onClick: () => void;
}) {
  const { t } = useTranslation();
  const label = t(`vault:welcome.${props.way}`);
  return (
    <ButtonBase
      aria-label={label}
      disabled={props.disabled ?? false}
      onClick={props.onClick}
      sx={{
        display: 'flex',
        gap: 1.5,
        p: 1.5,
        justifyContent: 'flex-start',
        textAlign: 'left',
        border: '1px solid',
        borderColor: 'divider',
        borderRadius: 1,
        backgroundColor: 'background.paper',
        '& svg': { color: 'primary.main' },
        '&:hover': { borderColor: 'primary.main' },
      }}
    >
      {props.icon}
      <Box>
        <Typography sx={{ fontWeight: 500 }}>{label}</Typography>
        <Typography variant="caption" component="p" sx={{ color: 'text.secondary' }}>
          {t(`vault:welcome.${props.way}_text`)}
        </Typography>
      </Box>
    </ButtonBase>
  );
}

/** While the vault to try things in is made: it derives a key for everybody. */
function MakingTrial() {
  const { t } = useTranslation();
  return (
    <Box component="output" sx={{ display: 'grid', gap: 2 }}>
      <GateTitle title={t('vault:trial.making')}>{t('vault:trial.making_text')}</GateTitle>
      <LinearProgress aria-label={t('vault:trial.making')} />
    </Box>
  );
}

/** A vault that is not where it was: what is known of it, and the two ways to have it back. */
function MissingVault(props: { vault: Recent; onFind: () => void; onRestore: (folder: GivenFile) => void }) {
  const { t } = useTranslation();
  const { name, folder, backup } = props.vault;
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      <Typography>{t('vault:welcome.missing', { name, folder })}</Typography>
      <Typography className="figures" sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}>
        {backup
          ? t('vault:welcome.missing_backup', { at: computerTimeText(backup.at), place: backup.place })
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

interface Recent extends GivenFile {
  readonly trial: boolean;
  readonly folder: string;
  readonly lastOpenedAt: string;
  readonly present: boolean;
  readonly archives: number | null;
  readonly backup: (GivenFile & { readonly place: string; readonly at: string }) | null;
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
            {vault.trial && (
              <Chip size="small" color="warning" variant="outlined" label={t('app:trial')} sx={{ ml: 1 }} />
            )}
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
              t('vault:welcome.last', { at: computerTimeText(vault.lastOpenedAt) }),
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
