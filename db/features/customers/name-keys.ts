import type { Handles } from '../../connection/handles.ts';
import { getMeta, setMeta } from '../../connection/meta.ts';
import { nameKey } from '../../domain/cells/names.ts';
import * as store from './store.ts';

/** Raised with each change of `nameKey`. */
const NAME_KEYS = '2';
/** Archives looked at together, so that a million of them never stand in memory. */
const PAGE = 5_000;

/** Brings the keys of names to how this program makes them: once for a vault, when it is opened, in one transaction. */
export function renewNameKeys({ reader, transaction }: Handles): void {
  if (getMeta(reader, 'name_keys') === NAME_KEYS) return;
  transaction((db) => {
    let after = 0;
    for (;;) {
      const page = store.listNameKeys(db, after, PAGE);
      for (const { id, name, key } of page) {
        const made = nameKey(name);
        if (made !== key) store.updateNameKey(db, id, made);
        after = id;
      }
      if (page.length < PAGE) break;
    }
    setMeta(db, 'name_keys', NAME_KEYS);
  });
}
