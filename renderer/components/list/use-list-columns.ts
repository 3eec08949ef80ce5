import { useMemo } from 'react';
import { z } from 'zod';
import { withFields, type StoredKind } from '../../../db/domain/stored-json.ts';
import { usePreference } from '../../lib/preferences.ts';
import type { ListColumn } from './list-column.ts';

const storedSchema = z.strictObject({
  widths: z.record(z.string(), z.number()),
  visible: z.record(z.string(), z.boolean()),
  order: z.array(z.string()),
});
type Stored = z.infer<typeof storedSchema>;
/** Version 2 knows the order of columns. */
export const STORED_COLUMNS: StoredKind<Stored> = {
  name: 'list_columns',
  version: 2,
  schema: storedSchema,
  upgraders: { 1: withFields({ order: [] }) },
};
const nothingStored: Stored = { widths: {}, visible: {}, order: [] };

/** A column as the person can arrange it. */
export interface ArrangedColumn {
  readonly field: string;
  readonly title: string;
  readonly visible: boolean;
  /** Nobody chose not to see it: nothing stands in it. */
  readonly hidesItself: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** Which columns are shown: what the person chose; without a choice those that hold something. */
function shows(
  { visible }: Stored,
  { field, byChoice }: { readonly field: string; readonly byChoice?: boolean },
  emptyFields: ReadonlySet<string>,
): boolean {
  return visible[field] ?? !(byChoice || emptyFields.has(field));
}

/** True when one of the columns is shown, or would be if it held something: what they say has to be read. */
export function useIsAnyShown(
  name: string,
  columns: ReadonlyArray<{ readonly field: string; readonly byChoice?: boolean }>,
): boolean {
  const [stored] = usePreference(`list.${name}`, STORED_COLUMNS, nothingStored);
  return columns.some((column) => shows(stored, column, NONE));
}

/** Columns that the person has put in order first, as they put them; others where the screen has them. */
export function inOrder<C extends { readonly field: string }>(
  columns: readonly C[],
  order: readonly string[],
): C[] {
  const placed = order.flatMap((field) => columns.find((column) => column.field === field) ?? []);
  const arranged = [...placed];
  for (const [index, column] of columns.entries())
    if (!placed.includes(column)) arranged.splice(Math.min(index, arranged.length), 0, column);
  return arranged;
}

/**
 * Column widths, their order and which are shown, remembered per person under `list.<name>`. `emptyFields`: columns in
 * which nothing stands in this list; they hide themselves from whoever has not chosen to see them.
 */
export function useListColumns<Row>(
  name: string,
  columns: ReadonlyArray<ListColumn<Row>>,
  emptyFields = NONE,
) {
  const [stored, store] = usePreference(`list.${name}`, STORED_COLUMNS, nothingStored);
  const sized = useMemo(
    () =>
      inOrder(columns, stored.order).map((column) => {
        const width = stored.widths[column.field];
        if (width === undefined) return column;
        const { flex: _flex, ...rest } = column;
        return { ...rest, width };
      }),
    [columns, stored.widths, stored.order],
  );
  const shown = useMemo(
    () => sized.filter((column) => shows(stored, column, emptyFields)),
    [sized, stored, emptyFields],
  );
  /** Only what differs from what is shown is a choice of the person. */
  const chosen = (arranged: readonly ArrangedColumn[]): Stored['visible'] => {
    const isShown = new Set(shown.map(({ field }) => field));
    const changed = arranged.filter(({ field, visible }) => isShown.has(field) !== visible);
    return {
      ...stored.visible,
      ...Object.fromEntries(changed.map(({ field, visible }) => [field, visible])),
    };
  };
  return {
    /** Those that are shown, from left to right. */
    shown,
    onWidth: (field: string, width: number) =>
      store({ ...stored, widths: { ...stored.widths, [field]: Math.round(width) } }),
    /** For the menu in which columns are chosen and put in order. */
    arranged: sized.map((column): ArrangedColumn => {
      const visible = shown.includes(column);
      return {
        field: column.field,
        title: column.title ?? column.field,
        visible,
        hidesItself: !visible && shows(stored, column, NONE),
      };
    }),
    onArrange: (arranged: readonly ArrangedColumn[]) =>
      store({ ...stored, order: arranged.map(({ field }) => field), visible: chosen(arranged) }),
    onForget: () => store(nothingStored),
  };
}
