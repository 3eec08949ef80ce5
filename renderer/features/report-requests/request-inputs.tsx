import { Box, Typography } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { isDay } from '../../../db/domain/dates.ts';
import { kindOf, periodOf, type Period } from '../../../db/domain/figures/periods.ts';
import { DEFAULT_CHOICES, REPORTS } from '../../../db/domain/reports/choices.ts';
import { EVERY, type Every } from '../../../db/domain/reports/request.ts';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
import { ChoiceInput } from '../../components/form/choice-input.tsx';
import { DateInput } from '../../components/form/date-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useToday } from '../../lib/use-today.ts';
import { periodText } from '../../lib/period-text.ts';
import type { RequestFormApi } from './request-form.tsx';
import { countPeriods, periodsFor, usualEnd } from './request-values.ts';

/** The fields in the order of the paper: which report, how often and until when, for whom and what for. */
export function RequestInputs({ form }: { form: RequestFormApi }) {
  const { t } = useTranslation();
  const today = useToday();
  const { control } = form;
  const [every, firstPeriod] = form.watch(['every', 'firstPeriod']);
  const text = (name: string) => t(`report_requests:field.${name}`);
  const options = { shouldDirty: true, shouldTouch: true, shouldValidate: true } as const;
  const moveEnd = (first: Period) => {
    // A day that somebody chose stays.
    if (!form.getFieldState('validUntil').isDirty)
      form.resetField('validUntil', { defaultValue: usualEnd(first, today) });
  };
  const chooseEvery = (wanted: Every) => {
    if (wanted === 'single' || kindOf(firstPeriod) === wanted) return;
    const first = periodOf(today, wanted);
    form.setValue('firstPeriod', first, options);
    moveEnd(first);
  };
  const choices = <Value extends string>(values: readonly Value[], words: string) =>
    values.map((value) => ({ value, label: t(`${words}.${value}`) }));
  return (
    <Box sx={grid}>
      <ChoiceInput
        control={control}
        name="name"
        label={text('name')}
        choices={choices(REPORTS, 'reports:report')}
        // What one report can be varied by another has not.
        onChosen={() => form.setValue('choices', DEFAULT_CHOICES, options)}
        autoFocus
        required
        wide
      />
      <ChoiceInput
        control={control}
        name="every"
        label={text('every')}
        choices={choices(EVERY, 'reports:every')}
        onChosen={(value) => chooseEvery(EVERY.find((one) => one === value) ?? 'month')}
        required
      />
      <ChoiceInput
        control={control}
        name="firstPeriod"
        label={text(every === 'single' ? 'singlePeriod' : 'firstPeriod')}
        choices={periodsFor(every, today, firstPeriod).map((value) => ({
          value,
          label: periodText(t, value),
        }))}
        onChosen={(value) => value !== null && moveEnd(value as Period)}
        look="search"
        required
      />
      <DateInput control={control} name="validUntil" label={text('validUntil')} min={today} required />
      <Coming form={form} />
      <TextInput control={control} name="department" label={text('department')} maxLength={60} required />
      <TextInput
        control={control}
        name="title"
        label={text('title')}
        help={t('report_requests:title_help')}
        maxLength={60}
      />
      <TextInput
        control={control}
        name="purpose"
        label={text('purpose')}
        help={t('report_requests:purpose_help')}
        lines={3}
        maxLength={500}
        required
        wide
      />
      <ChoiceInput
        control={control}
        name="scope"
        label={text('scope')}
        help={t('report_requests:scope_help')}
        choices={choices(SECRECY_CLASSES, 'reports:scope')}
        required
        wide
      />
    </Box>
  );
}

/** How many reports will come of it, beside the day until which they do. */
function Coming({ form }: { form: RequestFormApi }) {
  const { t } = useTranslation();
  const [every, firstPeriod, validUntil] = form.watch(['every', 'firstPeriod', 'validUntil']);
  if (typeof validUntil !== 'string' || !isDay(validUntil)) return <span />;
  if (every !== 'single' && kindOf(firstPeriod) !== every) return <span />;
  const count = countPeriods({ every, firstPeriod, validUntil });
  if (count === 0) return <span />;
  return (
    <Typography role="status" variant="caption" sx={{ color: 'text.secondary', alignSelf: 'end', pb: 1 }}>
      {t('report_requests:coming', { count, period: periodText(t, firstPeriod) })}
    </Typography>
  );
}

const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
  columnGap: 2,
  rowGap: 1.5,
  alignItems: 'start',
};
