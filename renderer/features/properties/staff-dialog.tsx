import { Box, Button, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { daySchema } from '../../../db/domain/dates.ts';
import { DateInput } from '../../components/form/date-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { fieldsDraft, useKeptForm } from '../../components/form/use-kept-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { Can } from '../../lib/session.tsx';
import { useToday } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';

/** The list of who works here, and the way to a new one. */
export function StaffLine() {
  const { t } = useTranslation();
  const vault = useVault();
  const [isOpen, setOpen] = useState(false);
  const { data: list } = useQuery(vault.properties.staff.queryOptions());
  if (list === undefined) return null;
  return (
    <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
      <Typography>{t('properties:staff')}</Typography>
      <Typography className="figures" sx={{ color: 'text.secondary' }}>
        {list
          ? t('properties:staff_is', { day: list.day, count: list.names.length })
          : t('properties:staff_none')}
      </Typography>
      <Can action="properties.handle">
        <Button size="small" onClick={() => setOpen(true)}>
          {t('properties:staff_edit')}
        </Button>
      </Can>
      {isOpen && <StaffDialog names={list?.names ?? []} onClose={() => setOpen(false)} />}
    </Box>
  );
}

const schema = z.strictObject({
  day: daySchema.nullable().pipe(daySchema),
  names: z.string().trim().min(1).max(100_000),
});

/** A list of staff, half pasted. */
export const STAFF_DRAFT = fieldsDraft('staff_draft', { day: z.string().nullable(), names: z.string() });

function StaffDialog(props: { names: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const today = useToday();
  const form = useAppForm(schema, { day: today, names: props.names.join('\n') });
  const kept = useKeptForm(form, 'properties.staff', STAFF_DRAFT);
  const close = () => {
    kept.forget();
    props.onClose();
  };
  const save = useMutation(
    vault.properties.setStaff.mutationOptions({
      onSuccess: () => {
        notify.done(t('properties:staff_saved'));
        close();
      },
    }),
  );
  const submit = form.handleSubmit(({ day, names }) => save.mutate({ day, names: namesIn(names) }));
  return (
    <FormDialog
      saves
      title={t('properties:staff_title')}
      submitLabel={t('properties:staff_save')}
      onSubmit={() => void submit()}
      restored={kept.isRestored}
      onDiscard={kept.giveUp}
      onClose={close}
      pending={save.isPending}
      error={save.error}
    >
      <DateInput control={form.control} name="day" label={t('properties:staff_day')} max={today} required />
      <TextInput
        control={form.control}
        name="names"
        label={t('properties:staff_names')}
        help={t('properties:staff_names_help')}
        lines={10}
        required
        autoFocus
      />
    </FormDialog>
  );
}

/** However they were pasted: by lines, cells, commas. */
export function namesIn(text: string): string[] {
  const names = text.split(/[\n\r\t,，;；、]+/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}
