import type { ReadableDb } from '../../connection/handles.ts';
import { CONTACT_FIELD_LIST, CUSTOMER_FIELD_LIST, type CustomerInput } from '../../domain/customer.ts';
import { isEmptyJson } from '../../domain/canonical.ts';
import type { PlainChange } from '../../work/history.ts';
import type { HashVersion } from '../../work/log/keyed-hash.ts';
import type { StoredRecord } from '../../work/records.ts';
import { isDerivedRight } from './derived.ts';
import { catalogueContent } from './record.ts';
import type * as store from './store.ts';
import { iterateWhole, type WholeArchive } from './whole.ts';

/** What an archive has besides what a person enters. */
export type Filed = Pick<store.CustomerRow, 'archive_no' | 'filed_on' | 'version'> &
  Partial<Pick<store.CustomerRow, 'standing' | 'joined_into'>>;

/**
 * The whole of an archive as the log hashes it: the same for an input and for what is read back of it. People go
 * without their numbers, which the database gives, and lists that have no order stand in one. The history is bound by
 * its own digests. Only of one that is no more it says so.
 */
export function contentOf(input: CustomerInput, filed: Filed) {
  return {
    ...catalogueContent(input),
    archiveNo: filed.archive_no,
    filedOn: filed.filed_on,
    version: filed.version,
    ...goneContent(filed),
  };
}

function goneContent({ standing = 'living', joined_into: joinedInto = null }: Filed) {
  return standing === 'living' ? {} : { standing, joinedInto };
}

/** What the first version of hashes knew: the fields of the first format, and what an archive had besides. */
const FIRST_FIELDS = [
  ...CUSTOMER_FIELD_LIST.filter(([, { later }]) => !later).map(([key]) => key),
  ...(['archiveNo', 'filedOn', 'keeperId', 'version'] as const),
];
const FIRST_CONTACT_FIELDS = CONTACT_FIELD_LIST.filter(([, { later }]) => !later).map(([key]) => key);

/** The same as the first version of hashes had it: these fields, empty ones too, with the whole history. */
export function firstContentOf(input: CustomerInput, filed: Filed, history: readonly PlainChange[]) {
  const content = contentOf(input, filed);
  return {
    ...pick(content, FIRST_FIELDS),
    contacts: content.contacts.map((contact) => pick(contact, FIRST_CONTACT_FIELDS)),
    history,
  };
}

/** True when a field holds something that the first version of hashes does not cover: nobody wrote that then. */
function holdsMoreThanFirst(input: CustomerInput, filed: Filed): boolean {
  const { contacts, ...content } = contentOf(input, filed);
  const more = (record: object, known: readonly string[]) =>
    Object.entries(record).some(([field, value]) => !known.includes(field) && !isEmptyJson(value));
  return more(content, FIRST_FIELDS) || contacts.some((contact) => more(contact, FIRST_CONTACT_FIELDS));
}

function pick<Value extends object, Field extends keyof Value>(value: Value, fields: readonly Field[]) {
  return Object.fromEntries(fields.map((field) => [field, value[field]]));
}

/** Every archive as the look at everything compares it, in the order of their ids. */
export function* iterateRecords(db: ReadableDb): Generator<StoredRecord> {
  for (const archive of iterateWhole(db)) yield asRecord(archive);
}

export function asRecord({ row, parts, input }: WholeArchive): StoredRecord {
  const { history, contacts, allPhones } = parts;
  return {
    id: row.id,
    history,
    content: (version, lines) => contentBy(version, input, row, lines),
    isDerivedRight: (exactFrom) => isDerivedRight(input, { row, contacts, allPhones, history }, exactFrom),
  };
}

function contentBy(
  version: HashVersion,
  input: CustomerInput,
  filed: Filed,
  lines: readonly PlainChange[],
): unknown {
  if (version > 1) return contentOf(input, filed);
  return holdsMoreThanFirst(input, filed) ? undefined : firstContentOf(input, filed, lines);
}
