import { z } from 'zod';

/** What no document may carry: controls, halves of surrogate pairs, noncharacters, marks that turn the direction of text. */
const UNPRINTABLE = /[[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\p{Bidi_Control}]--[\n]]/gv;
/** Text in which there is nothing to change, which nearly all is. */
const PLAIN = /^[\u0020-\u007E\u00A0-\u05FF\u2010-\u2027\u2030-\u205F\u3000-\u9FFF\uFF00-\uFFEF]*$/;
const BREAKS = /\r\n?|[\u0085\u2028\u2029]/g;

/**
 * Text as it may stand in any document: one kind of line break, tabs as spaces, nothing that XML forbids and no
 * invisible mark that would make a name read in another order than it is stored.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(BREAKS, '\n').replaceAll('\t', ' ').replace(UNPRINTABLE, '');
}

/** Text on one line, as every part of a document has it. */
export const line = z
  .string()
  .max(2_000)
  .transform((value) => printable(value).replaceAll('\n', ' '));
