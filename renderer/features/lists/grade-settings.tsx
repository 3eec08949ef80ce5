import { useTranslation } from 'react-i18next';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { GRADE_LISTS, type SettingsPart } from '../../lib/settings-form.ts';
import { GradeSecrecyInput } from './grade-secrecy-input.tsx';

/** The scale of grades in use, and the class that each grade proposes. */
export function GradeSettings({ control }: SettingsPart) {
  const { t } = useTranslation();
  return (
    <>
      <ChoiceInput
        control={control}
        name="gradeList"
        label={t('app:settings.grades')}
        choices={GRADE_LISTS.map((value) => ({ value, label: t(`app:settings.${value}`) }))}
        required
        wide
      />
      <GradeSecrecyInput control={control} />
    </>
  );
}
