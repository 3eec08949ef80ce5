import { useMemo } from 'react';
import { useKeptDrafts } from '../../lib/drafts.ts';

const EDITS = 'customers.edit.';

/** The archives of which this person has typed something and not saved it, in the whole form or in place. */
export function useUnsavedCustomers(): ReadonlySet<number> {
  // Compared as text, so that what is made of it is made anew only when it changes.
  const ids = [...new Set((useKeptDrafts(EDITS) ?? []).map(idOf))].join();
  return useMemo(() => new Set(ids === '' ? [] : ids.split(',').map(Number)), [ids]);
}

/** What this person has typed and not saved of one archive: null for nothing. */
export function useUnsaved(id: number): 'form' | 'in_place' | null {
  const kept = (useKeptDrafts(EDITS) ?? []).filter((name) => idOf(name) === id);
  if (kept.length === 0) return null;
  return kept.includes(String(id)) ? 'form' : 'in_place';
}

const idOf = (name: string): number => Number(name.split('.')[0]);

/** Where a draft of a customer goes on, by the key under which it is kept; null for a draft of something else. */
export function wayTo(key: string): { readonly to: string; readonly kind: 'edit' | 'new' | 'filing' } | null {
  const [, id, field] = /^customers\.edit\.(\d+)(\.\w+)?$/.exec(key) ?? [];
  if (id !== undefined) return { to: field ? `/customers/${id}` : `/customers/${id}/edit`, kind: 'edit' };
  if (key === 'customers.new') return { to: '/customers/new', kind: 'new' };
  const [, filing] = /^filings\.(?:accept\.)?(new|\d+)$/.exec(key) ?? [];
  return filing === undefined ? null : { to: `/filings/${filing}`, kind: 'filing' };
}
