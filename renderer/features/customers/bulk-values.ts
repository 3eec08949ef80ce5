import type { TFunction } from 'i18next';
import type { inferRouterOutputs } from '@trpc/server';
import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { CATEGORIES, codeListsOf } from '../../../db/domain/customer.ts';
import type { Field } from '../../../db/domain/fields.ts';
import { BULK_FIELDS, type BulkField } from '../../../db/domain/customer-bulk.ts';
import type { Choice } from '../../components/form/choice-control.tsx';
import type { AppRouter } from '../../lib/contracts.ts';
import { formatCount } from '../../lib/format.ts';
import type { Words } from '../lists/use-words.ts';
import { gradeText } from './customer-text.ts';

export const isBulkField = (field: string): field is BulkField => BULK_FIELDS.some((one) => one === field);

/** What a field can be given; none for words, which are written. */
export function bulkChoices(t: TFunction, words: Words, field: BulkField): ReadonlyArray<Choice> {
  const facts: Field = CUSTOMER_FIELDS[field];
  switch (facts.kind) {
    case 'person':
      return words.people;
    case 'choice':
      return facts.values.map((value) => ({ value, label: t(`${facts.words}.${value}`) }));
    case 'code':
      if (facts.list === 'sub_type') return subTypes(t, words);
      return words.choices(facts.list === 'grade' ? words.gradeList : facts.list);
    default:
      return [];
  }
}

/** Those of all categories, each with the ones that it is of. */
function subTypes(t: TFunction, words: Words): ReadonlyArray<Choice> {
  const found = new Map<string, { label: string; categories: string[] }>();
  for (const category of CATEGORIES) {
    const [list] = codeListsOf('sub_type', category, words.gradeList);
    for (const { value, label } of words.choices(list)) {
      const known = found.get(value);
      if (known) known.categories.push(t(`common:category.${category}`));
      else found.set(value, { label, categories: [t(`common:category.${category}`)] });
    }
  }
  return [...found].map(([value, { label, categories }]) => ({
    value,
    label: t('customers:bulk.sub_type', { label, categories: categories.join(t('common:comma')) }),
  }));
}

export type BulkLine = inferRouterOutputs<AppRouter>['customers']['changesOfMany'][number];

/** What a change of many did, in a line. */
export function bulkLineText(
  t: TFunction,
  words: Words,
  { changed, field, value }: BulkLine,
  language: string,
): string {
  const what = {
    number: formatCount(changed, language),
    field: t(`customers:field.${field}`),
    value: valueText(t, words, field, value),
  };
  return t(what.value === '' ? 'customers:bulk.record_of' : 'customers:bulk.record', what);
}

function valueText(t: TFunction, words: Words, field: string, value: string | null): string {
  if (value === null || !isBulkField(field)) return '';
  if (field === 'grade') return gradeText(words, value) ?? value;
  return bulkChoices(t, words, field).find((one) => String(one.value) === value)?.label ?? value;
}
