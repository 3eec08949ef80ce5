import { z } from 'zod';

/** Longer input than this is no text that a person entered; it is not even looked through. */
const LONGEST = 100_000;

/** Control and direction marks, joiners, fillers and halves of characters: unseen, and made to deceive. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\u115F\u1160\u3164\uFFA0\uFFFE\uFFFF]/gu;
const BREAK = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const NEEDS_WORK = /[^\P{C}\n]|[\u115F\u1160\u3164\uFFA0\u2028\u2029]/u;

/** Text without what cannot be seen; line breaks and tabs are spaces. */
export function visibleLine(text: string): string {
  return visibleLines(text).replaceAll('\n', ' ');
}

/** The same with its line breaks. */
export function visibleLines(text: string): string {
  if (!NEEDS_WORK.test(text)) return text;
  return text.replace(BREAK, '\n').replaceAll('\t', ' ').replace(UNSEEN, '');
}

/** One line that a person enters: at most `max` characters, trimmed, nothing unseen in it. */
export function enteredLine(max: number) {
  return z.string().max(LONGEST, { abort: true }).overwrite(visibleLine).trim().max(max);
}

/** The same for longer text, which keeps its line breaks. */
export function enteredLines(max: number) {
  return z.string().max(LONGEST, { abort: true }).overwrite(visibleLines).trim().max(max);
}

/** As `enteredLine`; null when nothing is left of it. */
export function optionalLine(max: number) {
  return enteredLine(max)
    .nullable()
    .transform((text) => text || null);
}

/** As `enteredLines`; null when nothing is left of it. */
export function optionalLines(max: number) {
  return enteredLines(max)
    .nullable()
    .transform((text) => text || null);
}
