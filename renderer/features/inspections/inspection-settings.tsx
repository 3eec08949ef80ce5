import { useTranslation } from 'react-i18next';
import { TextInput } from '../../components/form/text-input.tsx';
import type { SettingsPart } from '../../lib/settings-form.ts';

/** From which days inspections open, how much of a level is scanned, how long a search lasts, and by whose calendar. */
export function InspectionSettings({ control }: SettingsPart) {
  const { t } = useTranslation();
  const part = (
    name: 'levelSample' | 'searchDays' | 'timeZone' | `inspectionOpens.${'first' | 'second'}`,
  ) => {
    const key = name.replace('.', '_');
    const figures = name !== 'timeZone';
    return (
      <TextInput
        key={name}
        control={control}
        name={name}
        label={t(`inspections:settings.${key}`)}
        help={t(`inspections:settings.${key}_help`)}
        figures={figures}
        required
      />
    );
  };
  return (
    <>
      {(
        ['inspectionOpens.first', 'inspectionOpens.second', 'levelSample', 'searchDays', 'timeZone'] as const
      ).map(part)}
    </>
  );
}
