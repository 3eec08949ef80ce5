import { useTranslation } from 'react-i18next';
import { TextInput } from '../../components/form/text-input.tsx';
import type { SettingsPart } from '../../lib/settings-form.ts';

/** Within how many days of the first contact a customer is to be reported (rules.md A1). */
export function FilingSettings({ control }: SettingsPart) {
  const { t } = useTranslation();
  return (
    <TextInput
      control={control}
      name="filingLimitDays"
      label={t('app:settings.filing')}
      help={t('app:settings.filing_help')}
      inputMode="numeric"
      figures
      required
    />
  );
}
