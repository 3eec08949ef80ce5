import { Box } from '@mui/material';
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type MouseEvent,
  type RefObject,
} from 'react';
import { useTranslation } from 'react-i18next';
import { useStable } from '../../lib/use-stable.ts';
import type { DataListProps, Sort } from './data-list.tsx';
import { dataListStyle, ROW_HEIGHT } from './data-list-style.ts';
import { fitColumns, widthOf } from './fit-columns.ts';
import type { ListColumn, ListRow, RowId } from './list-column.ts';
import { ListHead } from './list-head.tsx';
import { ListLine, TICKS, type CellColumn } from './list-row.tsx';
import { ALL_SELECTED, headOf, isSelected, NOTHING_SELECTED, withTicked } from './selection.ts';
import { Tick } from './tick.tsx';
import type { useListColumns } from './use-list-columns.ts';
import { cellAt, clamp, HEAD, idsBetween, placeOf, useListKeys } from './use-list-keys.ts';
import { spanOf, useListScroll } from './use-list-scroll.ts';

/** Lines that stand for a list that is being read. */
const WAITING_LINES = 12;

interface ListGridProps<Row extends ListRow> {
  readonly list: DataListProps<Row>;
  readonly columns: ReturnType<typeof useListColumns<Row>>;
}

/**
 * The grid of a `DataList` (ARIA's pattern). All it draws are the rows that are seen, as plain elements, each known by
 * its place in the list: other rows in the same places change words alone. A key in a search box is seen within a tenth
 * of a second that way.
 */
export function ListGrid<Row extends ListRow>({ list, columns }: ListGridProps<Row>) {
  const { t } = useTranslation();
  const { rows, selected = NOTHING_SELECTED, openId, isBlank } = list;
  const selects = list.onSelect !== undefined;
  const { scroller: root, layer, reveal: revealRow, ...scroll } = useListScroll(list);
  const { count, held, first, drawn, isLong } = scroll;
  const before = isLong ? 0 : (list.firstIndex ?? 0);
  const { cells, width, onWidth } = useCells(columns, selects, scroll.width);
  const rowAt = useCallback((index: number) => rows[index - held], [rows, held]);
  const places = useMemo(() => new Map(rows.map(({ id }, at) => [id, held + at])), [rows, held]);
  const isUnread = (row: Row | undefined) => row === undefined || (isBlank?.(row) ?? false);

  const head = headOf(selected, list.total ?? rows.length);
  const tickAll = () => list.onSelect?.(head === 'all' ? NOTHING_SELECTED : ALL_SELECTED);
  const onHead = (field: string) => {
    if (field === TICKS) tickAll();
    else if (cells.some(({ column }) => column.field === field && column.sortable))
      list.onSort?.(nextSort(field, list.sort));
  };
  const reveal = (index: number, field: string) => {
    if (index !== HEAD) revealRow(index);
    const at = cells.find(({ column }) => column.field === field);
    if (at) revealColumn(root.current, at.left, at.width);
  };
  const { active, isFocused, on } = useListKeys<Row>(root, {
    ...list,
    rowAt,
    isUnread,
    indexOf: (id) => places.get(id),
    count,
    fields: useMemo(() => cells.map(({ column }) => column.field), [cells]),
    first,
    page: Math.max(1, drawn - 2),
    isLong,
    reveal,
    onHead,
  });
  const clicks = useClicks(root, { list, rowAt, indexOf: (id) => places.get(id), isUnread, onHead });
  useCopyCell(root);
  useOpenInSight(openId, places, revealRow);

  const waits = (list.loading ?? false) && rows.length === 0;
  const last = Math.min(waits ? WAITING_LINES : count, first + drawn);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_value, at) => first + at);
  // The cell with the focus stays, wherever the list is scrolled to: keys go on from there.
  const isApart = isFocused && active.index !== HEAD && !shown.includes(active.index);
  if (isApart && active.index < first) shown.unshift(active.index);
  else if (isApart) shown.push(active.index);
  // The tabulator leads to what is seen.
  const tabIndex = active.index === HEAD || isFocused ? active.index : clamp(active.index, first, last - 2);
  const line = (index: number) => {
    const known = rowAt(index);
    const row = isUnread(known) ? undefined : known;
    const isTicked = selects ? row !== undefined && isSelected(selected, row.id) : undefined;
    return (
      <ListLine
        key={index}
        row={row}
        index={index}
        before={before}
        columns={cells}
        apart={isApart && index === active.index ? (index - first) * ROW_HEIGHT : undefined}
        tabField={index === tabIndex ? active.field : undefined}
        isOpen={openId !== undefined && row?.id === openId}
        isTicked={isTicked}
        tickName={t(isTicked ? 'common:list.unselect_row' : 'common:list.select_row')}
      />
    );
  };
  return (
    <Box
      ref={root}
      role="grid"
      aria-label={list.label}
      aria-rowcount={list.total === undefined && (list.hasNext || before > 0) ? -1 : before + count + 1}
      aria-colcount={cells.length}
      aria-multiselectable={selects || undefined}
      aria-busy={waits}
      className={list.onOpen && 'kd-opens'}
      sx={dataListStyle}
      {...clicks}
      {...on}
    >
      <div className="kd-span" style={{ height: spanOf(count), minWidth: width }}>
        <div className="kd-view">
          <ListHead
            columns={cells}
            sort={list.sort}
            tabField={active.index === HEAD ? active.field : undefined}
            tick={<HeadTick state={head} />}
            onWidth={onWidth}
          />
          <div className="kd-body">
            <div ref={layer} className="kd-layer">
              {shown.map(line)}
            </div>
          </div>
          {count === 0 && !waits && <p className="kd-nothing">{t('common:list.nothing')}</p>}
        </div>
      </div>
    </Box>
  );
}

