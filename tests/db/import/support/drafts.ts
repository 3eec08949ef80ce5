import { expect } from 'vitest';
import type { CellValue } from '../../../../db/domain/cells/text.ts';
import type { DraftContext } from '../../../../db/features/import/choices.ts';
import { drafter } from '../../../../db/features/import/draft.ts';
import type { Issue } from '../../../../db/features/import/issues.ts';
import { understandSheet } from '../../../../db/features/import/understand.ts';
import { issueWords } from '../../../../db/features/import/words.ts';
import { languageSchema } from '../../../../db/domain/wording.ts';

const CONTEXT: DraftContext = {
  category: 'client',
  today: '2026-11-22',
  codeOf: (list, _category, word) =>
    list === 'grade' && ['platinum', 'gold', 'iron'].includes(word) ? word : null,
  placeOf: ({ province }) => ({
    province: province === '广东省' ? '440000' : null,
    city: null,
    district: null,
    unresolved: province === '火星省' ? ['province'] : [],
    furtherSaid: [],
  }),
  meant: () => undefined,
  personOf: (name) => (name === '李四' ? 4 : 'unknown'),
  usccWaiver: 'kept',
  width: null,
  header: null,
};

/** Drafts of rows under titles. */
export function draftAll(titles: string[], rows: CellValue[][], context: Partial<DraftContext> = {}) {
  const table = [titles, ...rows].map((cells, index) => ({ row: index + 1, cells }));
  const kind = context.width == null ? 'workbook' : 'text';
  const { columns } = understandSheet(table, { sheetName: '', kind });
  const make = drafter(columns, { ...CONTEXT, ...context });
  return table.slice(1).map(make);
}
export const draftOne = (titles: string[], cells: CellValue[], context: Partial<DraftContext> = {}) => {
  const [result] = draftAll(titles, [cells], context);
  if (!result) throw new Error('no row');
  return result;
};
/** Codes of what was said; each has words in both languages with no gap left open. */
export const codes = (issues: readonly Issue[]) =>
  issues.map((one) => {
    for (const language of languageSchema.options)
      expect(issueWords(language, one)).not.toMatch(/^import\.|\{\{|undefined/);
    return one.code.replace('import.row_', '');
  });
