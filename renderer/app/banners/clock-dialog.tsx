import { Alert, Box, Button, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { SheetFields } from '../../features/vault/sheet-fields.tsx';
import { NO_SHEETS, sheetsShape } from '../../features/vault/sheets.ts';
import type { AppRouter } from '../../lib/contracts.ts';
import { useVault } from '../../lib/vault.ts';

export type ClockDoubt = NonNullable<inferRouterOutputs<AppRouter>['clock']['check']>;

const typed = z.strictObject(sheetsShape);
/** While a word alone is given. */
const none = z.strictObject({ first: z.string(), second: z.string() });

/** Gives one's word that the computer's date is right: the first of two people, the second, or one with two sheets. */
export function ClockDialog({ doubt, onClose }: { doubt: ClockDoubt; onClose: () => void }) {
  const { t } = useTranslation();
  const vault = useVault();
  const notify = useNotify();
  const [isAlone, setAlone] = useState(doubt.isMine);
  const form = useAppForm(isAlone ? typed : none, NO_SHEETS);
  const isLast = isAlone || doubt.words.length > 0;
  const done = {
    onSuccess: () => {
      notify.done(t(isLast ? 'app:clock.over' : 'app:clock.noted'));
      onClose();
    },
  };
  const vouch = useMutation(vault.clock.vouch.mutationOptions(done));
  const withSheets = useMutation(vault.clock.vouchWithSheets.mutationOptions(done));
  const submit = form.handleSubmit(({ first, second }) =>
    isAlone ? withSheets.mutate({ sheets: [first, second] }) : vouch.mutate(),
  );
  const { today, lastDay, words, isMine } = doubt;
  return (
    <FormDialog
      title={t('app:clock.title')}
      submitLabel={t('app:clock.vouch')}
      pending={vouch.isPending || withSheets.isPending}
      error={vouch.error ?? withSheets.error}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <Box
        component="dl"
        sx={{ m: 0, display: 'grid', gridTemplateColumns: 'auto 1fr', columnGap: 2, rowGap: 0.5 }}
      >
        {(
          [
            [t('app:clock.today'), today],
            [t('app:clock.last'), lastDay],
          ] as const
        ).map(([label, day]) => (
          <Fragment key={label}>
            <Typography component="dt" color="text.secondary">
              {label}
            </Typography>
            <Typography component="dd" sx={{ m: 0, fontVariantNumeric: 'tabular-nums', fontWeight: 600 }}>
              {day}
            </Typography>
          </Fragment>
        ))}
      </Box>
      <Typography>{t('app:clock.mend')}</Typography>
      <Alert severity="info">
        {isMine
          ? t('app:clock.mine')
          : t(words.length > 0 ? 'app:clock.second' : 'app:clock.two', { names: words.join('、') })}
      </Alert>
      {isAlone ? (
        <FieldGrid columns={1}>
          <SheetFields control={form.control} first="first" second="second" />
        </FieldGrid>
      ) : (
        <Button sx={{ justifySelf: 'start' }} onClick={() => setAlone(true)}>
          {t('app:clock.alone')}
        </Button>
      )}
    </FormDialog>
  );
}
