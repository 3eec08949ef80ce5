import { useState } from 'react';
import { z } from 'zod';
import type { StoredKind } from '../../db/domain/stored-json.ts';
import { useDraft } from './drafts.ts';

/** A text beside a form, such as the reason of a change. */
export const TEXT_DRAFT: StoredKind<string> = { name: 'text_draft', version: 1, schema: z.string() };

/** A text that is kept under `key` while it is typed. One from before counts only where its form goes on (`goesOn`). */
export function useKeptText(key: string, goesOn: boolean) {
  const draft = useDraft(key, TEXT_DRAFT);
  const [typed, setTyped] = useState<string | null>(null);
  return {
    text: typed ?? (goesOn ? draft.value : null) ?? '',
    change: (text: string) => {
      setTyped(text);
      draft.save(text);
    },
    /** Its form is saved or given up. */
    forget: () => {
      setTyped('');
      void draft.discard();
    },
  };
}
