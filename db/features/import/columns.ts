import titles from '../../../resources/lists/import-columns.json' with { type: 'json' };
import { IMPORT_FIELDS, type ImportField } from '../../domain/import-fields.ts';
import { narrowTitle, plainTitle } from '../../domain/text/plain-title.ts';

export { plainTitle } from '../../domain/text/plain-title.ts';
export { IMPORT_FIELDS, REPEATABLE, type ImportField } from '../../domain/import-fields.ts';

/** Titles as departments write them, without width, spaces, units and marks of duty. */
const SYNONYMS: Readonly<Partial<Record<string, readonly string[]>>> = titles;

const BY_TITLE = new Map(
  IMPORT_FIELDS.flatMap((field) => (SYNONYMS[field] ?? []).map((title) => [title, field] as const)),
);
/** Endings that tell a field when the whole title is not known: 甲方单位名称, 首次到访日期. */
const ENDINGS: ReadonlyArray<readonly [RegExp, ImportField]> = [
  [/(?:客户|单位|公司|企业|厂商|供应商|供货商|机构)(?:名称|全称|名)$/, 'name'],
  [/信用代码|纳税人?识别号|税号$/, 'uscc'],
  [/联系人.{0,2}(?:电话|手机|联系方式)$/, 'contactAndPhone'],
  [/(?:手机号?|手机号码)$/, 'mobile'],
  [/(?:电话|电话号码|座机|固话)$/, 'phone'],
  [/(?:联系人|联络人)$/, 'contactName'],
  [/(?:地址|住址)$/, 'address'],
  [/(?:到期|截止|有效期至?)(?:日期?|时间)?$/, 'contractEndsOn'],
  [/(?:建档|归档|立档)(?:日期?|时间)$/, 'filedOn'],
  [/(?:接触|合作起?始?|首次.{0,4})(?:日期?|时间)$/, 'firstContactOn'],
  [/(?:等级|级别)$/, 'grade'],
  [/备注$/, 'note'],
];

/** The field that a title names for sure; null when it is not known. */
export function fieldOfTitle(title: string): ImportField | null {
  return BY_TITLE.get(narrowTitle(title)) ?? BY_TITLE.get(plainTitle(title)) ?? null;
}

/** As `fieldOfTitle`, but also by how an unknown title ends. */
export function guessField(title: string): ImportField | null {
  const plain = plainTitle(title);
  return fieldOfTitle(title) ?? ENDINGS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** The first of the titles that name a field. */
export function usualTitle(field: ImportField): string | undefined {
  return SYNONYMS[field]?.[0];
}

/** Whom a column of names is about: 负责人 of 负责人姓名, which 负责人电话 begins with too. */
export const groupOfTitle = (title: string): string => title.replace(/姓名$/, '');
