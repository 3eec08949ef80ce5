import { hashKey } from '@tanstack/react-query';
import { useState } from 'react';
import { NOTHING_SELECTED, type Selection } from '../../components/list/selection.ts';
import type { ViewInput } from './list-query.ts';

/** What is ticked in a list. Of a list that was selected as a whole nothing is, once it is another list. */
export function useSelection(view: ViewInput): [Selection, (selection: Selection) => void] {
  const listed = hashKey([view]);
  const [held, setHeld] = useState({ listed, selection: NOTHING_SELECTED });
  const isOther = held.listed !== listed && held.selection.kind === 'all';
  if (isOther) setHeld({ listed, selection: NOTHING_SELECTED });
  return [isOther ? NOTHING_SELECTED : held.selection, (selection) => setHeld({ listed, selection })];
}
