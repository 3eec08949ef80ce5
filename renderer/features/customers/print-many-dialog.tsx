import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryView } from '../../components/states.tsx';
import { formatCount } from '../../lib/format.ts';
import { useVaultClient } from '../../lib/vault.ts';
import { FormPreview } from '../../print/form-preview.tsx';
import type { Chosen } from './list-query.ts';

export type PrintedOfMany = 'cards' | 'archive_index';

/** 打印档案卡, 打印索引 of many archives: how many they are, and which are left out, before the pages are made. */
export function PrintManyDialog(props: { form: PrintedOfMany; chosen: Chosen; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const title = useId();
  const client = useVaultClient();
  const [chosen] = useState(props.chosen);
  const [ready, setReady] = useState(false);
  const options = useMemo(() => ({ chosen }), [chosen]);
  const query = useQuery({
    queryKey: ['customers.printable', title],
    queryFn: ({ signal }) => client.customers.printable.query({ chosen }, { signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
  const { form, onClose } = props;
  if (ready) return <FormPreview form={form} id={0} options={options} onClose={onClose} />;
  const { printed = 0, mostCards = 0 } = query.data ?? {};
  const isTooMany = form === 'cards' && printed > mostCards;
  const number = (count: number) => formatCount(count, i18n.language);
  return (
    <Dialog open onClose={onClose} aria-labelledby={title} maxWidth="xs" fullWidth>
      <DialogTitle id={title}>{t(`customers:print_many.title.${form}`)}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5 }}>
        <QueryView query={query}>
          {({ guarded, withheld }) => (
            <>
              <Typography>{t(`customers:print_many.${form}_text`, { number: number(printed) })}</Typography>
              {guarded > 0 && (
                <Typography sx={{ color: 'text.secondary' }}>
                  {t('customers:print_many.guarded', { number: number(guarded) })}
                </Typography>
              )}
              {withheld > 0 && (
                <Typography sx={{ color: 'text.secondary' }}>
                  {t('customers:print_many.withheld', { number: number(withheld) })}
                </Typography>
              )}
              {isTooMany && (
                <Alert severity="warning">
                  {t('errors:customers.print_too_many', { most: number(mostCards) })}
                </Alert>
              )}
            </>
          )}
        </QueryView>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:cancel')}</Button>
        <Button variant="contained" disabled={printed === 0 || isTooMany} onClick={() => setReady(true)}>
          {t('customers:print_many.preview')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
