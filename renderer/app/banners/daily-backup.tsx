import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  LinearProgress,
  Typography,
} from '@mui/material';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridgeEvent } from '../../lib/events.ts';
import { Can } from '../../lib/session.tsx';
import { useShellClient } from '../../lib/vault.ts';

/** How far the backup of the day is, in percent; null while none is under way. */
function useDailyBackup(): number | null {
  const [percent, setPercent] = useState<number | null>(null);
  useBridgeEvent((event) => {
    if (event.type === 'locked') setPercent(null);
    if (event.type !== 'progress' || event.job !== 'backup.daily') return;
    setPercent(event.done < event.total ? Math.floor((100 * event.done) / event.total) : null);
  });
  return percent;
}

/** Says that the program makes the backup of the day; nobody has to wait for it. */
export function DailyBackupBanner() {
  const { t } = useTranslation();
  const percent = useDailyBackup();
  if (percent === null) return null;
  return (
    <Can action="backup.read">
      <Alert severity="info" role="status" sx={{ flex: 'none', borderRadius: 0, py: 0 }}>
        {t('app:daily_backup.running', { percent })}
      </Alert>
    </Can>
  );
}

/** The program is to end while the backup of the day is due or under way: it is shown and waited for, or skipped. */
export function LeavingDialog() {
  const { t } = useTranslation();
  const shell = useShellClient();
  const title = useId();
  const [isLeaving, setLeaving] = useState(false);
  const percent = useDailyBackup() ?? 0;
  useBridgeEvent((event) => {
    if (event.type === 'leaving') setLeaving(true);
  });
  const stay = () => {
    setLeaving(false);
    void shell.leave.mutate({ now: false });
  };
  return (
    <Dialog open={isLeaving} onClose={stay} aria-labelledby={title} maxWidth="xs" fullWidth>
      <DialogTitle id={title}>{t('app:leaving.title')}</DialogTitle>
      <DialogContent>
        <Typography>{t('app:leaving.text')}</Typography>
        <Box component="output" sx={{ display: 'grid', gap: 0.5, mt: 2 }}>
          <Typography variant="caption" className="figures">
            {t('app:leaving.progress', { percent })}
          </Typography>
          <LinearProgress variant="determinate" value={percent} aria-label={t('app:leaving.title')} />
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={stay}>{t('app:leaving.stay')}</Button>
        <Button variant="contained" onClick={() => void shell.leave.mutate({ now: true })}>
          {t('app:leaving.skip')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
