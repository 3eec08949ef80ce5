import { useTranslation } from 'react-i18next';
import { TextInput } from '../../components/form/text-input.tsx';
import type { SettingsPart } from '../../lib/settings-form.ts';

/** Within which temperature and humidity a room is as it should be (rules.md D3). */
export function ClimateSettings({ control }: SettingsPart) {
  const { t } = useTranslation();
  return (
    <>
      {(['temperature', 'humidity'] as const).map((measure) =>
        (['low', 'high'] as const).map((end) => (
          <TextInput
            key={`${measure}.${end}`}
            control={control}
            name={`environmentLimits.${measure}.${end}`}
            label={t(`app:settings.${measure}_${end}`)}
            help={t(`app:settings.${measure}_help`)}
            figures
            required
          />
        )),
      )}
    </>
  );
}
