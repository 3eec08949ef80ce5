import { z } from 'zod';
import { wordOf } from '../../domain/cells/words.ts';
import { categorySchema, codeListsOf, type Category } from '../../domain/customer.ts';
import { closedValues, listOf, MAPPED_FIELDS, type MappedField } from '../../domain/import-words.ts';
import type { StoredKind } from '../../domain/stored-json.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import { readUsableLists } from '../lists/service.ts';
import { readSettings } from '../workspace/service.ts';
import type { DraftContext } from './choices.ts';
import { keptList } from './kept-list.ts';
import type { PlanWord } from './plan.ts';

/** What somebody said that a word of a ledger means: a code, or null for the note alone. */
export const wordSchema = z.strictObject({
  field: z.enum(MAPPED_FIELDS),
  /** null: of the column that says the category. */
  category: categorySchema.nullable(),
  word: z.string().min(1).max(200),
  code: z.string().max(40).nullable(),
});
export type KnownWord = z.infer<typeof wordSchema>;

export const STORED_WORDS: StoredKind<KnownWord[]> = {
  name: 'import_words',
  version: 1,
  upgraders: {},
  schema: z.array(wordSchema),
  salvage: (value) =>
    Array.isArray(value) ? value.filter((word) => wordSchema.safeParse(word).success) : null,
};

const keyOf = ({ field, category, word }: Pick<KnownWord, 'field' | 'category' | 'word'>) =>
  JSON.stringify([field, category, wordOf(word)]);

const kept = keptList(STORED_WORDS, { key: 'import.words', most: 500 });

/** What words mean: as is said now, else as the person said before. */
export function meaningOf(ctx: QueryContext, said: readonly KnownWord[]): DraftContext['meant'] {
  const known = new Map([...kept.list(ctx), ...said].map((word) => [keyOf(word), word.code]));
  return (field, category, word) => known.get(keyOf({ field, category, word }));
}

/** Remembers what was said of the words of a plan, the newest first. */
export function rememberWords(ctx: MutationContext, words: readonly PlanWord[]): void {
  const fresh = words.flatMap(({ field, category, word, meant }): KnownWord[] =>
    meant === null ? [] : [{ field, category, word, code: meant }],
  );
  if (fresh.length === 0) return;
  const keys = new Set(fresh.map(keyOf));
  kept.keep(ctx, [...fresh, ...kept.list(ctx).filter((word) => !keys.has(keyOf(word)))]);
}

/** One of the values that a word can be made to mean; of a closed set it is worded by the locales. */
export interface WordChoice {
  readonly code: string;
  readonly zh: string | null;
  readonly en: string | null;
}

/** What a word of a field can be made to mean, and the list that it can be added to; null for a closed set. */
export function choicesFor(ctx: Pick<QueryContext, 'reader'>) {
  const lists = readUsableLists(ctx);
  const { gradeList } = readSettings(ctx.reader);
  return (field: MappedField, category: Category | null): { list: string | null; choices: WordChoice[] } => {
    const named = listOf(field);
    if (named === null) {
      const values = closedValues(field)?.values ?? [];
      return { list: null, choices: values.map((code) => ({ code, zh: null, en: null })) };
    }
    const [list] = codeListsOf(named, category ?? 'client', gradeList);
    const items = lists[list] ?? [];
    return { list, choices: items.map(({ code, labelZh, labelEn }) => ({ code, zh: labelZh, en: labelEn })) };
  };
}
