import { useRef, type PointerEvent, type ReactNode } from 'react';
import type { Sort } from './data-list.tsx';
import { TICKS, type CellColumn } from './list-row.tsx';
import { HEAD } from './use-list-keys.ts';

/** Pixels; narrower than this nobody could take a column wider again. */
const NARROWEST = 40;

interface ListHeadProps<Row> {
  readonly columns: ReadonlyArray<CellColumn<Row>>;
  readonly sort: Sort | null | undefined;
  readonly tabField: string | undefined;
  /** Ticks the whole list. */
  readonly tick: ReactNode;
  /** `isDone`: let go, and to be remembered unless it is null. */
  readonly onWidth: (field: string, width: number | null, isDone: boolean) => void;
}

/** Titles of the columns: a click sorts, the edge between two is dragged, and fits the column when clicked twice. */
export function ListHead<Row>(props: ListHeadProps<Row>) {
  return (
    <div role="row" className="kd-head" aria-rowindex={1} data-rowindex={HEAD}>
      {props.columns.map((drawn, at) => (
        <HeadCell key={drawn.column.field} drawn={drawn} at={at} {...props} />
      ))}
    </div>
  );
}

function HeadCell<Row>(props: ListHeadProps<Row> & { drawn: CellColumn<Row>; at: number }) {
  const { drawn, at, sort } = props;
  const { field, title, sortable } = drawn.column;
  const direction = sort?.field === field ? sort.direction : undefined;
  return (
    <div
      role="columnheader"
      data-field={field}
      aria-colindex={at + 1}
      aria-sort={sortable ? (direction ? SORTED[direction] : 'none') : undefined}
      tabIndex={props.tabField === field ? 0 : -1}
      className={sortable ? `${drawn.className} kd-sortable` : drawn.className}
      style={drawn.style}
      title={title}
    >
      {field === TICKS ? (
        props.tick
      ) : (
        <>
          <span className="kd-title">{title ?? field}</span>
          {sortable && <SortArrow direction={direction} />}
          <Edge field={field} onWidth={props.onWidth} />
        </>
      )}
    </div>
  );
}

const SORTED = { asc: 'ascending', desc: 'descending' } as const;

function SortArrow({ direction }: { direction: Sort['direction'] | undefined }) {
  return (
    <svg
      viewBox="0 0 16 16"
      aria-hidden
      className={direction ? 'kd-sorted' : 'kd-sorts'}
      style={{ transform: direction === 'desc' ? 'rotate(180deg)' : undefined }}
    >
      <path d="M8 3v10M8 3 4 7M8 3l4 4" fill="none" stroke="currentColor" strokeWidth={1.5} />
    </svg>
  );
}

function Edge(props: Pick<ListHeadProps<never>, 'onWidth'> & { field: string }) {
  const { field, onWidth } = props;
  const from = useRef<{ x: number; width: number } | null>(null);
  const widthAt = (event: PointerEvent) =>
    from.current && Math.max(NARROWEST, from.current.width + event.clientX - from.current.x);
  const end = (event: PointerEvent) => {
    const width = widthAt(event);
    // One that was moved and put back is as wide as it was before.
    if (width !== null) onWidth(field, width === from.current?.width ? null : width, true);
    from.current = null;
  };
  return (
    <span
      className="kd-edge"
      aria-hidden
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={({ currentTarget }) => {
        const width = widestOf(currentTarget, field);
        if (width !== undefined) onWidth(field, Math.max(NARROWEST, width), true);
      }}
      onPointerDown={(event) => {
        const width = event.currentTarget.parentElement?.offsetWidth;
        if (event.button !== 0 || width === undefined) return;
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width };
      }}
      onPointerMove={(event) => {
        const width = widthAt(event);
        if (width !== null) onWidth(field, width, false);
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

/** Pixels that the widest of the cells that are drawn would take. */
function widestOf(edge: HTMLElement, field: string): number | undefined {
  const cells = [...(edge.closest('[role=grid]')?.querySelectorAll<HTMLElement>('[role=row] > *') ?? [])];
  const widths = cells.filter((cell) => cell.dataset.field === field).map(contentWidth);
  return widths.length > 0 ? Math.ceil(Math.max(...widths)) + 1 : undefined;
}

function contentWidth(cell: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(cell);
  const range = document.createRange();
  range.selectNodeContents(cell);
  const edge = cell.querySelector('.kd-edge');
  if (edge) range.setEndBefore(edge);
  const cut = Array.from(cell.querySelectorAll('*'), ({ scrollWidth }) => scrollWidth);
  const width = Math.max(range.getBoundingClientRect().width, ...cut);
  return width + Number.parseFloat(paddingLeft) + Number.parseFloat(paddingRight);
}
