import { isDay, type Day } from '../../db/domain/dates.ts';

const FORMS = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
] as const;

/** A day as people type it (2017.4.20, 2017/4/20, 20170420, 2017年4月20日, 4-20 of `today`'s year), or null. */
export function readDay(typed: string, today: Day): Day | null {
  const text = typed.normalize('NFKC').replace(/\s/g, '');
  const short = /^(\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
  const match = short
    ? [text, today.slice(0, 4), short[1], short[2]]
    : FORMS.map((form) => form.exec(text)).find(Boolean);
  if (!match) return null;
  const [, year = '', month = '', day = ''] = match;
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(found) ? found : null;
}
