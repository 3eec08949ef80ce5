import type { GridColDef, GridColumnVisibilityModel, GridValidRowModel } from '@mui/x-data-grid';
import { useMemo } from 'react';
import { z } from 'zod';
import { usePreference } from '../lib/preferences.ts';

const storedSchema = z.strictObject({
  widths: z.record(z.string(), z.number()),
  visible: z.record(z.string(), z.boolean()),
});
const nothingStored: z.infer<typeof storedSchema> = { widths: {}, visible: {} };

/** Column widths and which columns are shown, remembered per person under `list.<name>`. */
export function useListColumns<Row extends GridValidRowModel>(
  name: string,
  columns: ReadonlyArray<GridColDef<Row>>,
) {
  const [stored, store] = usePreference(`list.${name}`, storedSchema, nothingStored);
  const sized = useMemo(
    () =>
      columns.map((column) => {
        const width = stored.widths[column.field];
        if (width === undefined) return column;
        const { flex: _flex, ...rest } = column;
        return { ...rest, width };
      }),
    [columns, stored.widths],
  );
  return {
    columns: sized,
    visibility: stored.visible,
    onVisibility: (visible: GridColumnVisibilityModel) => store({ ...stored, visible }),
    onWidth: ({ colDef, width }: { colDef: { field: string }; width: number }) =>
      store({ ...stored, widths: { ...stored.widths, [colDef.field]: Math.round(width) } }),
  };
}
