import { Box, Button, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { Section } from '../../components/page.tsx';
import { QueryView } from '../../components/states.tsx';
import { useShell, useVault } from '../../lib/vault.ts';

/** The place, besides this computer, where it stands what was last seen of the vault. */
export function WitnessSettings() {
  const { t } = useTranslation();
  const vault = useVault();
  const shell = useShell();
  const notify = useNotify();
  const place = useQuery(vault.witnesses.place.queryOptions());
  const set = useMutation(
    vault.witnesses.choosePlace.mutationOptions({
      onSuccess: async () => {
        notify.done(t('common:saved'));
        await place.refetch();
      },
      onError: notify.failed,
    }),
  );
  const choose = useMutation(
    shell.chooseFile.mutationOptions({
      onSuccess: (folder) => folder && set.mutate({ token: folder.token }),
      onError: notify.failed,
    }),
  );
  return (
    <Section title={t('app:settings.witness')}>
      <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t('app:settings.witness_text')}</Typography>
      <QueryView query={place} lines={1}>
        {(label) => (
          <Box sx={{ display: 'flex', gap: 1, alignItems: 'center' }}>
            <Typography sx={{ mr: 1 }}>
              {label === null ? t('app:settings.witness_none') : t('app:settings.witness_at', { label })}
            </Typography>
            <Button
              variant="outlined"
              loading={set.isPending}
              onClick={() => choose.mutate({ purpose: 'witness-folder' })}
            >
              {t(label === null ? 'app:settings.witness_choose' : 'app:settings.witness_other')}
            </Button>
            {label !== null && (
              <Button onClick={() => set.mutate({ token: null })}>{t('app:settings.witness_stop')}</Button>
            )}
          </Box>
        )}
      </QueryView>
    </Section>
  );
}
