import zhCommon from '../../../resources/locales/zh-CN/common.json' with { type: 'json' };
import zhWords from '../../../resources/locales/zh-CN/customers.json' with { type: 'json' };
import type { CustomerInput } from '../../domain/customer.ts';
import type { QueryContext } from '../../work/context.ts';
import { labelOf, placeName } from '../lists/service.ts';
import { readSettings } from '../workspace/service.ts';
import { MERGED_FIELDS, type MergedField, type SayValue } from './merge.ts';

const WORDS: Readonly<Partial<Record<string, string>>> = { ...zhCommon, ...zhWords };

/** Titles of the fields that only one value of may stay, as they are written into notes. */
const TITLES: Readonly<Record<string, string>> = Object.fromEntries(
  [...MERGED_FIELDS, 'phones', 'contacts', 'formerNames', 'indexTerms', 'note'].map((field) => [
    field,
    WORDS[`field.${field}`] ?? field,
  ]),
);

/** Says values of customers in Chinese, as the archive's notes are. */
export function valueSayer(ctx: Pick<QueryContext, 'reader'>): SayValue {
  const db = ctx.reader;
  const { gradeList } = readSettings(db);
  return {
    title: (field) => TITLES[field] ?? field,
    text: (field, input) => textOf(field, input, (list, code) => labelOf(db, list, code), gradeList),
  };
}

const UNSAID: ReadonlySet<string | null> = new Set([null, 'organisation', 'normal', 'D30']);
const isUnsaid = (value: string | null) => UNSAID.has(value);

function textOf(
  field: MergedField,
  input: CustomerInput,
  label: (list: string, code: string | null) => string | null,
  gradeList: string,
): string | null {
  switch (field) {
    case 'place':
      return (
        [input.province, input.city, input.district].map((code) => placeName(code) ?? '').join('') || null
      );
    case 'grade':
      return label(gradeList, input.grade);
    case 'subType':
      return label(`sub_type_${input.category}`, input.subType);
    case 'industry':
    case 'size':
      return label(field, input[field]);
    case 'status':
    case 'party':
    case 'secrecy':
    case 'retention':
      return isUnsaid(input[field]) ? null : (WORDS[`${field}.${input[field]}`] ?? input[field]);
    case 'shelf':
      return (
        input.shelf &&
        Object.values(input.shelf)
          .filter((part) => part !== null)
          .join('-')
      );
    case 'annualVolume':
      return input.annualVolume === null ? null : String(input.annualVolume);
    default:
      return input[field];
  }
}
