import type { PrintDocumentInput } from '../../domain/document/model.ts';
import { minuteIn, type Day } from '../../domain/dates.ts';
import type { Retention } from '../../domain/customer.ts';
import type { Secrecy } from '../../domain/roles.ts';
import { secrecyTerm } from '../../domain/secrecy-term.ts';
import type { FrameFacts } from '../../work/subject.ts';
import { FORM_LANGUAGE, word } from './words.ts';

type Frame = Pick<
  PrintDocumentInput,
  'language' | 'company' | 'watermark' | 'printed' | 'pageWords' | 'paper'
>;

/** Letterhead, foot and watermark of a form; trial vaults are marked on every page. */
export function frameOf(facts: FrameFacts): Frame {
  return {
    language: FORM_LANGUAGE,
    company: facts.company,
    watermark: facts.trial ? word('frame.trial') : null,
    printed: word('frame.printed', { name: facts.printedBy, at: minuteIn(facts.zone, facts.printedAt) }),
    // Which page of how many is known where the pages are laid out.
    pageWords: word('frame.page', { page: '{{page}}', pages: '{{pages}}' }),
    paper: facts.paper,
  };
}

/**
 * The mark of 机密 and 绝密 as official papers carry it: class, star, term. Null for the other classes. `secrecy` is
 * the class in force, so a lapsed one has no mark (rules.md S1).
 */
export function secrecyMarkOf(secrecy: Secrecy, until: Day | null, retention: Retention): string | null {
  if (secrecy !== 'secret' && secrecy !== 'top_secret') return null;
  const lasts = secrecyTerm(until, retention);
  const term = 'until' in lasts ? beforeDay(lasts.until) : word(`secrecy.term.${lasts.retention}`);
  return word('secrecy.mark', { class: word(`secrecy.${secrecy}`), term });
}

function beforeDay(day: Day): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return word('date.before', { year, month, day: date });
}
