import { cleanText, type CellValue } from '../../domain/cells/text.ts';
import { wordOf } from '../../domain/cells/words.ts';
import type { Category } from '../../domain/customer.ts';
import type { Day } from '../../domain/dates.ts';
import type { ResolvedPlace, WrittenPlace } from '../../domain/divisions.ts';
import { MAPPED_FIELDS, type MappedField } from '../../domain/import-words.ts';
import type { NamedPerson } from '../accounts/service.ts';
import type { ImportField } from './columns.ts';
import type { RowCells } from './row-reader.ts';

/** What rows are read against. */
export interface DraftContext {
  /** For rows whose category no cell tells; null refuses them. */
  readonly category: Category | null;
  readonly today: Day;
  /** Code of a word of a list of the catalogue, by its label in either language or itself; null when the list lacks it. */
  readonly codeOf: (list: string, category: Category, word: string) => string | null;
  /** What the person said that a word means, a code or null for the note alone; undefined for a word not asked about. */
  readonly meant: (field: MappedField, category: Category | null, word: string) => string | null | undefined;
  readonly placeOf: (place: WrittenPlace) => ResolvedPlace;
  /** The one of our own people of that name. */
  readonly personOf: (name: string) => NamedPerson;
  /** Why a code that fails its check is kept all the same. */
  readonly usccWaiver: string;
  /** Bare numbers are days from 1904 on. */
  readonly date1904?: boolean | undefined;
  /** Number of titled columns of a text file, null for a workbook. */
  readonly width: number | null;
  /** A second header over the rows, and whether they can be read by it; null below the first. */
  readonly header: { readonly row: number; readonly fits: boolean } | null;
}

const MAPPED: ReadonlySet<string> = new Set(MAPPED_FIELDS);
const isMapped = (field: ImportField): field is MappedField => MAPPED.has(field);

type Reader<Choice> = (value: CellValue) => Choice | null | undefined;

/**
 * A choice of a closed set or a list. A word that is not known is what the person said that it means, else it is kept in
 * the note, and asked about; it is never guessed.
 */
export function readChoice<Choice extends string>(
  row: RowCells,
  {
    field,
    category,
    context,
    unknown = 'word_unknown',
  }: {
    field: ImportField;
    category: Category;
    context: DraftContext;
    /** What is said of a word that is not known. */
    unknown?: string;
  },
  read: Reader<Choice>,
): Choice | null {
  const cell = row.one(field);
  const found = read(cell.value);
  if (found !== undefined) return found;
  if (!isMapped(field)) {
    row.warnAndKeep(unknown, cell);
    return null;
  }
  const meant = context.meant(field, category, wordOf(cell.value));
  // What was chosen is a code, which the readers know as well.
  const code = meant == null ? undefined : read(meant);
  row.askWord({ field, category, word: cleanText(cell.value), meant: code ?? null });
  if (code != null) return code;
  row.warnAndKeep(unknown, cell);
  return null;
}
