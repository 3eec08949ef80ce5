import type { SheetChoice } from './import-types.ts';

/** The sheets that are to be read, as the vault asks for them. */
export const chosenSheets = (choices: readonly SheetChoice[]) =>
  choices
    .filter((choice) => choice.chosen)
    .map((choice) => ({
      sheet: choice.sheet.name,
      headerRow: choice.sheet.headerRow,
      category: choice.category,
      columns: choice.columns.map(({ index, field }) => ({ index, field })),
      takeIn: [...choice.takeIn],
      withHidden: choice.withHidden,
    }));
