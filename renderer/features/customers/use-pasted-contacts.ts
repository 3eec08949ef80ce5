import { useRef, type ClipboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { CUSTOMER_FIELDS } from '../../../db/domain/customer-fields.ts';
import { useNotify } from '../../components/notify.tsx';
import { cellOf, type ContactCell } from './contact-cells.ts';
import type { CustomerFormApi } from './customer-field.tsx';
import { isSheet, LONGEST_PASTE, withPasted, type ContactForm } from './pasted-contacts.ts';

interface Done {
  readonly before: ContactForm[];
  /** As text, to see whether anything was typed since. */
  readonly after: string;
}

/** Rows of a sheet pasted into the people of a form; Ctrl+Z and the notice take the last ones back. */
export function usePastedContacts(
  form: CustomerFormApi,
  replace: (contacts: ContactForm[]) => void,
  goTo: (cell: ContactCell) => void,
) {
  const { t } = useTranslation();
  const notify = useNotify();
  const last = useRef<Done | null>(null);
  const current = () => form.getValues('contacts');
  const isUntouched = (done: Done) => JSON.stringify(current()) === done.after;
  /** True when there was something to take back, and nothing was typed since. */
  const undo = (): boolean => {
    const done = last.current;
    if (!done || !isUntouched(done)) return false;
    last.current = null;
    replace(done.before);
    return true;
  };
  /** The same by the notice of one paste, which may stand there longer than what it tells of. */
  const takeBack = (done: Done) => {
    if (last.current === done && !undo())
      notify.show({ text: t('customers:contacts.paste_changed'), severity: 'warning' });
  };
  const onPaste = (event: ClipboardEvent<HTMLElement>) => {
    const at = cellOf(event.target);
    const text = event.clipboardData.getData('text/plain');
    if (!at || !isSheet(text)) return;
    event.preventDefault();
    if (text.length > LONGEST_PASTE) {
      notify.show({ text: t('customers:contacts.paste_too_long'), severity: 'warning' });
      return;
    }
    const before = structuredClone(current());
    const { contacts, filled, left } = withPasted(text, {
      ...at,
      contacts: before,
      most: CUSTOMER_FIELDS.contacts.most,
    });
    replace(contacts);
    const done = { before, after: JSON.stringify(current()) };
    last.current = done;
    goTo(at);
    const said = t('customers:contacts.pasted', { count: filled });
    notify.done(left > 0 ? t('customers:contacts.pasted_over', { said, left }) : said, () => takeBack(done));
  };
  return { onPaste, undo };
}
