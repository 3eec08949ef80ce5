import type { Handles } from '../../connection/handles.ts';
import { getMeta, setMeta } from '../../connection/meta.ts';
import { phoneKey } from '../../domain/cells/phones.ts';
import type { Registries } from '../../work/registries.ts';
import { indexEntry } from '../search/service.ts';
import * as store from './store.ts';

/** Raised with each change of `phoneKey`. */
const PHONE_KEYS = '2';

/**
 * Brings the digits that stand beside numbers to how this program makes them, with the search entries that hold them:
 * once for a vault, when it is opened, in one transaction.
 */
export function renewPhoneKeys(
  { reader, transaction }: Handles,
  { search }: Pick<Registries, 'search'>,
): void {
  if (getMeta(reader, 'phone_keys') === PHONE_KEYS) return;
  transaction((db) => {
    const customers = new Set<number>();
    for (const { customerId, positionNo, number, digits } of store.listShortenedPhones(db)) {
      const key = phoneKey(number);
      if (key === digits) continue;
      store.updatePhoneDigits(db, { customerId, positionNo, digits: key });
      customers.add(customerId);
    }
    for (const id of customers) indexEntry(db, search, id);
    setMeta(db, 'phone_keys', PHONE_KEYS);
  });
}
