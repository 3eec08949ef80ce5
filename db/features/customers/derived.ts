import { nameKey } from '../../domain/cells/names.ts';
import { completeness, type CustomerInput } from '../../domain/customer.ts';
import type { Change } from '../../work/history.ts';
import { nameSortKey } from '../search/service.ts';
import { phonesOf } from './record.ts';
import type { ContactRow, CustomerRow, StoredPhone } from './store.ts';

/** How far apart the time of a line of history and of its row may be where both looked at the clock. */
const MOMENT_MS = 60_000;

/** What is stored of an archive besides what a person entered. */
export interface StoredBeside {
  readonly row: CustomerRow;
  readonly contacts: readonly ContactRow[];
  readonly allPhones: readonly StoredPhone[];
  readonly history: readonly Change[];
}

/**
 * What follows from the content and the history of an archive is stored as this program makes it: the keys of its name,
 * its completeness, the digits of its numbers, the order of its people, when it was filed and last changed. Times are
 * compared to the millisecond where they are later than `exactFrom`.
 */
export function isDerivedRight(input: CustomerInput, stored: StoredBeside, exactFrom: number): boolean {
  const { row, contacts, allPhones } = stored;
  return (
    row.name_key === nameKey(input.name) &&
    row.name_sort === nameSortKey(input.name) &&
    row.completeness === completeness(input) &&
    contacts.every(({ position_no: no }, index) => no === index + 1) &&
    areSamePhones(allPhones, phonesOf(input)) &&
    areTimesRight(stored, exactFrom)
  );
}

function areSamePhones(stored: readonly StoredPhone[], made: readonly StoredPhone[]): boolean {
  return (
    stored.length === made.length &&
    made.every(({ positionNo, number, digits, contactId }, index) => {
      const found = stored[index];
      return (
        found?.positionNo === positionNo &&
        found.number === number &&
        found.digits === digits &&
        found.contactId === contactId
      );
    })
  );
}

function areTimesRight({ row, history }: StoredBeside, exactFrom: number): boolean {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last) return true;
  const isAt = (time: number, line: Change) =>
    Math.abs(time - line.at) <= (line.at > exactFrom ? 0 : MOMENT_MS);
  return (first.field !== 'filed' || isAt(row.created_at, first)) && isAt(row.updated_at, last);
}
