import { useMemo, useState } from 'react';
import type { ListColumn } from '../../components/list-column.ts';
import { isBlank, type CustomerRow, type ViewInput } from './list-query.ts';

interface Listed {
  readonly columns: ReadonlyArray<ListColumn<CustomerRow>>;
  /** What is looked for, the order apart. */
  readonly view: ViewInput;
  /** The page at hand. */
  readonly rows: readonly CustomerRow[];
  /** It is the first one of what is looked for, and typing rests. */
  readonly isFirst: boolean;
  /** The column that the list is in the order of: it stays in sight, whatever it holds. */
  readonly sortedBy: string | undefined;
}

/**
 * Columns that hide themselves, as nothing stands in them. Decided by the first page of a result once typing rests, and
 * then left as it is: neither scrolling nor another order hides a column, and one comes back only when the first page
 * has come to hold something.
 */
export function useEmptyFields({ columns, view, rows, isFirst, sortedBy }: Listed): ReadonlySet<string> {
  const [decided, setDecided] = useState<{ of: string | null; fields: ReadonlySet<string> }>({
    of: null,
    fields: new Set(),
  });
  const read = rows.filter((row) => !isBlank(row));
  if (isFirst && read.length > 0) {
    const of = JSON.stringify(view);
    const empty = columns.flatMap(({ field, isEmptyIn }) =>
      isEmptyIn && read.every((row) => isEmptyIn(row)) ? [field] : [],
    );
    const fields = of === decided.of ? empty.filter((field) => decided.fields.has(field)) : empty;
    const isSame =
      fields.length === decided.fields.size && fields.every((field) => decided.fields.has(field));
    if (of !== decided.of || !isSame) setDecided({ of, fields: isSame ? decided.fields : new Set(fields) });
  }
  return useMemo(
    () => new Set([...decided.fields].filter((field) => field !== sortedBy)),
    [decided.fields, sortedBy],
  );
}
