import { unreachable } from './errors.ts';
import { isEmpty } from './field-values.ts';
import type { Field, Fields } from './fields.ts';

/** The parts of a place on the shelf (rules.md A4). */
interface ShelfParts {
  readonly room: string | null;
  readonly cabinet: string;
  readonly level: number;
  readonly position: number;
}

/** How values are put into words: the window, a workbook, a note and a printed form each in their way. */
export interface ValueWords {
  /** One of a closed set, by `words` of the field. */
  choice(words: string, value: string): string | null;
  /** A code of a list, by `list` of the field. */
  code(list: string, code: string): string | null;
  division(code: string): string | null;
  person(id: number): string | null;
  amount(yuan: number): string;
  shelf(shelf: ShelfParts): string | null;
  /** Several texts as one. */
  texts(texts: readonly string[]): string;
  /** The fields of one row, in their order. */
  row(parts: readonly string[]): string;
  rows(rows: readonly string[]): string;
  /** The parts of a row that are said; absent: all. */
  readonly inRow?: (part: Field) => boolean;
}

/** A value as people read it: codes as words, rows joined; null when there is nothing. */
export function fieldText(field: Field, value: unknown, words: ValueWords): string | null {
  if (isEmpty(value)) return null;
  switch (field.kind) {
    case 'line':
    case 'lines':
    case 'day':
      return String(value);
    case 'choice':
      return words.choice(field.words, String(value));
    case 'code':
      return words.code(field.list, String(value));
    case 'division':
      return words.division(String(value));
    case 'person':
      return words.person(Number(value));
    case 'amount':
      return words.amount(Number(value));
    case 'shelf':
      return words.shelf(value as ShelfParts);
    case 'texts':
      return words.texts(value as readonly string[]);
    case 'rows':
      return words.rows(
        (value as ReadonlyArray<Readonly<Record<string, unknown>>>).map((row) =>
          words.row(partsOf(field.fields, row, words)),
        ),
      );
    default:
      return unreachable(field);
  }
}

function partsOf(fields: Fields, row: Readonly<Record<string, unknown>>, words: ValueWords): string[] {
  return Object.entries(fields).flatMap(([key, part]) =>
    words.inRow && !words.inRow(part) ? [] : (fieldText(part, row[key], words) ?? []),
  );
}

/** Names of places one inside the other; 北京市朝阳区 rather than 北京市北京市朝阳区. Null for none. */
export function placeText(names: ReadonlyArray<string | null>): string | null {
  return names.filter((name, index) => name !== names[index - 1]).join('') || null;
}
