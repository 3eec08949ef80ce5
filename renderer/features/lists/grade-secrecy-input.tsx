import { Box, FormHelperText, FormLabel } from '@mui/material';
import { useId } from 'react';
import { useController, useWatch } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import type { GradeRule } from '../../../db/domain/secrecy-proposal.ts';
import { ChoiceControl } from '../../components/form/choice-control.tsx';
import { FieldFrame, FieldGrid } from '../../components/form/field-frame.tsx';
import type { SettingsPart } from '../../lib/settings-form.ts';
import { useWords } from './use-words.ts';

/** Every rule that says something: none above 普通 is 普通, and 绝密 at most is no rule. */
const RULES: readonly GradeRule[] = SECRECY_CLASSES.flatMap((secrecy) => [
  ...(secrecy === 'confidential' || secrecy === 'secret' ? [{ secrecy, atMost: true }] : []),
  { secrecy, atMost: false },
]);
const keyOf = ({ secrecy, atMost }: GradeRule) => (atMost ? `up to ${secrecy}` : secrecy);

/** Which class each grade of the scale in use proposes (rules.md S1). */
export function GradeSecrecyInput(props: SettingsPart) {
  const { t } = useTranslation();
  const id = useId();
  const words = useWords();
  const gradeList = useWatch({ control: props.control, name: 'gradeList' });
  const { field } = useController({ control: props.control, name: 'gradeSecrecy' });
  const rules = new Map(Object.entries(field.value));
  const choices = RULES.map((rule) => {
    const secrecy = t(`common:secrecy.${rule.secrecy}`);
    return {
      value: keyOf(rule),
      label: rule.atMost ? t('app:settings.secrecy_at_most', { secrecy }) : secrecy,
    };
  });
  const choose = (grade: string, chosen: string | null) => {
    const rule = RULES.find((one) => keyOf(one) === chosen);
    const others = [...rules].filter(([code]) => code !== grade);
    field.onChange(Object.fromEntries(rule ? [...others, [grade, rule]] : others));
  };
  return (
    <Box role="group" aria-labelledby={`${id}-title`} sx={{ gridColumn: '1 / -1' }}>
      <FormLabel id={`${id}-title`}>{t('app:settings.secrecy')}</FormLabel>
      <FormHelperText sx={{ mb: 1 }}>{t('app:settings.secrecy_text')}</FormHelperText>
      <FieldGrid columns={4}>
        {words.choices(gradeList).map(({ value: grade, label }) => {
          const rule = rules.get(grade);
          return (
            <FieldFrame key={grade} id={`${id}-${grade}`} label={label}>
              <ChoiceControl
                id={`${id}-${grade}`}
                choices={choices}
                value={rule ? keyOf(rule) : null}
                placeholder={t('app:settings.secrecy_none')}
                onChange={(chosen) => choose(grade, chosen)}
              />
            </FieldFrame>
          );
        })}
      </FieldGrid>
    </Box>
  );
}
