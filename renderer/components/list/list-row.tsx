import { memo, type CSSProperties, type ReactNode } from 'react';
import type { ListColumn, ListRow } from './list-column.ts';
import { Tick } from './tick.tsx';

/** The column of ticks, before all others. */
export const TICKS = '__ticks__';

/** A column as its cells are drawn: the same object at every drawing, for a search draws them all at each key. */
export interface CellColumn<Row> {
  readonly column: ListColumn<Row>;
  readonly className: string;
  readonly style: CSSProperties;
}

interface ListRowProps<Row> {
  /** Undefined for one that is still being read. */
  readonly row: Row | undefined;
  readonly index: number;
  /** Rows before those that are held, where places are told among these. */
  readonly before: number;
  readonly columns: ReadonlyArray<CellColumn<Row>>;
  /** Pixels from the first row that is drawn, for one that is kept beside those. */
  readonly apart: number | undefined;
  /** The cell to which the tabulator leads. */
  readonly tabField: string | undefined;
  readonly isOpen: boolean;
  /** Undefined where rows are not ticked. */
  readonly isTicked: boolean | undefined;
  /** Says what ticking does. */
  readonly tickName: string;
}

/** A line of a list: cells of fixed places, so that what is written in one moves nothing else. */
function PlainRow<Row extends ListRow>(props: ListRowProps<Row>) {
  const { row, index, columns, apart, isOpen, isTicked } = props;
  return (
    <div
      role="row"
      data-id={row?.id}
      data-rowindex={index}
      aria-rowindex={props.before + index + 2}
      aria-selected={isTicked}
      aria-busy={row ? undefined : true}
      aria-current={isOpen || undefined}
      className={rowClass(!row, isOpen, isTicked)}
      style={apart === undefined ? undefined : { position: 'absolute', top: apart }}
    >
      {columns.map(({ column, className, style }, at) => (
        <div
          key={column.field}
          role="gridcell"
          data-field={column.field}
          aria-colindex={at + 1}
          tabIndex={props.tabField === column.field ? 0 : -1}
          className={className}
          style={style}
        >
          {column.field === TICKS ? (
            <Tick aria-label={props.tickName} checked={isTicked} disabled={!row} tabIndex={-1} readOnly />
          ) : (
            row && contentOf(column, row)
          )}
        </div>
      ))}
    </div>
  );
}

export const ListLine = memo(PlainRow) as typeof PlainRow;

function contentOf<Row extends ListRow>({ field, text, cell }: ListColumn<Row>, row: Row): ReactNode {
  if (cell) return cell(row);
  if (text) return text(row);
  const value: unknown = Reflect.get(row, field);
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

function rowClass(isBlank: boolean, isOpen: boolean, isTicked: boolean | undefined): string {
  let name = 'kd-row';
  if (isBlank) name += ' kd-blank';
  if (isOpen) name += ' kd-open';
  if (isTicked) name += ' kd-ticked';
  return name;
}
