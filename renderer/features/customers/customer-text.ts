import type { TFunction } from 'i18next';
import { customerInputSchema, type CustomerField, type CustomerInput } from '../../../db/domain/customer.ts';
import { formatCount } from '../../lib/format.ts';
import type { Words } from '../lists/use-words.ts';
import { subTypeList, type FieldKey } from './field-keys.ts';

/** What wording a value needs: the sentences, the lists, and the category that a sub-type belongs to. */
export interface Wording {
  readonly t: TFunction;
  readonly language: string;
  readonly words: Words;
  readonly category: CustomerInput['category'];
}

/** A field as people read it: codes as words, rows joined; null when there is nothing. */
export function fieldText<F extends CustomerField>(
  wording: Wording,
  field: F,
  value: CustomerInput[F],
): string | null {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  const { t, words } = wording;
  if (field === 'shelf') return shelfText(t, value as CustomerInput['shelf']);
  if (field === 'contacts')
    return (value as CustomerInput['contacts']).map((contact) => contactText(t, contact)).join('\n');
  if (Array.isArray(value)) return value.join(t('common:list_comma'));
  if (field === 'responsibleId') return words.person(Number(value)) ?? t('customers:someone_gone');
  if (field === 'annualVolume')
    return t('customers:yuan', { amount: formatCount(Number(value), wording.language) });
  return codeText(wording, field, String(value));
}

function codeText({ t, words, category }: Wording, field: CustomerField, code: string): string | null {
  switch (field) {
    case 'category':
      return t(`common:category.${code}`);
    case 'secrecy':
      return t(`common:secrecy.${code}`);
    case 'party':
    case 'status':
    case 'retention':
      return t(`customers:${field}.${code}`);
    case 'subType':
      return words.label(subTypeList(category), code);
    case 'industry':
    case 'size':
      return words.label(field, code);
    case 'grade':
      return gradeText(words, code);
    case 'province':
    case 'city':
    case 'district':
      return words.place(code);
    default:
      return code;
  }
}

/** A grade may come from a scale that is no longer the one in use (rules.md R2). */
export function gradeText(words: Words, code: string | null): string | null {
  if (code === null) return null;
  const lists = [words.gradeList, 'grade_metal', 'grade_vip', 'grade_abcd'];
  return lists.map((list) => words.label(list, code)).find((label) => label !== code) ?? code;
}

/** 档案室 – 3 柜 – 2 层 – 14 位 (rules.md A4). */
export function shelfText(t: TFunction, shelf: CustomerInput['shelf']): string | null {
  if (!shelf) return null;
  const place = t('customers:shelf.text', { ...shelf });
  return shelf.room ? t('customers:shelf.in_room', { room: shelf.room, place }) : place;
}

function contactText(t: TFunction, contact: CustomerInput['contacts'][number]): string {
  return [contact.name, contact.position, contact.mobile, contact.phone]
    .filter(Boolean)
    .join(t('customers:contact_joint'));
}

/** 广东省佛山市南海区; 北京市朝阳区 rather than 北京市北京市朝阳区. */
export function placeText(
  words: Words,
  place: Pick<CustomerInput, 'province' | 'city' | 'district'>,
): string | null {
  const names = [place.province, place.city, place.district].map((code) => words.place(code));
  return names.filter((name, index) => name !== null && name !== names[index - 1]).join('') || null;
}

/** What stands beside a label on the archive: one text for what is filled in as one. */
export function keyText(wording: Wording, key: FieldKey, input: CustomerInput): string | null {
  if (key === 'place') return placeText(wording.words, input);
  return fieldText(wording, key, input[key]);
}

/** A value as the history keeps it (text, or JSON for what is not text), read back and worded. */
export function storedText(wording: Wording, field: string, stored: string | null): string | null {
  if (stored === null) return null;
  const shape = field in customerInputSchema.shape ? customerInputSchema.shape[field as CustomerField] : null;
  if (!shape) return stored;
  for (const value of [parsed(stored), stored]) {
    const read = shape.safeParse(value);
    if (read.success) return fieldText(wording, field as CustomerField, read.data);
  }
  return stored;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
