import { useLayoutEffect, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { Paging } from './data-list-footer.tsx';
import type { ListRow, RowId } from './list-column.ts';
import { ALL_SELECTED, isSelected, NOTHING_SELECTED, withTicked, type Selection } from './selection.ts';
import { isSelectAll } from './use-select-all.ts';

/** The head of the list, above its first row. */
export const HEAD = -1;

interface Keyed<Row> extends Pick<Paging, 'hasNext' | 'hasPrevious' | 'onNext' | 'onPrevious'> {
  readonly rowAt: (index: number) => Row | undefined;
  /** Where a row is that is held. */
  readonly indexOf: (id: RowId) => number | undefined;
  readonly count: number;
  /** Columns from left to right. */
  readonly fields: readonly string[];
  /** The first row that is seen, and how many are seen whole. */
  readonly first: number;
  readonly page: number;
  /** Places are those in the whole list, not among the rows that are held. */
  readonly isLong: boolean;
  readonly listed?: string | undefined;
  readonly reveal: (index: number, field: string) => void;
  /** Enter or Space in the head. */
  readonly onHead: (field: string) => void;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly onMenu?: ((row: Row, at: { left: number; top: number }) => void) | undefined;
  readonly isUnread: (row: Row | undefined) => boolean;
  readonly selected?: Selection | undefined;
  readonly onSelect?: ((selected: Selection) => void) | undefined;
}

/** The cell that the keys go by; `id`: the row that was there, which it follows when the list changes under it. */
interface ActiveCell {
  readonly index: number;
  readonly field: string | undefined;
  readonly id: RowId | undefined;
}

type ListKeyEvent = KeyboardEvent<HTMLElement>;

/** What has keys of its own in a cell. */
const OWN_KEYS = 'a, button, input:not([type=checkbox])';

/** A cell as it stands in the window. */
export function cellAt(root: HTMLElement | null, index: number, field: string): HTMLElement | null {
  const cells = root?.querySelectorAll<HTMLElement>(`[data-rowindex="${index}"] > [data-field]`) ?? [];
  return [...cells].find((cell) => cell.dataset.field === field) ?? null;
}

/** The cell in which something happened; undefined for what is none of the list's. */
export function placeOf(target: EventTarget): { index: number; field: string } | undefined {
  const cell =
    target instanceof Element ? target.closest<HTMLElement>('[data-rowindex] > [data-field]') : null;
  const row = cell?.parentElement;
  const field = cell?.dataset.field;
  return row && field !== undefined ? { index: Number(row.dataset.rowindex), field } : undefined;
}

/**
 * The keys of a grid (ARIA's pattern): one cell has the focus, arrows, Home, End and pages move it. Enter opens, Space
 * ticks, Shift with an arrow ticks on, Ctrl+A ticks the whole list, the menu key says what can be done; in the head
 * Enter sorts and Space ticks all. At the edge of the held rows they ask for the page beyond.
 */
export function useListKeys<Row extends ListRow>(root: RefObject<HTMLElement | null>, list: Keyed<Row>) {
  const [active, setActive] = useState<ActiveCell>({ index: 0, field: undefined, id: undefined });
  const [listed, setListed] = useState(list.listed);
  if (listed !== list.listed) {
    setListed(list.listed);
    if (active.index !== HEAD) setActive({ index: 0, field: active.field, id: list.rowAt(0)?.id });
  }
  const index = active.index === HEAD ? HEAD : placeNow(active, list);
  const [firstField = ''] = list.fields;
  const field = active.field !== undefined && list.fields.includes(active.field) ? active.field : firstField;

  const [isFocused, setIsFocused] = useState(false);
  // The cell with the focus may have gone away with its column, or its row may stand elsewhere.
  useLayoutEffect(() => {
    const focused = document.activeElement;
    if (!isFocused || !focused) return;
    const isElsewhere = root.current?.contains(focused) && (placeOf(focused)?.index ?? index) !== index;
    if (focused === document.body || isElsewhere)
      cellAt(root.current, index, field)?.focus({ preventScroll: true });
  });

  const goTo = (to: number, by: string) => {
    const wanted = clamp(to, HEAD, Math.max(0, list.count - 1));
    flushSync(() => {
      setActive({ index: wanted, field: by, id: list.rowAt(wanted)?.id });
      list.reveal(wanted, by);
    });
    cellAt(root.current, wanted, by)?.focus({ preventScroll: true });
  };

  const onKeyDown = (event: ListKeyEvent) => {
    const { target } = event;
    if (event.nativeEvent.isComposing || (target instanceof Element && target.matches(OWN_KEYS))) return;
    const to = movedTo(event, { index, field }, list);
    if (to) {
      event.preventDefault();
      askBeyond(event.key, index, list);
      if (event.shiftKey && index !== HEAD && to.index !== index) tickBetween(index, to.index, list);
      goTo(to.index, to.field);
    } else if (index === HEAD) {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      list.onHead(field);
    } else {
      const row = list.rowAt(index);
      doWith(event, list.isUnread(row) ? undefined : row, list);
    }
  };

  const onFocus = ({ target }: FocusEvent<HTMLElement>) => {
    setIsFocused(true);
    const at = placeOf(target);
    if (at && (at.index !== index || at.field !== field)) setActive({ ...at, id: list.rowAt(at.index)?.id });
  };
  const onBlur = ({ target, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (root.current?.contains(relatedTarget)) return;
    // A cell that goes away takes the focus with it, and the list still has it.
    queueMicrotask(() => {
      // A window that is left keeps its focus for the return.
      if (target.isConnected && document.activeElement !== target) setIsFocused(false);
    });
  };
  return { active: { index, field }, isFocused, on: { onKeyDown, onFocus, onBlur } };
}

/** Where the row of the active cell is now; where it has gone, its place, or one in sight. */
function placeNow<Row>({ index, id }: ActiveCell, list: Keyed<Row>): number {
  const followed = id === undefined ? undefined : list.indexOf(id);
  if (followed !== undefined) return followed;
  const place = clamp(index, 0, Math.max(0, list.count - 1));
  return id === undefined || list.isLong ? place : clamp(place, list.first, list.first + list.page - 1);
}

export const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));

