import type { ReadableDb } from '../../../connection/handles.ts';
import { CUSTOMER_FIELDS } from '../../../domain/customer-fields.ts';
import { codeListsOf, type Category } from '../../../domain/customer.ts';
import { fieldText, placeText } from '../../../domain/field-text.ts';
import { customerWords, fieldTitle, type AsOfField } from '../../customers/service.ts';
import { readLists } from '../../lists/service.ts';
import { FORM_LANGUAGE } from '../../prints/service.ts';
import { readSettings } from '../../workspace/service.ts';
import { word } from '../words.ts';
import { NONE } from './grouping.ts';

/** What groups by a field are called, and in which order they come. */
export interface Labels {
  readonly head: string;
  label(group: string): string;
  /** Groups that have a row though nobody is in them: those of closed sets. */
  readonly always: readonly string[];
  /** Of two groups, as the department's lists have them. */
  compare(one: string, other: string): number;
}

/** Sub-types belong to a category; the other lists are alike for all. */
export function labelsOf(db: ReadableDb, field: AsOfField, category: Category = 'client'): Labels {
  const known: (typeof CUSTOMER_FIELDS)[AsOfField] = CUSTOMER_FIELDS[field];
  const words = customerWords(db, FORM_LANGUAGE)(category);
  const order =
    known.kind === 'choice'
      ? [...known.values]
      : known.kind === 'code'
        ? codesOf(db, known.list, category)
        : [];
  const places = new Map<string, number>(order.map((code, at) => [code, at]));
  const placeOf = (group: string) => (group === NONE ? Infinity : (places.get(group) ?? order.length));
  return {
    head: fieldTitle(FORM_LANGUAGE, field),
    label(group) {
      if (group === NONE) return field === 'status' ? word('none_status') : word('none');
      // A city alone may be of two provinces: 广东省佛山市.
      if (field === 'city')
        return placeText([words.division(`${group.slice(0, 2)}0000`), words.division(group)]) ?? group;
      return fieldText(known, group, words) ?? group;
    },
    always: known.kind === 'choice' ? order : [],
    compare(one, other) {
      const [a, b] = [placeOf(one), placeOf(other)];
      if (a !== b) return a - b;
      return one < other ? -1 : Number(one > other);
    },
  };
}

function codesOf(db: ReadableDb, list: string, category: Category): string[] {
  const lists = readLists({ reader: db });
  const { gradeList } = readSettings(db);
  return codeListsOf(list, category, gradeList).flatMap((name) =>
    (lists[name] ?? []).map(({ code }) => code),
  );
}
