import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { daySchema } from '../../../db/domain/dates.ts';
import { readTime } from '../../../db/domain/environment/dates.ts';
import { isPossible, type Measure } from '../../../db/domain/environment/readings.ts';
import { DateInput } from '../../components/form/date-input.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useToday } from '../../lib/use-today.ts';
import { useVault } from '../../lib/vault.ts';
import { readTyped, type RoomDialog } from './climate-types.ts';

const timeText = z
  .string()
  .refine((text) => readTime(text.trim()) !== null, { message: 'environment.not_a_time' });
const figure = (measure: Measure) =>
  z.string().refine(
    (text) => {
      const tenths = readTyped(text);
      return tenths === null || (tenths !== undefined && isPossible(measure, tenths));
    },
    { message: `environment.not_${measure}` },
  );

const schema = z
  .strictObject({
    day: daySchema.nullable().pipe(daySchema),
    time: timeText,
    temperature: figure('temperature'),
    humidity: figure('humidity'),
  })
  .refine(({ temperature, humidity }) => temperature.trim() !== '' || humidity.trim() !== '', {
    path: ['temperature'],
    message: 'environment.no_measure',
  });

function timeNow(): string {
  const now = new Date();
  return [now.getHours(), now.getMinutes()].map((part) => String(part).padStart(2, '0')).join(':');
}

/** 登记温湿度: what the thermometer on the wall shows. */
export function ReadingDialog({ room, name, onClose }: RoomDialog) {
  const { t } = useTranslation();
  const notify = useNotify();
  const vault = useVault();
  const today = useToday();
  const [time] = useState(timeNow);
  const form = useAppForm(schema, { day: today, time, temperature: '', humidity: '' });
  const record = useMutation(
    vault.environment.record.mutationOptions({
      onSuccess: () => {
        notify.done(t('environment:said.record'));
        onClose();
      },
    }),
  );
  const submit = form.handleSubmit((given) =>
    record.mutate({
      room,
      day: given.day,
      seconds: readTime(given.time.trim()) ?? 0,
      temperature: readTyped(given.temperature) ?? null,
      humidity: readTyped(given.humidity) ?? null,
    }),
  );
  return (
    <FormDialog
      saves
      title={t('environment:title_of.reading', { room: name })}
      submitLabel={t('environment:do.save')}
      onSubmit={() => void submit()}
      onClose={onClose}
      pending={record.isPending}
      error={record.error}
    >
      <FieldGrid>
        <DateInput
          control={form.control}
          name="day"
          label={t('environment:column.day')}
          max={today}
          required
        />
        <TextInput control={form.control} name="time" label={t('environment:column.time')} figures required />
        <TextInput
          control={form.control}
          name="temperature"
          label={t('environment:temperature')}
          figures
          inputMode="numeric"
          autoFocus
        />
        <TextInput
          control={form.control}
          name="humidity"
          label={t('environment:humidity')}
          figures
          inputMode="numeric"
        />
      </FieldGrid>
    </FormDialog>
  );
}
