import { useState } from 'react';
import { z } from 'zod';
import { OTHER } from '../../db/domain/reasons.ts';
import type { StoredKind } from '../../db/domain/stored-json.ts';
import { useDraft } from './drafts.ts';

/** A reason that is being given; null while nothing is chosen. */
export interface TypedReason {
  readonly choice: string | null;
  readonly text: string;
}

const NOTHING: TypedReason = { choice: null, text: '' };

/** The reason of a change, beside its form. It was a text alone before there were choices. */
export const REASON_DRAFT: StoredKind<TypedReason> = {
  name: 'reason_draft',
  version: 2,
  schema: z.strictObject({ choice: z.string().nullable(), text: z.string() }),
  upgraders: { 1: (value) => (typeof value === 'string' ? { choice: OTHER, text: value } : value) },
};

/** A reason that is kept under `key` while it is given. One from before counts only where its form goes on (`goesOn`). */
export function useKeptReason(key: string, goesOn: boolean) {
  const draft = useDraft(key, REASON_DRAFT);
  const [typed, setTyped] = useState<TypedReason | null>(null);
  const given = typed ?? (goesOn ? draft.value : null) ?? NOTHING;
  return {
    given,
    change: (part: Partial<TypedReason>) => {
      const next = { ...given, ...part };
      setTyped(next);
      draft.save(next);
    },
    /** Its form is saved or given up. */
    forget: () => {
      setTyped(NOTHING);
      void draft.discard();
    },
  };
}
