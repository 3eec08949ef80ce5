import { Autocomplete, Box, TextField } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { unreachable } from '../../../db/domain/errors.ts';
import { filtersSchema, type FilterField, type ReportFilters } from '../../../db/domain/reports/filters.ts';
import type { Choice } from '../../components/form/choice-control.tsx';
import { matchesChoice } from '../../lib/pinyin.ts';
import { useWords } from '../lists/use-words.ts';

/** Those that are offered, in the order in which a clerk thinks of them. */
const OFFERED = [
  'category',
  'status',
  'grade',
  'secrecy',
  'province',
  'city',
  'industry',
  'size',
  'party',
] as const satisfies readonly FilterField[];

interface FilterChoicesProps {
  readonly filters: ReportFilters;
  readonly onChange: (filters: ReportFilters) => void;
}

/** Which archives a report counts; nothing chosen counts all. */
export function FilterChoices({ filters, onChange }: FilterChoicesProps) {
  const { t } = useTranslation();
  const choicesOf = useChoices(filters);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {OFFERED.map((field) => {
        const choices = choicesOf(field);
        const chosen: readonly string[] = filters[field] ?? [];
        return (
          <Autocomplete
            key={field}
            multiple
            size="small"
            disableCloseOnSelect
            limitTags={2}
            options={[...choices]}
            value={choices.filter(({ value }) => chosen.includes(value))}
            getOptionLabel={({ label }) => label}
            isOptionEqualToValue={(one, other) => one.value === other.value}
            filterOptions={(options, { inputValue }) =>
              options.filter((option) => matchesChoice(option.label, inputValue))
            }
            onChange={(_event, wanted) =>
              onChange(
                withFilter(
                  filters,
                  field,
                  wanted.map(({ value }) => value),
                ),
              )
            }
            noOptionsText={t('common:choice.no_match')}
            renderInput={(params) => <TextField {...params} label={t(`customers:field.${field}`)} />}
          />
        );
      })}
    </Box>
  );
}

/** Without what the filter does not take, and without a filter where nothing is chosen. */
function withFilter(filters: ReportFilters, field: FilterField, wanted: readonly string[]): ReportFilters {
  const { [field]: _before, ...others } = filters;
  return wanted.length === 0 ? others : filtersSchema.parse({ ...others, [field]: wanted });
}

function useChoices(filters: ReportFilters): (field: FilterField) => ReadonlyArray<Choice<string>> {
  const { t } = useTranslation();
  const words = useWords();
  return (key) => {
    const field = CUSTOMER_FIELDS[key];
    switch (field.kind) {
      case 'choice':
        return field.values.map((value) => ({ value, label: t(`${field.words}.${value}`) }));
      case 'code':
        return words.choices(field.list === 'grade' ? words.gradeList : field.list);
      case 'division':
        return key === 'province'
          ? words.placesIn(null)
          : (filters.province ?? []).flatMap((province) => words.placesIn(province));
      default:
        return unreachable(field);
    }
  };
}
