import { useTranslation } from 'react-i18next';
import { TextInput } from '../../components/form/text-input.tsx';
import type { SettingsPart } from '../../lib/settings-form.ts';

/** Of how few archives a group is hidden in reports (rules.md B1). */
export function ReportsSettings({ control }: SettingsPart) {
  const { t } = useTranslation();
  return (
    <TextInput
      control={control}
      name="hideGroupsBelow"
      label={t('reports:settings.hide')}
      help={t('reports:settings.hide_help')}
      inputMode="numeric"
      figures
      required
    />
  );
}
