import { z } from 'zod';

/** The languages of the windows, the command line and what leaves the vault as a file. */
export const languageSchema = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof languageSchema>;

/** A wording of the locales with its `{{gaps}}` filled; a gap that nothing fills is left empty. */
export function fillWords(wording: string, values: object = {}): string {
  // Most have no gaps, and a look at everything words some fifty for each archive.
  if (!wording.includes('{{')) return wording;
  const known = new Map<string, unknown>(Object.entries(values));
  return wording.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(known.get(name) ?? ''));
}
