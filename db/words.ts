import enAudit from '../resources/locales/en/audit.json' with { type: 'json' };
import enCommon from '../resources/locales/en/common.json' with { type: 'json' };
import enCli from '../resources/locales/en/cli.json' with { type: 'json' };
import enErrors from '../resources/locales/en/errors.json' with { type: 'json' };
import zhAudit from '../resources/locales/zh-CN/audit.json' with { type: 'json' };
import zhCommon from '../resources/locales/zh-CN/common.json' with { type: 'json' };
import zhCli from '../resources/locales/zh-CN/cli.json' with { type: 'json' };
import zhErrors from '../resources/locales/zh-CN/errors.json' with { type: 'json' };
import enProperties from '../resources/locales/en/properties.json' with { type: 'json' };
import zhProperties from '../resources/locales/zh-CN/properties.json' with { type: 'json' };
import { evidenceOf, type PropertyCheck } from './domain/properties.ts';
import { fillWords, type Language } from './domain/wording.ts';

const ERRORS: Record<Language, Record<string, string>> = { 'zh-CN': zhErrors, en: enErrors };
const CLI: Record<Language, Record<string, string>> = { 'zh-CN': zhCli, en: enCli };

const AUDIT: Record<Language, Record<string, string>> = { 'zh-CN': zhAudit, en: enAudit };

/** Chinese unless the terminal asks for English by its locale. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^en/i.test(locale) ? 'en' : 'zh-CN';
}

/** A refusal in words; the code itself only where the locales lack it. */
export function errorWords(language: Language, code: string, data: object = {}): string {
  return fillWords(ERRORS[language][code] ?? code, data);
}

const COMMON: Record<Language, Record<string, string>> = { 'zh-CN': zhCommon, en: enCommon };

/** A word that all subjects share. */
export function commonWord(language: Language, key: string): string {
  return COMMON[language][key] ?? key;
}

const PROPERTIES: Record<Language, Record<string, string>> = {
  'zh-CN': { ...zhAudit, ...zhProperties },
  en: { ...enAudit, ...enProperties },
};

/** What a check of the four properties found, as a sentence. */
export function evidenceWords(language: Language, check: PropertyCheck): string {
  return evidenceOf(PROPERTIES[language], check);
}

/** What a check of the four properties looks at. */
export function propertyCheckWords(language: Language, name: string): string {
  return PROPERTIES[language][`check.${name}`] ?? name;
}

/** A sentence of the command line. */
export function cliWords(language: Language, key: string, data: object = {}): string {
  return fillWords(CLI[language][key] ?? key, data);
}

/** What a check of the look at everything looks at, in the words of the window. */
export function checkWords(language: Language, name: string): string {
  return AUDIT[language][`check.${name}`] ?? name;
}
