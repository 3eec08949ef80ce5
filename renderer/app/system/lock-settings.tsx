import { useTranslation } from 'react-i18next';
import { TextInput } from '../../components/form/text-input.tsx';
import type { SettingsPart } from '../../lib/settings-form.ts';

/** After how many idle minutes a window locks. */
export function LockSettings({ control }: SettingsPart) {
  const { t } = useTranslation();
  return (
    <TextInput
      control={control}
      name="lockAfterMinutes"
      label={t('app:settings.lock')}
      help={t('app:settings.lock_help')}
      inputMode="numeric"
      figures
      required
    />
  );
}
