/** Which of the four properties each look is about (rules.md D5). */
import type { Property, PropertyCheck } from '../../domain/properties.ts';
import type { Check, CheckName } from '../audit/service.ts';

/** What the look at everything finds; its words are those of that look. */
export const PROPERTY_OF: Readonly<Record<CheckName, Property>> = {
  audit_sequence: 'authenticity',
  audit_chain: 'authenticity',
  audit_signatures: 'authenticity',
  audit_keys: 'authenticity',
  audit_rights: 'authenticity',
  audit_times: 'authenticity',
  audit_anchors: 'authenticity',
  anchors_outside: 'authenticity',
  accounts: 'authenticity',
  particulars: 'authenticity',
  records: 'authenticity',
  history: 'authenticity',
  derived: 'authenticity',
  flow_steps: 'authenticity',
  ledgers: 'authenticity',
  integrity: 'integrity',
  foreign_keys: 'integrity',
  schema: 'integrity',
  archive_counts: 'integrity',
  archive_numbers: 'integrity',
  shelves: 'integrity',
  search_index: 'usability',
};

/** A check of the look at everything as a test keeps it. */
export function fromVerify({ name, ok, note, detail }: Check): PropertyCheck {
  const { rows, archives, objects, outside } = detail;
  const scope = Number(rows ?? archives ?? objects ?? outside ?? 0);
  return { name, property: PROPERTY_OF[name], scope, ok, note: note ?? null, detail };
}

type Found = Omit<PropertyCheck, 'property' | 'note'> & { readonly note?: string | null };

const ofProperty =
  (property: Property) =>
  ({ note = null, ...found }: Found): PropertyCheck => ({ ...found, property, note });

export const authenticity = ofProperty('authenticity');
export const integrity = ofProperty('integrity');
export const usability = ofProperty('usability');
export const security = ofProperty('security');
