import { CONTACT_FIELD_LIST, CUSTOMER_FIELD_LIST } from '../../domain/customer.ts';
import type { TextField } from '../../domain/customer-list.ts';
import type { SearchAs } from '../../domain/fields.ts';
import type { SourceText, TextKind } from '../../work/search-source.ts';
import type { ContactRow, CustomerRow } from './store.ts';

const KINDS: Readonly<Record<SearchAs, TextKind>> = {
  name: 'company',
  person: 'person',
  text: 'words',
  code: 'code',
  phone: 'phone',
};

/** How a text of a field is found; who may see it follows from the field. */
export interface Searched {
  readonly field: TextField;
  readonly kind: TextKind;
  readonly open: boolean;
}

const SEARCHED = CUSTOMER_FIELD_LIST.flatMap(([key, field]) =>
  field.search === undefined ? [] : [{ key, field, kind: KINDS[field.search], open: field.open ?? false }],
);

/** Texts that are columns of the customer; the name is the title of its entry. */
export const SEARCHED_COLUMNS = SEARCHED.flatMap(({ key, field, kind, open }) =>
  'column' in field && key !== 'name'
    ? [{ field: key, kind, open, column: field.column as keyof CustomerRow }]
    : [],
);

/** Texts that stand in sets of their own, by the key of the set. */
export const SEARCHED_SETS: ReadonlyMap<string, Searched> = new Map(
  SEARCHED.flatMap(({ key, field, kind, open }) =>
    field.kind === 'texts' && kind !== 'phone' ? [[key, { field: key, kind, open }] as const] : [],
  ),
);

/** Texts that are columns of a contact; numbers stand in the table of phones. */
export const SEARCHED_IN_CONTACTS = CONTACT_FIELD_LIST.flatMap(([key, field]) => {
  if (field.search === undefined || field.search === 'phone' || !('column' in field)) return [];
  const as: TextField = key === 'name' ? 'contacts' : `contacts.${key}`;
  return [{ field: as, kind: KINDS[field.search], open: false, column: field.column as keyof ContactRow }];
});

/** Names before other texts and numbers; of what readers alone see numbers come first. */
const PLACES: readonly TextKind[] = ['company', 'words', 'code', 'phone', 'person'];
const CLOSED_PLACES: readonly TextKind[] = ['code', 'phone', 'person', 'company', 'words'];

/** In which a list says where a text was found. */
export const TEXT_FIELD_ORDER: readonly TextField[] = [
  'name',
  ...inOrder(
    SEARCHED.filter(({ key, open }) => open && key !== 'name').map(({ key, kind }) => ({ field: key, kind })),
    PLACES,
  ),
  'archiveNo',
  ...inOrder(
    [
      ...SEARCHED.filter(({ open }) => !open).map(({ key, kind }) => ({ field: key, kind })),
      ...SEARCHED_IN_CONTACTS,
    ],
    CLOSED_PLACES,
  ),
];

function inOrder(
  texts: ReadonlyArray<Pick<Searched, 'field' | 'kind'>>,
  places: readonly TextKind[],
): TextField[] {
  return texts.toSorted((a, b) => places.indexOf(a.kind) - places.indexOf(b.kind)).map(({ field }) => field);
}

/** Adds a text as search takes it, if there is one. */
export function addText(texts: SourceText[], { field, kind, open }: Searched, text: unknown): void {
  if (typeof text !== 'string' || text === '') return;
  texts.push(open ? { field, kind, text, open } : { field, kind, text });
}
