import { useWatch } from 'react-hook-form';
import { z } from 'zod';
import { blankCustomer, CUSTOMER_FIELD_LIST, factsOf, keyOf } from '../../../db/domain/customer.ts';
import type { StoredKind } from '../../../db/domain/stored-json.ts';
import { usePreference } from '../../lib/preferences.ts';
import type { CustomerFormApi } from './customer-field.tsx';
import { toFormValues, type CustomerForm } from './form-values.ts';

const FORMS = ['short', 'full'] as const;
const STORED_FORM: StoredKind<(typeof FORMS)[number]> = {
  name: 'customer_form',
  version: 1,
  schema: z.enum(FORMS),
};

const LATE = CUSTOMER_FIELD_LIST.flatMap(([field]) => (factsOf(keyOf(field)).early ? [] : [field]));

/** Whether anything is filled in that the short form does not show. */
function hasMore(values: CustomerForm): boolean {
  const blank = toFormValues(blankCustomer(values.category));
  return LATE.some((field) => JSON.stringify(values[field]) !== JSON.stringify(blank[field]));
}

export interface ShortForm {
  readonly isShort: boolean;
  /** False while something is filled in that would be hidden. */
  readonly mayFold: boolean;
  readonly unfold: () => void;
  readonly fold: () => void;
}

/** Which of the two forms a person sees: as they chose last, and never one that hides what is filled in. */
export function useShortForm(form: CustomerFormApi): ShortForm {
  const [chosen, choose] = usePreference('customers.form', STORED_FORM, 'short');
  // Every field is in the default values, so what is watched is never partial.
  const mayFold = !hasMore(useWatch({ control: form.control }) as CustomerForm);
  return {
    isShort: chosen === 'short' && mayFold,
    mayFold,
    unfold: () => choose('full'),
    fold: () => choose('short'),
  };
}
