import ExpandIcon from '@mui/icons-material/ExpandMore';
import { Alert, Box, Button, Menu, MenuItem } from '@mui/material';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES } from '../../../db/domain/roles.ts';
import { useNotify } from '../../components/notify.tsx';
import { useTrialOfWindow, type Trial } from '../../features/vault/use-trial.ts';
import { useSession } from '../../lib/session.tsx';

/** In the vault to try things in: who one is, how to become somebody else, and its end. */
export function TrialBanner() {
  const trial = useTrialOfWindow();
  return trial && <OwnTrial trial={trial} />;
}

function OwnTrial({ trial }: { trial: Trial }) {
  const { t } = useTranslation();
  const { account } = useSession();
  const notify = useNotify();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const roles = account.roles.map((role) => t(`common:role.${role}`)).join(t('common:list_comma'));
  return (
    <Alert
      severity="info"
      role="status"
      sx={{ flex: 'none', borderRadius: 0, py: 0, alignItems: 'center' }}
      action={
        <Box sx={{ display: 'flex', gap: 1 }}>
          <Button
            size="small"
            aria-haspopup="menu"
            aria-expanded={anchor !== null}
            endIcon={<ExpandIcon />}
            loading={trial.become.isPending}
            onClick={(event) => setAnchor(event.currentTarget)}
          >
            {t('vault:trial.become')}
          </Button>
          <Button
            size="small"
            color="error"
            loading={trial.discard.isPending}
            onClick={() => trial.discard.mutate(undefined, { onError: notify.failed })}
          >
            {t('vault:trial.discard')}
          </Button>
        </Box>
      }
    >
      {t('vault:trial.you_are', { role: roles })}
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        {ROLES.map((role) => (
          <MenuItem
            key={role}
            selected={account.roles.includes(role)}
            onClick={() => {
              setAnchor(null);
              trial.become.mutate(role, { onError: notify.failed });
            }}
          >
            {t(`common:role.${role}`)}
          </MenuItem>
        ))}
      </Menu>
    </Alert>
  );
}
