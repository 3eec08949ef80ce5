import enCommon from '../../../resources/locales/en/common.json' with { type: 'json' };
import enCustomers from '../../../resources/locales/en/customers.json' with { type: 'json' };
import zhCommon from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import zhCustomers from '../../../resources/locales/zh-CN/customers.json' with { type: 'json' };
import type { ReadableDb } from '../../connection/handles.ts';
import { codeListsOf, type Category } from '../../domain/customer.ts';
import type { ValueWords } from '../../domain/field-text.ts';
import { shelfText } from '../../domain/text/shelf-text.ts';
import type { Language } from '../../domain/wording.ts';
import { findPersonName } from '../accounts/service.ts';
import { labelOf, placeName } from '../lists/service.ts';
import { readSettings } from '../workspace/service.ts';

type Words = Readonly<Partial<Record<string, string>>>;

const WORDS: Record<Language, Words> = {
  'zh-CN': { ...zhCommon, ...zhCustomers },
  en: { ...enCommon, ...enCustomers },
};

/** A word of the customers' screens; the key itself where there is none. */
export function customerWord(language: Language, key: string): string {
  return WORDS[language][key] ?? key;
}

/** Title of a field or of what is shown as one. */
export const fieldTitle = (language: Language, key: string): string => customerWord(language, `field.${key}`);

/**
 * Puts the values of customers into words as a ledger has them: figures plain, the place on the shelf as A-03-2-15.
 * What is looked up is kept, for one export or import.
 */
export function customerWords(
  db: ReadableDb,
  language: Language,
  manner: Partial<ValueWords> = {},
): (category: Category) => ValueWords {
  const { gradeList } = readSettings(db);
  const label = remembered((key) => {
    const [code = '', ...lists] = key.split(' ');
    const list = lists.find((name) => labelOf(db, name, code) !== code);
    return list === undefined ? code : labelOf(db, list, code);
  });
  const person = remembered((id) => findPersonName(db, Number(id)) ?? null);
  const words = {
    choice: (set: string, value: string) =>
      customerWord(language, `${set.slice(set.indexOf(':') + 1)}.${value}`),
    division: placeName,
    person: (id: number) => person(String(id)),
    amount: String,
    shelf: shelfText,
    texts: (texts: readonly string[]) => texts.join('; '),
    row: (parts: readonly string[]) => parts.join(' '),
    rows: (rows: readonly string[]) => rows.join('; '),
    ...manner,
  };
  const by = (category: Category): ValueWords => ({
    ...words,
    code: (list, code) => label([code, ...codeListsOf(list, category, gradeList)].join(' ')),
  });
  const made: Record<Category, ValueWords> = {
    supplier: by('supplier'),
    client: by('client'),
    partner: by('partner'),
  };
  return (category) => made[category];
}

/** Looks each key up once. */
function remembered(look: (key: string) => string | null): (key: string) => string | null {
  const known = new Map<string, string | null>();
  return (key) => {
    if (!known.has(key)) known.set(key, look(key));
    return known.get(key) ?? null;
  };
}
