import { useTranslation } from 'react-i18next';

/** What an action of the log is called; its code where no word is known yet. */
export function useActionName(): (action: string) => string {
  const { t } = useTranslation();
  return (action) => t(`audit:action.${action}`, { defaultValue: action });
}
