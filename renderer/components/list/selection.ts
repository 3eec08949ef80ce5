import type { RowId } from './list-column.ts';

/** What is ticked in a list: some rows by their ids, or all that the list has but those that were un-ticked. */
export type Selection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<RowId> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<RowId> };

export const NOTHING_SELECTED: Selection = { kind: 'some', ids: new Set() };
export const ALL_SELECTED: Selection = { kind: 'all', except: new Set() };

export function isSelected(selection: Selection, id: RowId): boolean {
  return selection.kind === 'all' ? !selection.except.has(id) : selection.ids.has(id);
}

/** With rows ticked or not, whatever they were before; the others stay as they are. */
export function withTicked(selection: Selection, ids: readonly RowId[], isTicked: boolean): Selection {
  const next = new Set(selection.kind === 'all' ? selection.except : selection.ids);
  const isNamed = isTicked === (selection.kind === 'some');
  for (const id of ids)
    if (isNamed) next.add(id);
    else next.delete(id);
  return selection.kind === 'all' ? { kind: 'all', except: next } : { kind: 'some', ids: next };
}

/** How many rows are ticked of a list of `total`. */
export function countSelected(selection: Selection, total: number): number {
  return selection.kind === 'all' ? Math.max(0, total - selection.except.size) : selection.ids.size;
}

/** What the box in the head of the list shows. */
export function headOf(selection: Selection, total: number): 'all' | 'some' | 'none' {
  if (countSelected(selection, total) === 0) return 'none';
  return selection.kind === 'all' && selection.except.size === 0 ? 'all' : 'some';
}
