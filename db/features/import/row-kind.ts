import { CITY_NAMES, PROVINCE_NAMES } from '../../domain/cells/city-names.ts';
import { categoryOf } from '../../domain/cells/words.ts';
import type { Category } from '../../domain/customer.ts';
import { parsePhones } from '../../domain/cells/phones.ts';
import { cellText, type CellValue } from '../../domain/cells/text.ts';
import type { TableRow } from '../../wire.ts';
import { fieldOfTitle, plainTitle } from './columns.ts';
import type { Column } from './understand.ts';

/**
 * What a row below the titles is: only `data` rows are customers, and `blank` ones hold nothing. A header may
 * come again as it was, with more titles than before (`wider_header`), or with others (`other_header`).
 */
export type RowKind =
  | 'data'
  | 'blank'
  | 'total'
  | 'footer'
  | 'title'
  | 'section'
  /** 必填 and 示例：…, as templates say it to who fills them in. */
  | 'hint'
  | 'repeated_header'
  | 'wider_header'
  | 'other_header';

type MappedColumn = Pick<Column, 'index' | 'title' | 'field'>;

interface Filled {
  readonly index: number;
  readonly text: string;
  readonly value: CellValue;
}

const COUNT = '[\\d,.]+(?:户|家|个|条|行|项|人|笔|元|万元)?';
/** What stands in brackets behind a total: units and extents, so that 合计（北京）is not one. */
const EXTENT = '[（(【[][元万千亿户家个条项人笔数本页表全部大小写不含税金额单位币:：\\d.,]{1,10}[）)】\\]]';
const TOTAL = new RegExp(
  `^(?:本[页表月年季期]|全[部年表]|以上|上述|年度)?(?:合计|总计|小计|共计|累计|总合计)` +
    `(?:数|数量|额|金额|户数|家数|总数|总额)?(?:${EXTENT})?(?:[:：].*|${COUNT})?$`,
);
const TOTAL_ENGLISH = /^(?:grand|page|sub)?(?:total|sum)(?:[:：].*)?$/i;
/** 共35家, 客户数：35 */
const NUMBER_OF_ROWS = new RegExp(
  `^(?:本[页表])?(?:(?:合计|总计|一?共)有?${COUNT}(?:客户|供应商|单位|企业|公司)?|(?:客户|供应商|单位|企业)?[总户家]{0,2}数[:：]?${COUNT})[。.]?$`,
);
const ONLY_COUNT = new RegExp(`^${COUNT}$`);
const NOTHING_BELOW =
  /^[-—–*=（(【[]*(?:以下(?:空白|无正文|无内容|无数据|无记录)|[此本]页(?:以下)?空白)[-—–*=）)】\]。]*$/;
const SIGNATURE =
  /^(?:制表|编制|审核|审批|批准|填表|填报|打印|统计|录入|复核|核对|经办|制单)(?:(?:人|者|员|人员|日期|时间|单位|部门)?[:：]|(?:人员?|日期|时间)(?:$|\p{Script=Han}{2,4}$|\d{4}[-./年]))/u;
