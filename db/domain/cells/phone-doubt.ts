import { EXTENSION, parsePhones } from './phones.ts';
import { halfWidth } from './text.ts';

/** Why nobody can be called under a number, with how many digits it has where there should be others. */
export interface PhoneDoubt {
  readonly kind: /** 11 digits. */
    | 'mobile_length'
    /** 13 to 19 first. */
    | 'mobile_start'
    /** 7 or 8 digits after the area code. */
    | 'area_length'
    /** 8 digits after an area code of three. */
    | 'area_eight'
    /** 2 to 8 first. */
    | 'landline_start'
    /** 7 or 8 digits, 10 to 12 with the area code. */
    | 'landline_length'
    /** 400 and 800: 10 digits. */
    | 'service_length';
  readonly digits: number;
}

const AREA = /^(010|02\d|0[3-9]\d{2})(\d*)$/;
/** A number of a three-digit area that was given only seven digits. */
const TOO_SHORT = /^(?:010|02\d)-(\d{7})(?:-|$)/;

/**
 * What is wrong with the first of the numbers in a text that cannot be one; null where each can be, and where no number
 * is meant. Only a doubt: some numbers are of a kind that this does not know.
 */
export function phoneDoubt(text: string): PhoneDoubt | null {
  const { phones, rejected } = parsePhones(text);
  for (const { text: piece } of rejected) {
    const doubt = doubtOf(piece);
    if (doubt) return doubt;
  }
  const short = phones.find(({ number }) => TOO_SHORT.test(number));
  return short ? { kind: 'area_eight', digits: 7 } : null;
}

function doubtOf(piece: string): PhoneDoubt | null {
  const main = mainGroups(halfWidth(piece).replace(EXTENSION, ''));
  if (/[^\d+\-(). ]/.test(main)) return null;
  const written = main.replace(/\D/g, '').replace(/^(?:00)?86(?=0?1|0\d{2})/, '');
  const digits = written.replace(/^0(?=1[3-9])/, '');
  if (digits === '' || digits.startsWith('00') || main.trim().startsWith('+')) return null;
  const count = digits.length;
  if (digits.startsWith('1')) return { kind: count === 11 ? 'mobile_start' : 'mobile_length', digits: count };
  if (/^[48]00/.test(digits) && count > 8) return { kind: 'service_length', digits: count };
  const local = AREA.exec(digits)?.[2];
  if (local === undefined)
    return { kind: isLocal(count) ? 'landline_start' : 'landline_length', digits: count };
  return { kind: isLocal(local.length) ? 'landline_start' : 'area_length', digits: local.length };
}

const isLocal = (count: number): boolean => count === 7 || count === 8;

/** Without the extension that stands behind a last dash. */
function mainGroups(text: string): string {
  const groups = text.split('-');
  const [before = '', last = ''] = groups.slice(-2);
  const isExtension = groups.length > 2 && before.length >= 5 && last.trim().length <= 4;
  return isExtension ? groups.slice(0, -1).join('-') : text;
}
