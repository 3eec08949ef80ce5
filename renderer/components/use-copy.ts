import { useTranslation } from 'react-i18next';
import { useNotify } from './notify.tsx';

/** Puts a text on the clipboard when somebody clicks, and says so. */
export function useCopy(): (text: string) => void {
  const { t } = useTranslation();
  const notify = useNotify();
  return (text) => {
    if (copy(text)) notify.done(t('common:copied'));
  };
}

/** By the command of the page: its window is given no right to the clipboard. */
function copy(text: string): boolean {
  let isDone = false;
  const give = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    // What listens to copying elsewhere would put there what is selected.
    event.stopImmediatePropagation();
    isDone = true;
  };
  window.addEventListener('copy', give, { capture: true, once: true });
  document.execCommand('copy');
  window.removeEventListener('copy', give, { capture: true });
  return isDone;
}
