import type { TFunction } from 'i18next';
import { z } from 'zod';
import { CONTACT_FIELDS, CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import {
  codeListsOf,
  isCustomerField,
  keyText as domainKeyText,
  type ContactField,
  type CustomerField,
  type CustomerInput,
  type CustomerKey,
} from '../../../db/domain/customer.ts';
import {
  fieldText as domainText,
  placeText as joinedPlace,
  type ValueWords,
} from '../../../db/domain/field-text.ts';
import type { TextField } from '../../../db/domain/customer-list.ts';
import { STANDING_FIELD } from '../../../db/domain/standing.ts';
import { shelfText } from '../../../db/domain/text/shelf-text.ts';
import { readStoredText } from '../../../db/domain/field-values.ts';
import { formatCount } from '../../lib/format.ts';
import type { Words } from '../lists/use-words.ts';

/** What wording a value needs: the sentences, the lists, and the category that a sub-type belongs to. */
export interface Wording {
  readonly t: TFunction;
  readonly language: string;
  readonly words: Words;
  readonly category: CustomerInput['category'];
}

/** How the window words values of customers. */
function valueWords({ t, language, words, category }: Wording): ValueWords {
  return {
    choice: (set, value) => t(`${set}.${value}`),
    code: (list, code) => labelIn(words, codeListsOf(list, category, words.gradeList), code),
    division: words.place,
    person: (id) => words.person(id) ?? t('customers:someone_gone'),
    amount: (yuan) => t('customers:yuan', { amount: formatCount(yuan, language) }),
    shelf: shelfText,
    texts: (texts) => texts.join(t('common:list_comma')),
    row: (parts) => parts.join(t('customers:contact_joint')),
    rows: (rows) => rows.join('\n'),
  };
}

/** A field as people read it: codes as words, rows joined; null when there is nothing. */
export function fieldText<F extends CustomerField>(
  wording: Wording,
  field: F,
  value: CustomerInput[F],
): string | null {
  return domainText(CUSTOMER_FIELDS[field], value, valueWords(wording));
}

/** A field of a person at the customer as people read it. */
export function partText(wording: Wording, part: ContactField, value: unknown): string | null {
  return domainText(CONTACT_FIELDS[part], value, valueWords(wording));
}

/** The word for a code in the first of the lists that has it; the code itself when none has. */
function labelIn(words: Words, lists: readonly string[], code: string): string {
  return lists.map((list) => words.label(list, code)).find((label) => label !== code) ?? code;
}

/** A grade may come from a scale that is no longer the one in use (rules.md R2). */
export function gradeText(words: Words, code: string | null): string | null {
  if (code === null) return null;
  return labelIn(words, codeListsOf('grade', 'client', words.gradeList), code);
}

/** 广东省佛山市南海区; 北京市朝阳区 rather than 北京市北京市朝阳区. */
export function placeText(
  words: Words,
  place: Pick<CustomerInput, 'province' | 'city' | 'district'>,
): string | null {
  return joinedPlace([place.province, place.city, place.district].map((code) => words.place(code)));
}

/** What stands beside a label on the archive: one text for what is filled in as one. */
export function keyText(wording: Wording, key: CustomerKey, input: CustomerInput): string | null {
  return domainKeyText(key, input, valueWords(wording));
}

/** A value as the history keeps it, read back and worded. */
export function storedText(wording: Wording, field: string, stored: string | null): string | null {
  if (stored !== null && field === STANDING_FIELD) return standingText(wording.t, stored);
  if (stored === null || !isCustomerField(field)) return stored;
  const value = readStoredText(CUSTOMER_FIELDS[field], stored);
  return value === undefined ? stored : domainText(CUSTOMER_FIELDS[field], value, valueWords(wording));
}

/** 在册, 已撤回, or 已并入 and where. */
function standingText(t: TFunction, stored: string): string {
  const said = joinedSchema.safeParse(attempt(stored));
  return said.success ? t('customers:standing.joined_into', said.data) : t(`customers:standing.${stored}`);
}

const joinedSchema = z.object({ into: z.string() });

function attempt(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What a text was found in: a field, or a field of a person at the customer. */
export function foundIn(t: TFunction, field: TextField): string {
  const title = field.startsWith('contacts.') ? field.replace('contacts', 'contact') : `field.${field}`;
  return t([`customers:found.${field}`, `customers:${title}`]);
}
