import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Say } from '../../../db/domain/log-words.ts';

/** Words of rows of the log, in the window's language. */
export function useSay(): Say {
  const { i18n } = useTranslation();
  return useMemo(
    () => (key, values) => (i18n.exists(key) ? String(i18n.t(key, { ...values })) : undefined),
    [i18n],
  );
}
