import { useState } from 'react';
import { z } from 'zod';
import type { StoredKind } from '../../../db/domain/stored-json.ts';
import { useDraft } from '../../lib/drafts.ts';
import { rebaseRows, sameRows, type ListRow } from './list-rows.ts';

const rowsSchema = z.array(
  z.strictObject({
    key: z.string(),
    code: z.string().exactOptional(),
    labelZh: z.string(),
    labelEn: z.string(),
    active: z.boolean(),
  }),
);
const editedSchema = z.strictObject({ rows: rowsSchema, base: rowsSchema });
/** Rows as a person has arranged them, and what was saved when that began. */
type Edited = z.infer<typeof editedSchema>;

const plain = (rows: readonly ListRow[]) => rows.map((row) => ({ ...row }));

/** A list that is half arranged. */
export const LIST_DRAFT: StoredKind<Edited> = { name: 'list_draft', version: 1, schema: editedSchema };

/** Where lists that are half arranged are kept, one draft each. */
export const LIST_DRAFTS = 'lists.edit.';

/**
 * The rows of a list while they are being arranged: kept as a draft until they are saved or given up, and following
 * what others save meanwhile. `undefined` while the draft is being read.
 */
export function useEditedRows(list: string, saved: readonly ListRow[]) {
  const draft = useDraft(`${LIST_DRAFTS}${list}`, LIST_DRAFT);
  const [edited, setEdited] = useState<Edited | null>();
  const [isRestored, setRestored] = useState(false);
  if (edited === undefined && draft.value !== undefined) {
    setEdited(draft.value);
    setRestored(draft.value !== null);
  }
  if (edited === undefined) return undefined;
  const rows = edited ? rebaseRows(edited.base, edited.rows, saved) : saved;
  const giveUp = () => {
    setEdited(null);
    setRestored(false);
    void draft.discard();
  };
  return {
    rows,
    isDirty: !sameRows(rows, saved),
    /** What is shown was typed before and not saved. */
    isRestored,
    change: (next: readonly ListRow[]) => {
      if (sameRows(next, saved)) return giveUp();
      const now = { rows: plain(next), base: plain(saved) };
      setEdited(now);
      return draft.save(now);
    },
    /** Shows what is saved. */
    giveUp,
  };
}