/** Where a key leads from a cell; undefined for keys that lead nowhere. */
function movedTo<Row>(
  { key, ctrlKey, metaKey, altKey }: ListKeyEvent,
  from: { readonly index: number; readonly field: string },
  { fields, count, page }: Keyed<Row>,
): { index: number; field: string } | undefined {
  const far = ctrlKey || metaKey;
  // Ctrl with an arrow opens the archive beside the one that is open.
  if (altKey || (far && key.startsWith('Arrow'))) return undefined;
  const at = fields.indexOf(from.field);
  const beside = (column: number) => ({ index: from.index, field: fields[column] ?? from.field });
  const along = (index: number) => ({ index: Math.min(index, count - 1), field: from.field });
  switch (key) {
    case 'ArrowDown':
      return along(from.index + 1);
    case 'ArrowUp':
      return along(from.index - 1);
    case 'ArrowLeft':
      return beside(Math.max(0, at - 1));
    case 'ArrowRight':
      return beside(at + 1);
    case 'PageDown':
      return along(from.index + page);
    case 'PageUp':
      return along(from.index === HEAD ? HEAD : Math.max(0, from.index - page));
    case 'Home':
      return far ? { index: 0, field: fields[0] ?? from.field } : beside(0);
    case 'End':
      return far ? { index: count - 1, field: fields.at(-1) ?? from.field } : beside(fields.length - 1);
    default:
      return undefined;
  }
}

function askBeyond<Row>(key: string, index: number, list: Keyed<Row>): void {
  if (key === 'ArrowDown' && index === list.count - 1 && list.hasNext) list.onNext?.();
  else if (key === 'ArrowUp' && index === 0 && list.hasPrevious) list.onPrevious?.();
}

function tickBetween<Row extends ListRow>(from: number, to: number, list: Keyed<Row>): void {
  const { selected = NOTHING_SELECTED } = list;
  list.onSelect?.(withTicked(selected, idsBetween(from, to, list), true));
}

/** The rows from one to another, both with them; where one of them is not read yet, the last alone. */
export function idsBetween<Row extends ListRow>(
  from: number,
  to: number,
  { rowAt, isUnread }: Pick<Keyed<Row>, 'rowAt' | 'isUnread'>,
): RowId[] {
  const isHeld = rowAt(from) !== undefined && rowAt(to) !== undefined;
  const length = isHeld ? Math.abs(to - from) + 1 : 0;
  const rows = Array.from({ length }, (_value, at) => rowAt(Math.min(from, to) + at));
  const read = rows.some(isUnread) || !isHeld ? [rowAt(to)] : rows;
  return read.flatMap((row) => (row && !isUnread(row) ? [row.id] : []));
}

/** What a key does with a row; `row`: undefined for one that is not read yet. */
function doWith<Row extends ListRow>(event: ListKeyEvent, row: Row | undefined, list: Keyed<Row>): void {
  const { key } = event;
  if (key === 'Enter' && list.onOpen) {
    event.preventDefault();
    if (row) list.onOpen(row);
  } else if (key === ' ' && list.onSelect) {
    event.preventDefault();
    const selected = list.selected ?? NOTHING_SELECTED;
    if (row) list.onSelect(withTicked(selected, [row.id], !isSelected(selected, row.id)));
  } else if (isSelectAll(event) && list.onSelect) {
    event.preventDefault();
    list.onSelect(ALL_SELECTED);
  } else if (isMenuKey(event) && list.onMenu) {
    event.preventDefault();
    const { left, bottom } = event.target instanceof Element ? event.target.getBoundingClientRect() : NOWHERE;
    if (row) list.onMenu(row, { left, top: bottom });
  }
}

const NOWHERE = { left: 0, bottom: 0 };

const isMenuKey = ({ key, shiftKey }: ListKeyEvent) => key === 'ContextMenu' || (key === 'F10' && shiftKey);
