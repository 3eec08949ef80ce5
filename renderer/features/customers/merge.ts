import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import type { CustomerField, CustomerInput } from '../../../db/domain/customer.ts';
import { changesBetween, isSame } from '../../../db/domain/field-values.ts';

/** Who a field is taken from when two people have changed the same archive. */
export type Side = 'mine' | 'theirs';

export interface Difference {
  readonly field: CustomerField;
  /** The side that changed it; null when both did, differently: then a person must choose. */
  readonly changedBy: Side | null;
}

/** True when a field says the same in both. A contact's number in the archive says nothing. */
export function sameField(a: CustomerInput, b: CustomerInput, field: CustomerField): boolean {
  return isSame(CUSTOMER_FIELDS, field, a, b);
}

/** The fields in which two inputs differ, in the order of the form. */
export function changedFields(before: CustomerInput, after: CustomerInput): CustomerField[] {
  return changesBetween(CUSTOMER_FIELDS, before, after).map(({ field }) => field);
}

/** Where my input and the one saved meanwhile differ, and who moved away from what both began with. */
export function differences(base: CustomerInput, mine: CustomerInput, theirs: CustomerInput): Difference[] {
  const chosen = changedFields(theirs, mine).filter((field) => field !== 'proposedResponsibleId');
  return chosen.map((field) => {
    const iChanged = !sameField(base, mine, field);
    const theyChanged = !sameField(base, theirs, field);
    return { field, changedBy: iChanged && theyChanged ? null : iChanged ? 'mine' : 'theirs' };
  });
}

/** Theirs, with my value for every field that was decided so. */
export function mergeFields(
  mine: CustomerInput,
  theirs: CustomerInput,
  sides: ReadonlyMap<CustomerField, Side>,
): CustomerInput {
  const chosen = [...sides].flatMap(([field, side]) =>
    side === 'mine' ? [[field, mine[field]] as const] : [],
  );
  return onTopOf({ ...theirs, ...Object.fromEntries(chosen) }, theirs);
}

/**
 * An older input, to be saved on top of what is saved now: contacts that the archive no longer has become new ones, and
 * who is proposed stays, since nobody enters that.
 */
export function onTopOf(input: CustomerInput, saved: CustomerInput): CustomerInput {
  const known = new Set(saved.contacts.map((contact) => contact.id));
  return {
    ...input,
    proposedResponsibleId: saved.proposedResponsibleId,
    contacts: input.contacts.map(({ id, ...contact }) =>
      id !== undefined && known.has(id) ? { id, ...contact } : contact,
    ),
  };
}
