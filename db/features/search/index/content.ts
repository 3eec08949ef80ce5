import type { ReadableDb } from '../../../connection/handles.ts';
import type { SearchSources, SourceEntry, SourceTexts } from '../../../work/search-source.ts';

/** Everything that an entry is found by. */
export interface Content {
  readonly entry: SourceEntry;
  /** Texts that do not stand in the entry's own row. */
  readonly records: readonly SourceTexts[];
}

/** The texts of every source beside the entries' own rows. */
export function readRecords(
  db: ReadableDb,
  { texts }: SearchSources,
  entries: readonly SourceEntry[],
): Map<number, Content> {
  const ids = entries.map(({ id }) => id);
  const read = texts.map((source) => source.readTexts(db, ids));
  return new Map(
    entries.map((entry) => [
      entry.id,
      { entry, records: read.flatMap((byEntry) => byEntry.get(entry.id) ?? []) },
    ]),
  );
}

/** Whole contents; those that do not exist are left out. */
export function readContents(
  db: ReadableDb,
  sources: SearchSources,
  ids: readonly number[],
): Map<number, Content> {
  return readRecords(db, sources, [...sources.entries.readEntries(db, ids).values()]);
}
