import { Box, FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material';
import { useState } from 'react';
import { useController, useWatch, type Control } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import {
  archiveNoIn,
  archiveNoPatternSchema,
  FONDS_PATTERN,
  PATTERN_PRESETS,
  seriesOf,
} from '../../../../db/domain/archive-no.ts';
import { FieldFrame, labelId } from '../../../components/form/field-frame.tsx';
import { TextInput } from '../../../components/form/text-input.tsx';
import type { CompanyForm, CompanyInput } from './company-input.ts';

/** The first 档号 that a pattern would give this year; null while it is none. */
function exampleOf({ fonds, pattern }: Pick<CompanyForm, 'fonds' | 'pattern'>): string | null {
  const checked = archiveNoPatternSchema.safeParse(pattern);
  const own = fonds.trim().toUpperCase();
  if (!checked.success || !FONDS_PATTERN.test(own)) return null;
  const parts = {
    fonds: own,
    year: new Date().getFullYear(),
    retention: 'D30',
    category: 'supplier',
  } as const;
  return archiveNoIn(seriesOf(checked.data, parts), 1);
}

const isPreset = (pattern: string) => PATTERN_PRESETS.some((preset) => preset === pattern);

/** 档号格式 (rules.md A6): the usual ones, each as its first number, or one of the department's own. */
export function PatternField({ control }: { control: Control<CompanyForm, unknown, CompanyInput> }) {
  const { t } = useTranslation();
  const { field } = useController({ control, name: 'pattern' });
  const fonds = useWatch({ control, name: 'fonds' });
  const [own, setOwn] = useState(() => !isPreset(field.value));
  const id = 'archive-no-pattern';
  const example = exampleOf({ fonds, pattern: field.value });
  return (
    <>
      <FieldFrame
        id={id}
        group
        label={t('vault:create.company.pattern')}
        help={t('vault:create.company.pattern_help')}
        required
      >
        <RadioGroup
          aria-labelledby={labelId(id)}
          value={own ? 'own' : field.value}
          onChange={(_event, chosen) => {
            setOwn(chosen === 'own');
            if (chosen !== 'own') field.onChange(chosen);
          }}
        >
          {PATTERN_PRESETS.map((preset, index) => (
            <FormControlLabel
              key={preset}
              value={preset}
              control={<Radio size="small" />}
              label={
                <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2, alignItems: 'baseline' }}>
                  <span className="figures">{exampleOf({ fonds, pattern: preset }) ?? preset}</span>
                  <Typography variant="caption" sx={{ color: 'text.secondary' }}>
                    {t(`vault:create.company.pattern.${index}`)}
                  </Typography>
                </Box>
              }
            />
          ))}
          <FormControlLabel
            value="own"
            control={<Radio size="small" />}
            label={t('vault:create.company.pattern.own')}
          />
        </RadioGroup>
      </FieldFrame>
      {own && (
        <>
          <TextInput
            control={control}
            name="pattern"
            label={t('vault:create.company.pattern_own')}
            help={t('vault:create.company.pattern_own_help')}
            required
            figures
            maxLength={60}
          />
          <Typography component="output" className="figures" sx={{ color: 'text.secondary' }}>
            {example === null ? '' : t('vault:create.company.pattern_example', { number: example })}
          </Typography>
        </>
      )}
    </>
  );
}