const REMARK =
  /^[*※（(]*(?:(?:(?:注|备注|附注|说明|注意)\d{0,2}|负责人|日期|数据来源|截至日期)[:：]|(?:数据|资料|统计)?截[至止](?:日期|时间)?\d{4}[-./年])/;
const PAGE = /^(?:第\d+页(?:[,，/／、]?共\d+页)?|page\d+(?:(?:of|\/)\d+)?)$/i;
/** A day where a name should be, or beside signatures: when the table was made. */
const DAY = /^(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?$/;
const HINT =
  /^[（(【[*]?(?:(?:必填|选填|非必填|不能为空|可为空)(?:$|[）)】\],，;；:：])|(?:示例|样例|例如?)[:：])/;
/** Name of a table, as it stands over each printed page. */
const TABLE_NAME =
  /(?:台账|一览表|登记表|明细表|汇总表|统计表|通讯录|名册|名录)(?:[（(][^（）()]*[）)])?(?:续表?)?$/;

/** Ends of names of firms and offices. */
const FIRM =
  /(?:公司|厂|店|行|部|社|院|所|中心|集团|场|铺|坊|馆|局|会|校|学|室|个体户|专业户|[商材金料装具]城|政府|[超夜门菜集]市|[小园社]区|[工开商]业?发?区)$/;
const COUNTED =
  /^(?:第?[一二三四五六七八九十]{1,3}(?:部分|章|节|[、.．:：])|[（(][一二三四五六七八九十]{1,3}[)）]|[IVX]{1,4}[、.．])/;
const FRAME = '[★☆◆◇■□●○▲△※*=~—–-]';
const FRAMES = new RegExp(`^${FRAME}+|${FRAME}+$`, 'gu');
const FRAMED = new RegExp(`^(?:${FRAME}+.*${FRAME}+|【.*】|《.*》)$`, 'u');
const SPAN = /^(?:以上|以下|上述|下列)/;
const YEAR =
  /^(?:19|20)\d{2}年?(?:度|\d{1,2}月份?|[上下]半年|第?[一二三四]季度)?的?(?:新增|新开|新签|开发|合作|客户|供应商|名单|以前|之前|以后)/;
const AREA =
  /^(?:(?:华[东南北中]|东北|西北|西南|港澳台?|海外|国内|国外|省内|省外)(?:大?区|片区|地区|区域)?|\p{Script=Han}{2,6}[省市区县镇])(?:客户|供应商|合作机构)?$/u;
const GROUP =
  /^(?:重点|普通|一般|新|老|大|小|潜在|意向|合作|停止合作|流失|vip|[a-d][级类])(?:客户|供应商|供货商|合作机构|合作单位)$/i;

const PERIOD =
  /^(?:(?:19|20)\d{2}年?(?:度|年|\d{1,2}月份?|[上下]半年|第?[一二三四1-4]季度)|\d{1,2}月份?|第?[一二三四]季度|[上下]半年)$/;
const LETTER = /^[A-Z]$/i;
const NOT_THE_MAINLAND = /^(?:台湾|香港|澳门)$/;
/** How many rows stand below: 广东省（12家） */
const HOW_MANY = /[（(【[](?:共|计|合计)?\d+(?:户|家|个|条|人)[）)】\]]$/;

/** A line that names the rows below or above it, where nothing else stands in the row. */
function isSection(text: string, isOneOfSeveral: boolean): boolean {
  if (SPAN.test(text)) return true;
  const bare = text.replace(FRAMES, '').replace(HOW_MANY, '');
  if (FIRM.test(bare.replace(/[】》]$/, ''))) return false;
  return (
    /[:：]$/.test(text) ||
    HOW_MANY.test(text) ||
    [COUNTED, FRAMED, YEAR, PERIOD, AREA, GROUP].some((pattern) => pattern.test(text)) ||
    categoryOf(text) != null ||
    // A list of nothing but names may hold one that is called so.
    (isOneOfSeveral &&
      (LETTER.test(bare) || PROVINCE_NAMES.has(bare) || NOT_THE_MAINLAND.test(bare) || CITY_NAMES.has(bare)))
  );
}

/** The category of the rows below a heading that says nothing else: 二、业务客户（5家）. */
export function headingCategory(text: string): Category | null {
  const unframed = text.replaceAll(/\s/g, '').replace(FRAMES, '').replace(COUNTED, '').replace(HOW_MANY, '');
  return categoryOf(unframed.replaceAll(/^[【《]|[】》:：]$/g, '')) ?? null;
}

const isTotal = (text: string) => TOTAL.test(text) || TOTAL_ENGLISH.test(text) || NUMBER_OF_ROWS.test(text);
const isFooter = (text: string) =>
  SIGNATURE.test(text) || REMARK.test(text) || NOTHING_BELOW.test(text) || PAGE.test(text);

export function rowKind({ cells, missing }: TableRow, columns: readonly MappedColumn[]): RowKind {
  const filled = cells.flatMap((value, index): Filled[] => {
    const text = value === null ? '' : cellText(value).trim();
    return text === '' ? [] : [{ index, text, value }];
  });
  const nameColumn = columns.find(({ field }) => field === 'name')?.index ?? -1;
  const bare = (cell: Filled | undefined) => cell?.text.replaceAll(/\s/g, '') ?? '';
  const first = bare(filled[0]);
  if (first === '') return missing ? 'data' : 'blank';
  const name = bare(filled.find(({ index }) => index === nameColumn));
  if (isTotal(name) || ((name === '' || ONLY_COUNT.test(name)) && isTotal(first)))
    return isReached(filled, columns) ? 'data' : 'total';
  if (name === '' ? isFooterLine(filled, first) : isFooter(name))
    return isReached(filled, columns) ? 'data' : 'footer';
  if (filled.length === 1 && TABLE_NAME.test(first)) return 'title';
  if (filled.length === 1 && DAY.test(name)) return 'footer';
  if (filled.length === 1 && name !== '' && isSection(name, columns.length > 1)) return 'section';
  if (HINT.test(name)) return 'hint';
  return headerKind(filled, columns) ?? 'data';
}

/** Without a name: a line of signatures and days, or one with no more than one thing beside it. */
function isFooterLine(filled: readonly Filled[], first: string): boolean {
  if (!isFooter(first)) return false;
  if (filled.length <= 2) return true;
  const texts = filled.map(({ text }) => text.replaceAll(/\s/g, ''));
  return texts.every((text) => isFooter(text) || DAY.test(text));
}

/** A number to call or a code: no total has one, so this is a customer whatever its name. */
function isReached(filled: readonly Filled[], columns: readonly MappedColumn[]): boolean {
  return filled.some(({ index, text, value }) => {
    const field = columns.find((column) => column.index === index)?.field;
    if (field === 'uscc') return /^[0-9A-Z]{15,18}$/i.test(text);
    const isPhone = field === 'mobile' || field === 'phone' || field === 'contactAndPhone';
    return isPhone && parsePhones(value).phones.some(({ number }) => number.length >= 11);
  });
}

/** True for a row that could be the titles of a table: a name and others that are known, in the majority. */
export function isFullHeader(cells: readonly CellValue[]): boolean {
  const texts = cells.filter((cell) => cell !== null && cell !== '');
  if (texts.some((cell) => typeof cell !== 'string')) return false;
  const fields = texts.map((cell) => fieldOfTitle(cellText(cell)));
  const known = new Set(fields.filter((field) => field !== null)).size;
  return fields.includes('name') && known >= 2 && (known >= 4 || known * 2 > texts.length);
}

/** Which header a row of titles is, as at the top of each printed page; null for a row that is none. */
function headerKind(filled: readonly Filled[], columns: readonly MappedColumn[]): RowKind | null {
  // A phone, a code or a date written together: no title has one, and most customers do.
  if (filled.some(({ text }) => /\d{6}/.test(text))) return null;
  const columnAt = new Map(columns.map((column) => [column.index, column]));
  const compared = filled.map(({ index, text }) => ({
    field: columnAt.get(index)?.field,
    what: compareTitles(columnAt.get(index)?.title ?? '', text),
  }));
  const count = (what: Comparison) => compared.filter((one) => one.what === what).length;
  const [same, added, contradicts] = [count('same'), count('added'), count('contradicts')];
  // A customer may have a column's title as its value, 五金 under 五金, but not as its name.
  const isNamed = compared.some(({ field, what }) => field === 'name' && what === 'differs');
  if (same >= 2 && contradicts === 0 && same >= filled.length - 1 && added === 0 && !isNamed)
    return 'repeated_header';
  if (!isFullHeader(filled.map(({ value }) => value))) return null;
  if (contradicts > 0 || count('differs') > 1) return 'other_header';
  return added > 0 ? 'wider_header' : 'repeated_header';
}

type Comparison = 'same' | 'added' | 'differs' | 'contradicts';

function compareTitles(title: string, text: string): Comparison {
  if (title === text) return 'same';
  const other = fieldOfTitle(text);
  if (title === '') return other === null ? 'differs' : 'added';
  if (other === null) return plainTitle(title) === plainTitle(text) ? 'same' : 'differs';
  const field = fieldOfTitle(title);
  if (field === other) return 'same';
  return field === null ? 'differs' : 'contradicts';
}
