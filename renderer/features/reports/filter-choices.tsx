import { Autocomplete, Box, TextField } from '@mui/material';
import { useTranslation } from 'react-i18next';
import { CATEGORIES, PARTIES, STATUSES } from '../../../db/domain/customer-values.ts';
import { AS_OF_FILTERS, type FilterField, type ReportFilters } from '../../../db/domain/reports/filters.ts';
import { SECRECY_CLASSES } from '../../../db/domain/roles.ts';
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
  return wanted.length === 0 ? others : AS_OF_FILTERS.parse({ ...others, [field]: wanted });
}

function useChoices(
  filters: ReportFilters,
): (field: (typeof OFFERED)[number]) => ReadonlyArray<Choice<string>> {
  const { t } = useTranslation();
  const words = useWords();
  const fixed = (values: readonly string[], prefix: string) =>
    values.map((value) => ({ value, label: t(`${prefix}.${value}`) }));
  return (field) => {
    switch (field) {
      case 'category':
        return fixed(CATEGORIES, 'common:category');
      case 'status':
        return fixed(STATUSES, 'customers:status');
      case 'secrecy':
        return fixed(SECRECY_CLASSES, 'common:secrecy');
      case 'party':
        return fixed(PARTIES, 'customers:party');
      case 'grade':
        return words.choices(words.gradeList);
      case 'province':
        return words.placesIn(null);
      case 'city':
        return (filters.province ?? []).flatMap((province) => words.placesIn(province));
      default:
        return words.choices(field);
    }
  };
}