function HeadTick({ state }: { state: ReturnType<typeof headOf> }) {
  const { t } = useTranslation();
  return (
    <Tick
      aria-label={t(state === 'all' ? 'common:list.unselect_all' : 'common:list.select_all')}
      checked={state === 'all'}
      indeterminate={state === 'some'}
      tabIndex={-1}
      readOnly
    />
  );
}

type PlacedCell<Row> = CellColumn<Row> & { readonly left: number; readonly width: number };

/** The columns as they are drawn, ticks before them; while an edge is dragged its column has the width of the moment. */
function useCells<Row extends ListRow>(
  columns: ReturnType<typeof useListColumns<Row>>,
  selects: boolean,
  room: number,
) {
  const { t } = useTranslation();
  const [dragged, setDragged] = useState<{ field: string; width: number } | null>(null);
  const ticks = t('common:list.select');
  const fitted = useMemo(() => {
    const sized = columns.shown.map((column): ListColumn<Row> => {
      if (column.field !== dragged?.field) return column;
      const { flex: _flex, ...rest } = column;
      return { ...rest, width: dragged.width };
    });
    const ticked: ListColumn<Row> = { field: TICKS, title: ticks, width: 48, className: 'kd-ticks' };
    return fitColumns(selects ? [ticked, ...sized] : sized, room);
  }, [columns.shown, dragged, selects, ticks, room]);
  const cells = useMemo(
    () =>
      fitted.map(({ column, left, width }): PlacedCell<Row> => ({
        column,
        left,
        width,
        className: ['kd-cell', column.className, column.align === 'right' && 'kd-right']
          .filter(Boolean)
          .join(' '),
        style: { left, width },
      })),
    [fitted],
  );
  const onWidth = useStable((field: string, width: number | null, isDone: boolean) => {
    setDragged(isDone || width === null ? null : { field, width });
    if (isDone && width !== null) columns.onWidth(field, width);
  });
  return { cells, width: widthOf(fitted), onWidth };
}

interface Clicked<Row extends ListRow> {
  readonly list: DataListProps<Row>;
  readonly rowAt: (index: number) => Row | undefined;
  readonly indexOf: (id: RowId) => number | undefined;
  readonly isUnread: (row: Row | undefined) => boolean;
  readonly onHead: (field: string) => void;
}

