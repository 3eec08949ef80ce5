import { categoryOf, partyOf, retentionOf, secrecyOf, statusOf } from '../domain/cells/words.ts';
import type { CellValue } from '../domain/cells/text.ts';
import { fieldOfTitle } from '../features/import/columns.ts';
import { MAPPED_FIELDS, type MappedField } from '../domain/import-words.ts';
import type { Usage } from './command.ts';

/** A word of a ledger and what is said that it means, as it was typed. */
export interface TypedMeaning {
  readonly field: MappedField;
  readonly word: string;
  readonly target: string;
}

/** Reads `等级:A=铂金,B=黄金;密级:内部=普通`: a column's title or the name of a field, words and what each means. */
export function readMap(text: string | undefined, usage: Usage): TypedMeaning[] {
  if (text === undefined) return [];
  return text.split(/[;；]/).flatMap((part) => {
    const [, title = '', pairs = ''] = /^([^:：]+)[:：](.+)$/su.exec(part.trim()) ?? [];
    const found = fieldOfTitle(title) ?? title.trim();
    const field = MAPPED_FIELDS.find((one) => one === found);
    if (!field) return usage('map_field', { part, fields: MAPPED_FIELDS.join(', ') });
    return pairs.split(/[,，]/).map((pair): TypedMeaning => {
      const [, word = '', target = ''] = /^([^=＝]+)[=＝](.+)$/su.exec(pair.trim()) ?? [];
      if (word === '') return usage('map_pair', { pair });
      return { field, word: word.trim(), target: target.trim() };
    });
  });
}

const CLOSED: Readonly<Partial<Record<MappedField, (value: CellValue) => string | null | undefined>>> = {
  category: categoryOf,
  party: partyOf,
  status: statusOf,
  secrecy: secrecyOf,
  retention: retentionOf,
};

interface Choice {
  readonly code: string;
  readonly zh: string | null;
  readonly en: string | null;
}

/** The code that what was typed stands for among the choices; undefined for none. */
export function codeFor({ field, target }: TypedMeaning, choices: readonly Choice[]): string | undefined {
  const closed = CLOSED[field]?.(target) ?? undefined;
  if (closed !== undefined) return closed;
  const typed = target.toLowerCase();
  return choices.find(({ code, zh, en }) =>
    [code, zh, en].some((word) => word !== null && word.toLowerCase() === typed),
  )?.code;
}
