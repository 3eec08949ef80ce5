import i18next, { type i18n, type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../electron/shell/values.ts';

export type { Language } from '../../electron/shell/values.ts';

const files = import.meta.glob<Record<string, string>>('../../resources/locales/*/*.json', {
  eager: true,
  import: 'default',
});

function bundledWords(): Resource {
  const words: Resource = {};
  for (const [path, content] of Object.entries(files)) {
    const [language, file] = path.split('/').slice(-2);
    if (language && file) (words[language] ??= {})[file.replace('.json', '')] = content;
  }
  return words;
}

/** Ready at once: every word is bundled. Keys are flat inside a namespace (`t('vault:unlock.title')`). */
export function createI18n(language: Language): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'zh-CN',
    resources: bundledWords(),
    defaultNS: 'common',
    keySeparator: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  const tell = (now: string) => {
    document.documentElement.lang = now;
    document.title = instance.t('common:product');
  };
  tell(language);
  instance.on('languageChanged', tell);
  return instance;
}
