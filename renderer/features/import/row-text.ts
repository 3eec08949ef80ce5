import type { TFunction } from 'i18next';
import type { Issue, RowsShown } from './import-types.ts';

interface ToldRow {
  readonly problems: readonly Issue[];
  readonly skipped: Issue | null | undefined;
  readonly warnings: readonly Issue[];
}

/** What is said of a row. What the list is about comes first: a long text is cut off at its end. */
export function rowText(t: TFunction, { problems, skipped, warnings }: ToldRow, show: RowsShown): string {
  const fate = [...problems, ...(skipped ? [skipped] : [])];
  const issues = show === 'warned' ? [...warnings, ...fate] : [...fate, ...warnings];
  return issues
    .map(({ code, column, value, data }) => t(`errors:${code}`, { column, value, ...data }))
    .join(t('import:issue_joint'));
}
