import { Box, Button, FormControlLabel, Switch, TextField, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { useVault } from '../../lib/vault.ts';

/** `17:00`: the system's own field for times follows its language, not ours. */
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** When the backup of the day is made, and whether at all. */
export function DailyPlan(props: { time: string; daily: boolean }) {
  const { t } = useTranslation();
  const vault = useVault();
  const notify = useNotify();
  const [time, setTime] = useState(props.time);
  const [daily, setDaily] = useState(props.daily);
  const change = useMutation(vault.backup.plan.mutationOptions({ onError: notify.failed }));
  const isTime = TIME.test(time);
  const isChanged = time !== props.time || daily !== props.daily;
  return (
    <Box sx={{ mt: 2, display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <FormControlLabel
          control={<Switch checked={daily} onChange={(_event, checked) => setDaily(checked)} />}
          label={t('backup:plan.daily')}
        />
        <TextField
          size="small"
          label={t('backup:plan.time')}
          value={time}
          disabled={!daily}
          error={!isTime}
          onChange={({ target }) => setTime(target.value.replace('：', ':').trim())}
          slotProps={{ htmlInput: { className: 'figures', inputMode: 'numeric', maxLength: 5 } }}
          sx={{ width: 112 }}
        />
        {isChanged && (
          <Button
            variant="contained"
            loading={change.isPending}
            disabled={!isTime}
            onClick={() => change.mutate({ time, daily })}
          >
            {t('common:save')}
          </Button>
        )}
      </Box>
      <Typography variant="caption" sx={{ color: 'text.secondary' }}>
        {t('backup:plan.text')}
      </Typography>
    </Box>
  );
}
