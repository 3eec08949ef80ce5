import { Alert, Box, Button } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { Settings } from '../../../db/domain/settings.ts';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { Form } from '../../components/form/form.tsx';
import { Restored } from '../../components/form/restored.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { useNotify } from '../../components/notify.tsx';
import { Page, Section } from '../../components/page.tsx';
import { QueryView } from '../../components/states.tsx';
import { useVault } from '../../lib/vault.ts';
import { errorText } from '../../lib/errors.ts';
import { ScreenFor } from '../../components/no-such-page.tsx';
import { settingsFormSchema, shownLimits, typedLimits, type SettingsInput } from '../../lib/settings-form.ts';
import { useSettingsParts } from '../../lib/subjects.ts';
import { WitnessSettings } from './witness-settings.tsx';

/** Settings that are half changed. */
export const SETTINGS_DRAFT = fieldsDraft(
  'settings_draft',
  {
    ...settingsFormSchema.shape,
    lockAfterMinutes: z.string(),
    filingLimitDays: z.string(),
    inspectionOpens: z.strictObject({ first: z.string(), second: z.string() }),
    levelSample: z.string(),
    searchDays: z.string(),
    hideGroupsBelow: z.string(),
    timeZone: z.string(),
    environmentLimits: typedLimits,
  },
  // Those from before have no limits of rooms, or nothing of small groups, and say nothing of them.
  [(value) => value, (value) => value],
);

/** Settings of the vault, for the system administrator. */
export function SettingsScreen() {
  return (
    <ScreenFor action="settings.edit">
      <StoredSettings />
    </ScreenFor>
  );
}

function StoredSettings() {
  const { t } = useTranslation();
  const vault = useVault();
  const settings = useQuery(vault.settings.get.queryOptions());
  return (
    <Page title={t('app:settings.title')} padded>
      <Box sx={{ maxWidth: 720 }}>
        <QueryView query={settings}>{(stored) => <SettingsForm stored={stored} />}</QueryView>
        <Box sx={{ mt: 2 }}>
          <WitnessSettings />
        </Box>
      </Box>
    </Page>
  );
}

/** As the form shows them: figures as they are typed. */
function shown(settings: Settings): SettingsInput {
  return {
    ...settings,
    lockAfterMinutes: String(settings.lockAfterMinutes),
    filingLimitDays: String(settings.filingLimitDays),
    levelSample: String(settings.levelSample),
    searchDays: String(settings.searchDays),
    hideGroupsBelow: String(settings.hideGroupsBelow),
    environmentLimits: shownLimits(settings.environmentLimits),
  };
}

function SettingsForm(props: { stored: Settings }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const queries = useQueryClient();
  const parts = useSettingsParts();
  const { stored } = props;
  const form = useAppForm(settingsFormSchema, shown(stored));
  const kept = useKeptForm(form, 'settings', SETTINGS_DRAFT);
  const change = useMutation(
    vault.settings.set.mutationOptions({
      onSuccess: async (_saved, values) => {
        form.reset({ ...form.getValues(), ...shown({ ...stored, ...values }) });
        kept.forget();
        notify.done(t('common:saved'));
        await queries.invalidateQueries({ queryKey: vault.settings.get.queryKey() });
        await queries.invalidateQueries({ queryKey: vault.vault.status.queryKey() });
      },
    }),
  );
  const submit = form.handleSubmit((values) => change.mutate(values));
  return (
    <Form saves label={t('app:settings.title')} onSubmit={() => void submit()}>
      <Section title={t('app:settings.rules')}>
        {kept.isRestored && (
          <Box sx={{ mb: 2 }}>
            <Restored onDiscard={kept.giveUp} />
          </Box>
        )}
        <FieldGrid>
          {parts.map((Part, index) => (
            <Part key={index} control={form.control} />
          ))}
        </FieldGrid>
        {change.error && (
          <Alert severity="error" sx={{ mt: 2 }}>
            {errorText(t, change.error)}
          </Alert>
        )}
        <Box sx={{ mt: 2 }}>
          <Button type="submit" variant="contained" loading={change.isPending}>
            {t('common:save')}
          </Button>
        </Box>
      </Section>
    </Form>
  );
}
