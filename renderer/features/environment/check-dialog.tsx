import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { daySchema } from '../../../db/domain/dates.ts';
import { MOST_NOTE, TICKS, type Ticks } from '../../../db/domain/environment/readings.ts';
import { DateInput } from '../../components/form/date-input.tsx';
import { ManyChoicesInput } from '../../components/form/choice-input.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useToday } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import type { RoomDialog } from './climate-types.ts';

const schema = z.strictObject({
  day: daySchema.nullable().pipe(daySchema),
  wrong: z.array(z.enum(TICKS)),
  note: z.string().trim().max(MOST_NOTE),
});

/** 登记查看: everything is fine but what is picked. */
export function CheckDialog({ room, name, onClose }: RoomDialog) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const today = useToday();
  const form = useAppForm(schema, { day: today, wrong: [], note: '' });
  const check = useMutation(
    vault.environment.check.mutationOptions({
      onSuccess: () => {
        notify.done(t('environment:said.check'));
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit(({ day, wrong, note }) => {
    const isFine = (tick: (typeof TICKS)[number]) => !wrong.includes(tick);
    const ticks: Ticks = {
      fire: isFine('fire'),
      light: isFine('light'),
      insects: isFine('insects'),
      mould: isFine('mould'),
      damp: isFine('damp'),
    };
    check.mutate({ room, day, ticks, note: note || null });
  });
  return (
    <FormDialog
      saves
      title={t('environment:title_of.check', { room: name })}
      submitLabel={t('environment:do.save')}
      onSubmit={() => void submit()}
      onClose={onClose}
      pending={check.isPending}
      error={check.error}
    >
      <DateInput control={form.control} name="day" label={t('environment:column.day')} max={today} required />
      <ManyChoicesInput
        control={form.control}
        name="wrong"
        label={t('environment:not_fine_what')}
        help={t('environment:not_fine_help')}
        choices={TICKS.map((value) => ({ value, label: t(`environment:tick.${value}`) }))}
      />
      <TextInput
        control={form.control}
        name="note"
        label={t('environment:column.note')}
        maxLength={MOST_NOTE}
        lines={2}
      />
    </FormDialog>
  );
}
