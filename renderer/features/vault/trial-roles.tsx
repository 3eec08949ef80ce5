import { Alert, Box, Button, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { ROLES, type Role } from '../../../db/domain/roles.ts';
import { TRIAL_PASSWORD } from '../../../db/domain/trial.ts';

/** Before the trial vault: as whom one goes in, with one click; the password of all of them is told. */
export function TrialRoles(props: { pending: Role | null; onRole: (role: Role, password: string) => void }) {
  const { t } = useTranslation();
  return (
    <Alert severity="info" icon={false} sx={{ mb: 2 }}>
      <Typography sx={{ mb: 1 }}>{t('vault:trial.choose', { password: TRIAL_PASSWORD })}</Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {ROLES.map((role) => (
          <Button
            key={role}
            size="small"
            variant="outlined"
            disabled={props.pending !== null && props.pending !== role}
            loading={props.pending === role}
            onClick={() => props.onRole(role, TRIAL_PASSWORD)}
          >
            {t(`common:role.${role}`)}
          </Button>
        ))}
      </Box>
    </Alert>
  );
}
