import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { FacetsPanel, type Facet } from '../../components/facets.tsx';
import type { ActiveFilter } from '../../components/filter-bar.tsx';
import { useVault } from '../../lib/vault.ts';
import type { Words } from '../lists/use-words.ts';
import { gradeText } from './customer-text.ts';
import type { Facets, ViewInput } from './list-query.ts';
import { DIMENSIONS, isFiltered, type Dimension, type ListFilters, type ListSearch } from './list-search.ts';

function valueLabel(t: TFunction, words: Words, key: Dimension | 'complete', code: string): string {
  // Only clients have a status: what a supplier has none of is not left to be filled in.
  if (code === '') return t(key === 'status' ? 'customers:facet.none_of_status' : 'customers:facet.none');
  switch (key) {
    case 'category':
      return t(`common:category.${code}`);
    case 'secrecy':
      return t(`common:secrecy.${code}`);
    case 'status':
      return t(`customers:status.${code}`);
    case 'grade':
      return gradeText(words, code) ?? code;
    case 'complete':
      return t(`customers:complete.${code}`);
    default:
      return words.place(code) ?? code;
  }
}

/** Counts beside a list; `ready`: the rows are there, for counting comes after them and keeps nobody waiting. */
export function useCounts(view: ViewInput, ready: boolean) {
  const vault = useVault();
  return useQuery({
    ...vault.search.facets.queryOptions(view),
    enabled: ready,
    placeholderData: keepPreviousData,
  });
}

/** What can be narrowed down, with how many each choice would give. */
export function CustomerFacets(props: {
  words: Words;
  filters: ListFilters;
  /** As they were counted last. */
  counts: Facets | undefined;
  /** The rows are still to come: until then the panel keeps its place beside them. */
  waiting: boolean;
  onSearch: (change: Partial<ListSearch>) => void;
}) {
  const { t } = useTranslation();
  const { words, filters, counts, onSearch } = props;
  if (!counts) return props.waiting ? <FacetsPanel facets={[]} waiting onChange={() => undefined} /> : null;
  const isComplete = filters.complete === undefined ? [] : [filters.complete ? 'yes' : 'no'];
  const facet = (key: Dimension | 'complete', chosen: readonly string[]): Facet => ({
    key,
    title: t(`customers:facet.${key}`),
    chosen,
    values: valuesOf(counts, key, chosen).map(({ value, count }) => ({
      value,
      // Of so many that nobody looked at each the numbers would not be those of the list.
      count: counts.exact ? count : null,
      label: valueLabel(t, words, key, value),
    })),
  });
  const facets = [
    ...DIMENSIONS.map((key) => facet(key, filters[key] ?? [])),
    facet('complete', isComplete),
  ].filter(({ values }) => values.length > 1 || values.some(({ value }) => value !== ''));
  // Of no archives at all there is nothing to narrow down.
  if (facets.length === 0 && !isFiltered(filters)) return null;
  return (
    <FacetsPanel
      facets={facets}
      onChange={(key, chosen) => {
        if (key === 'complete') onSearch({ complete: onlyOne(chosen, filters.complete) });
        else onSearch({ [key]: chosen.length > 0 ? chosen : undefined });
      }}
    />
  );
}

/** Complete or not is one or the other: the one just chosen. */
function onlyOne(chosen: readonly string[], before: boolean | undefined): boolean | undefined {
  const latest = chosen.find((value) => (value === 'yes') !== before);
  return latest === undefined ? undefined : latest === 'yes';
}

/** The vault's counts, and whatever is chosen even where nothing is left of it. */
function valuesOf(counts: Facets, key: Dimension | 'complete', chosen: readonly string[]) {
  const values = (counts.dimensions[key] ?? []).map(({ code, count }) => ({ value: code ?? '', count }));
  const gone = chosen.filter((code) => !values.some(({ value }) => value === code));
  return [...values, ...gone.map((value) => ({ value, count: 0 }))];
}

/** The filters in force as chips that can be taken off. */
export function useActiveFilters(
  words: Words,
  filters: ListFilters,
  onSearch: (change: Partial<ListSearch>) => void,
): ActiveFilter[] {
  const { t } = useTranslation();
  const chip = (key: Dimension | 'complete', code: string, onRemove: () => void): ActiveFilter => ({
    key: `${key}:${code}`,
    label: t('common:filter.chip', {
      name: t(`customers:facet.${key}`),
      value: valueLabel(t, words, key, code),
    }),
    onRemove,
  });
  const chips = DIMENSIONS.flatMap((key) => {
    const codes: readonly string[] = filters[key] ?? [];
    return codes.map((code) => {
      const rest = codes.filter((other) => other !== code);
      return chip(key, code, () => onSearch({ [key]: rest.length > 0 ? rest : undefined }));
    });
  });
  if (filters.complete !== undefined)
    chips.push(chip('complete', filters.complete ? 'yes' : 'no', () => onSearch({ complete: undefined })));
  if (filters.unassigned)
    chips.push({
      key: 'unassigned',
      label: t('customers:unassigned'),
      onRemove: () => onSearch({ unassigned: undefined }),
    });
  return chips;
}
