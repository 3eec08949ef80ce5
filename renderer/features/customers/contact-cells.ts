import { CONTACT_FIELD_LIST, type ContactField } from '../../../db/domain/customer.ts';

/** Where in the rows of people the keyboard is. */
export interface ContactCell {
  readonly row: number;
  readonly column: ContactField;
}

/** The cell in which something happens, by the name of its input. */
export function cellOf(target: EventTarget): ContactCell | null {
  const name = target instanceof HTMLInputElement ? target.name : '';
  const [, row = '', key] = /^contacts\.(\d+)\.(\w+)$/.exec(name) ?? [];
  const column = CONTACT_FIELD_LIST.find(([one]) => one === key)?.[0];
  return column ? { row: Number(row), column } : null;
}
