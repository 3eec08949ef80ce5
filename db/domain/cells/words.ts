import type { Category, Retention, Status } from '../customer.ts';
import type { Secrecy } from '../roles.ts';
import { isNothing } from './nothing.ts';
import { cleanText, halfWidth, type CellValue } from './text.ts';

/**
 * Words of the ledgers for choices that the program closes. Each reader gives null for an empty cell and
 * undefined for a word that it does not know, so that nothing is guessed.
 */
type Word<Choice> = Choice | null | undefined;

function table<Choice>(words: Readonly<Record<string, Choice>>): (value: CellValue) => Word<Choice> {
  const known = new Map(Object.entries(words));
  return (value) => {
    const word = wordOf(value);
    return word === '' ? null : known.get(word);
  };
}

/** A word without width, case, spaces and the sign of nothing. */
export function wordOf(value: CellValue): string {
  if (value === null || value === '') return '';
  const word = halfWidth(cleanText(value)).replaceAll(' ', '').toLowerCase();
  return isNothing(word) ? '' : word;
}

/** The closed categories (rules.md C0). */
export const categoryOf = table<Category>({
  supplier: 'supplier',
  供应商: 'supplier',
  供应厂商: 'supplier',
  供货商: 'supplier',
  厂商: 'supplier',
  供方: 'supplier',
  供应: 'supplier',
  供应商类: 'supplier',
  供应商客户: 'supplier',
  gy: 'supplier',
  gys: 'supplier',
  client: 'client',
  业务客户: 'client',
  客户: 'client',
  业务: 'client',
  采购商: 'client',
  经销商: 'client',
  业务客户类: 'client',
  购货单位: 'client',
  需方: 'client',
  customer: 'client',
  yw: 'client',
  kh: 'client',
  partner: 'partner',
  合作机构: 'partner',
  合作单位: 'partner',
  合作伙伴: 'partner',
  机构: 'partner',
  合作方: 'partner',
  合作: 'partner',
  合作机构类: 'partner',
  服务机构: 'partner',
  hz: 'partner',
});

/** True for 客户和供应商: more than one category in one cell, of which an archive has one. */
export function areSeveralCategories(value: CellValue): boolean {
  const pieces = cleanText(value).split(/[和与及兼、,，/+&;；]/);
  const found = new Set(pieces.map((piece) => categoryOf(piece) ?? undefined));
  return (
    (pieces.length > 1 && found.size > 1 && !found.has(undefined)) ||
    /^(?:两者|均有|都是|兼有)$/.test(wordOf(value))
  );
}

const SHEET_WORDS: ReadonlyArray<readonly [RegExp, Category]> = [
  [/供应|供货|厂商|供方|supplier|vendor/i, 'supplier'],
  [/合作|机构|partner/i, 'partner'],
  [/业务|客户|采购商|经销|client|customer/i, 'client'],
];

/** The category that a sheet's, a title's or a file's name speaks of; null for none or more than one. */
export function categoryInTitle(title: string): Category | null {
  const found = SHEET_WORDS.filter(([pattern]) => pattern.test(title)).map(([, category]) => category);
  // 供应商客户资料 speaks of suppliers: 客户 alone is also the general word.
  const strong =
    found.length > 1 && !/业务/.test(title) ? found.filter((category) => category !== 'client') : found;
  return strong.length === 1 ? (strong[0] ?? null) : null;
}

/** 普通, 秘密, 机密, 绝密 (rules.md S1). */
export const secrecyOf = table<Secrecy>({
  normal: 'normal',
  普通: 'normal',
  公开: 'normal',
  一般: 'normal',
  内部: 'normal',
  普通级: 'normal',
  confidential: 'confidential',
  秘密: 'confidential',
  秘密级: 'confidential',
  秘: 'confidential',
  secret: 'secret',
  机密: 'secret',
  机密级: 'secret',
  机: 'secret',
  'top secret': 'top_secret',
  topsecret: 'top_secret',
  top_secret: 'top_secret',
  绝密: 'top_secret',
  绝密级: 'top_secret',
  绝: 'top_secret',
});

/** 永久, 30 年, 10 年; the older 长期 and 短期 are read as the terms that replaced them. */
export const retentionOf = table<Retention>({
  y: 'Y',
  永久: 'Y',
  permanent: 'Y',
  d30: 'D30',
  '30年': 'D30',
  '30': 'D30',
  定期30年: 'D30',
  '定期(30年)': 'D30',
  三十年: 'D30',
  长期: 'D30',
  d10: 'D10',
  '10年': 'D10',
  '10': 'D10',
  定期10年: 'D10',
  '定期(10年)': 'D10',
  十年: 'D10',
  短期: 'D10',
});

/** 洽谈中, 合作中, 停止 (business clients). */
export const statusOf = table<Status>({
  negotiating: 'negotiating',
  洽谈中: 'negotiating',
  洽谈: 'negotiating',
  正在洽谈: 'negotiating',
  正在洽谈中: 'negotiating',
  意向: 'negotiating',
  潜在: 'negotiating',
  跟进中: 'negotiating',
  active: 'active',
  合作中: 'active',
  合作: 'active',
  正常: 'active',
  正式: 'active',
  在合作: 'active',
  已合作: 'active',
  正常合作: 'active',
  成交: 'active',
  stopped: 'stopped',
  停止: 'stopped',
  停止合作: 'stopped',
  终止: 'stopped',
  已停止: 'stopped',
  已终止: 'stopped',
  中止: 'stopped',
  暂停: 'stopped',
});

/** 机构 or 个人. */
export const partyOf = table<'organisation' | 'individual'>({
  organisation: 'organisation',
  organization: 'organisation',
  机构: 'organisation',
  企业: 'organisation',
  单位: 'organisation',
  公司: 'organisation',
  法人: 'organisation',
  个体: 'organisation',
  个体户: 'organisation',
  个体工商户: 'organisation',
  individual: 'individual',
  个人: 'individual',
  自然人: 'individual',
  私人: 'individual',
});

/** Grades of the three customary scales (rules.md R2), as the codes of the list `grade`. */
export const gradeOf = table<string>({
  platinum: 'platinum',
  铂金: 'platinum',
  铂金级: 'platinum',
  白金: 'platinum',
  铂金客户: 'platinum',
  铂: 'platinum',
  gold: 'gold',
  黄金: 'gold',
  黄金级: 'gold',
  黄金客户: 'gold',
  金: 'gold',
  金牌: 'gold',
  iron: 'iron',
  铁: 'iron',
  铁级: 'iron',
  铁牌: 'iron',
  铁客户: 'iron',
  铁质: 'iron',
  vip: 'vip',
  vip级: 'vip',
  vip客户: 'vip',
  贵宾: 'vip',
  mgc: 'mgc',
  mgc级: 'mgc',
  mgc客户: 'mgc',
  bz: 'bz',
  bz级: 'bz',
  bz客户: 'bz',
  标准: 'bz',
  a: 'a',
  a级: 'a',
  a类: 'a',
  b: 'b',
  b级: 'b',
  b类: 'b',
  c: 'c',
  c级: 'c',
  c类: 'c',
  d: 'd',
  d级: 'd',
  d类: 'd',
});
