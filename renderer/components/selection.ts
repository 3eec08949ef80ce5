import type { GridRowId } from '@mui/x-data-grid';

/** What is ticked in a list: some rows by their ids, or all that the list has but those that were un-ticked. */
export type Selection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<GridRowId> }
  | { readonly kind: 'all'; readonly except: ReadonlySet<GridRowId> };

export const NOTHING_SELECTED: Selection = { kind: 'some', ids: new Set() };
export const ALL_SELECTED: Selection = { kind: 'all', except: new Set() };

export function isSelected(selection: Selection, id: GridRowId): boolean {
  return selection.kind === 'all' ? !selection.except.has(id) : selection.ids.has(id);
}

/** With a row ticked that was not, or the other way round. */
export function toggled(selection: Selection, id: GridRowId): Selection {
  const next = new Set(selection.kind === 'all' ? selection.except : selection.ids);
  if (!next.delete(id)) next.add(id);
  return selection.kind === 'all' ? { kind: 'all', except: next } : { kind: 'some', ids: next };
}

/** As a grid leaves it that knows the rows at hand alone: of those, `ticked` are ticked; the others stay as they are. */
export function retickedAmong(
  selection: Selection,
  held: readonly GridRowId[],
  ticked: ReadonlySet<GridRowId>,
): Selection {
  if (selection.kind === 'some') return { kind: 'some', ids: ticked };
  const except = new Set(selection.except);
  for (const id of held)
    if (ticked.has(id)) except.delete(id);
    else except.add(id);
  return { kind: 'all', except };
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
