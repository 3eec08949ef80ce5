import type { CustomerInput } from '../../domain/customer.ts';
import { AppError } from '../../domain/errors.ts';
import type { WritableDb } from '../../connection/handles.ts';
import type { RecordKind } from '../../work/records.ts';
import { indexEntry } from '../search/service.ts';
import { contentOf, firstContentOf } from './fingerprint.ts';
import { diffInputs, readInput, replaceParts, toColumns } from './record.ts';
import { removeUnusedShelf, takeShelf } from './shelf-store.ts';
import * as store from './store.ts';

/** Customers as records: how `saveRecord` reads, compares, writes and hashes one. */
export const customerKind: RecordKind<store.CustomerRow, CustomerInput> = {
  kind: 'customer',
  subject: 'customers',
  history: store.customerHistory,
  read: readInput,
  write(db, row, { value, changed, at }) {
    if (row.standing !== 'living') throw new Error('an archive that is no more');
    const { archive_no, series_id, serial, filed_on, created_at } = row;
    const shelf_id = changed.has('shelf') ? takeShelf(db, value.shelf) : row.shelf_id;
    const kept = { archive_no, series_id, serial, filed_on, shelf_id, created_at, updated_at: at };
    if (store.updateCustomer(db, row, toColumns(value, kept)).changes !== 1) return false;
    if (row.shelf_id !== null && row.shelf_id !== shelf_id) removeUnusedShelf(db, row.shelf_id);
    assertOwnContacts(db, row.id, value);
    replaceParts(db, row.id, value, changed);
    return true;
  },
  differences: diffInputs,
  content: (row, value) => contentOf(value, row),
  firstContent: (row, value, history) => firstContentOf(value, row, history),
  secrecy: ({ secrecy }) => secrecy,
  guarded: ({ secrecy, secrecyUntil, responsibleId, keeperId }) => ({
    secrecy,
    secrecyUntil,
    responsibleId,
    keeperId,
  }),
  index: (db, { search }, id) => indexEntry(db, search, id),
};

/** A contact's id is kept through an edit; one of another customer, or one named twice, is not accepted. */
function assertOwnContacts(db: WritableDb, customerId: number, input: CustomerInput): void {
  const own = new Set(store.listContacts(db, customerId).map((contact) => contact.id));
  for (const { id } of input.contacts)
    if (id !== undefined && !own.delete(id)) throw new AppError('customers.unknown_contact');
}