/** A click opens, and sorts in the head; in the column of ticks it ticks, with Shift from the row ticked before on. */
function useClicks<Row extends ListRow>(root: RefObject<HTMLElement | null>, clicked: Clicked<Row>) {
  const { list, rowAt, indexOf, isUnread, onHead } = clicked;
  const pressed = useRef<RowId | undefined>(undefined);
  const before = useRef<RowId | undefined>(undefined);
  const tick = (index: number, id: RowId, isRange: boolean) => {
    const selected = list.selected ?? NOTHING_SELECTED;
    const from = isRange && before.current !== undefined ? indexOf(before.current) : undefined;
    before.current = id;
    const ids = idsBetween(from ?? index, index, { rowAt, isUnread });
    list.onSelect?.(withTicked(selected, ids, !isSelected(selected, id)));
  };
  const onMouseDown = (event: MouseEvent) => {
    const at = placeOf(event.target);
    pressed.current = at && rowAt(at.index)?.id;
    if (at?.field !== TICKS) return;
    // The cell has the focus, not the box: keys of the program go on, and Shift marks no words.
    event.preventDefault();
    cellAt(root.current, at.index, TICKS)?.focus({ preventScroll: true });
  };
  const onClick = (event: MouseEvent) => {
    const at = placeOf(event.target);
    // The label around a tick passes each click on to it.
    const isTwice = at?.field === TICKS && !(event.target instanceof HTMLInputElement);
    if (isTwice) return;
    if (at?.index === HEAD) return onHead(at.field);
    const index = at?.index ?? lineOf(event.target);
    const row = index === undefined ? undefined : rowAt(index);
    if (index === undefined || !row || isUnread(row)) return;
    // Other rows may have come between pressing and letting go.
    if (at && pressed.current !== undefined && pressed.current !== row.id) return;
    if (at?.field === TICKS) tick(index, row.id, event.shiftKey);
    // Whoever marks words wants to copy them.
    else if (document.getSelection()?.type !== 'Range') list.onOpen?.(row);
  };
  return { onMouseDown, onClick };
}

/** The place of a row, for what is right of its last cell. */
function lineOf(target: EventTarget): number | undefined {
  const line = target instanceof Element ? target.closest<HTMLElement>('.kd-row') : null;
  return line ? Number(line.dataset.rowindex) : undefined;
}

/** The row of what is open is seen when it is opened. */
function useOpenInSight(openId: RowId | undefined, places: ReadonlyMap<RowId, number>, reveal: Reveal): void {
  const show = useEffectEvent((id: RowId | undefined) => {
    const index = id === undefined ? undefined : places.get(id);
    if (index !== undefined) reveal(index);
  });
  useEffect(() => show(openId), [openId]);
}

type Reveal = (index: number) => void;

/** Where no words are marked, what stands in the cell with the focus is copied. */
function useCopyCell(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const cell = document.activeElement?.closest('[role=gridcell]');
      if (!cell || !root.current?.contains(cell) || document.getSelection()?.type === 'Range') return;
      event.clipboardData?.setData('text/plain', cell.textContent);
      event.preventDefault();
    };
    // Without words that are marked the event is nobody's but the page's.
    document.addEventListener('copy', onCopy);
    return () => document.removeEventListener('copy', onCopy);
  }, [root]);
}

/** Scrolls sideways no further than it takes. */
function revealColumn(scroller: HTMLElement | null, left: number, width: number): void {
  if (!scroller) return;
  const { scrollLeft, clientWidth } = scroller;
  if (left < scrollLeft) scroller.scrollLeft = left;
  else if (left + width > scrollLeft + clientWidth) scroller.scrollLeft = left + width - clientWidth;
}

/** Up, down, and as the list stands by itself. */
function nextSort(field: string, sort: Sort | null | undefined): Sort | null {
  if (sort?.field !== field) return { field, direction: 'asc' };
  return sort.direction === 'asc' ? { field, direction: 'desc' } : null;
}
