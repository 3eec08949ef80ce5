import { isNothing } from './nothing.ts';
import { cleanText, halfWidth, type CellValue } from './text.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  元: 1,
  千: 1e3,
  千元: 1e3,
  万: 1e4,
  万元: 1e4,
  百万: 1e6,
  百万元: 1e6,
  亿: 1e8,
  亿元: 1e8,
};

/** Yuan for one of the unit named in a column's title: 年业务量(万元) is 10,000; 1 when none is named. */
export function unitInTitle(title: string): number {
  const match = /(千元|万元|百万元|亿元|万|亿)\s*[)）\]】]?\s*$/.exec(title);
  return UNITS[match?.[1] ?? ''] ?? 1;
}

/**
 * An amount in whole yuan: 1,234.5万, ￥12000, 2369793. A unit in the cell is used instead of `unit`.
 * Null for empty, undefined for what is no amount, is negative or above 10^15.
 */
export function yuanOf(value: CellValue, unit = 1): number | null | undefined {
  const text = halfWidth(cleanText(value)).replace(/[\s,¥￥$]|人民币|rmb|cny|约/gi, '');
  if (isNothing(text)) return null;
  const match = /^(\d+(?:\.\d+)?(?:e\+?\d{1,2})?)(元|千元?|万元?|百万元?|亿元?)?整?$/i.exec(text);
  if (!match) return undefined;
  const yuan = Math.round(Number(match[1]) * (match[2] === undefined ? unit : (UNITS[match[2]] ?? 1)));
  return yuan <= 1e15 ? yuan : undefined;
}
