import type { GridColDef, GridColumnVisibilityModel, GridValidRowModel } from '@mui/x-data-grid';
import { useMemo } from 'react';
import { z } from 'zod';
import { withFields, type StoredKind } from '../../db/domain/stored-json.ts';
import { usePreference } from '../lib/preferences.ts';

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
export interface ListColumn {
  readonly field: string;
  readonly title: string;
  readonly visible: boolean;
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

/** Column widths, their order and which are shown, remembered per person under `list.<name>`. */
export function useListColumns<Row extends GridValidRowModel>(
  name: string,
  columns: ReadonlyArray<GridColDef<Row>>,
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
  return {
    columns: sized,
    visibility: stored.visible,
    onVisibility: (visible: GridColumnVisibilityModel) => store({ ...stored, visible }),
    onWidth: ({ colDef, width }: { colDef: { field: string }; width: number }) =>
      store({ ...stored, widths: { ...stored.widths, [colDef.field]: Math.round(width) } }),
    /** For the menu in which columns are chosen and put in order. */
    arranged: sized.map(({ field, headerName }): ListColumn => ({
      field,
      title: headerName ?? field,
      visible: stored.visible[field] !== false,
    })),
    onArrange: (arranged: readonly ListColumn[]) =>
      store({
        ...stored,
        order: arranged.map(({ field }) => field),
        visible: Object.fromEntries(arranged.map(({ field, visible }) => [field, visible])),
      }),
    onForget: () => store(nothingStored),
  };
}
