import { useTranslation } from 'react-i18next';
import { useNotify } from '../../components/notify.tsx';
import { formatCount } from '../../lib/format.ts';
import { useVaultClient } from '../../lib/vault.ts';

/** Takes a change of many back at once, and says what came of it. */
export function useUndoMany(): (act: number) => void {
  const say = useSayUndone();
  const client = useVaultClient();
  const notify = useNotify();
  return (act) => void client.customers.undoMany.mutate({ act }).then(say, notify.failed);
}

/** Says how many archives are as they were, and how many stayed. */
export function useSayUndone() {
  const { t, i18n } = useTranslation();
  const notify = useNotify();
  const number = (count: number) => formatCount(count, i18n.language);
  return ({ restored, left }: { readonly restored: number; readonly left: number }) =>
    notify.done(
      t(left > 0 ? 'customers:bulk.undone_part' : 'customers:bulk.undone', {
        restored: number(restored),
        left: number(left),
      }),
    );
}
