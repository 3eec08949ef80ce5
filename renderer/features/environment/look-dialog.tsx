import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useWatch, type Control } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { daySchema, minuteIn } from '../../../db/domain/dates.ts';
import { readTime } from '../../../db/domain/environment/dates.ts';
import {
  isPossible,
  MOST_NOTE,
  TICKS,
  type Measure,
  type Ticks,
} from '../../../db/domain/environment/readings.ts';
import { ManyChoicesInput } from '../../components/form/choice-input.tsx';
import { DateInput } from '../../components/form/date-input.tsx';
import { FieldGrid } from '../../components/form/field-frame.tsx';
import { TextInput } from '../../components/form/text-input.tsx';
import { useAppForm } from '../../components/form/use-app-form.ts';
import { FormDialog } from '../../components/form-dialog.tsx';
import { useNotify } from '../../components/notify.tsx';
import { useToday, useZone } from '../../lib/use-today.ts';
import { useVault, useVaultClient, type Clients } from '../../lib/vault.ts';
import { readTyped, tenthsText, type RoomDialog } from './climate-types.ts';

/** What is entered: what the thermometer shows, what somebody saw, or both of one look. */
export type Look = 'reading' | 'check' | 'both';

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

const looked = z.strictObject({
  day: daySchema.nullable().pipe(daySchema),
  time: timeText,
  temperature: figure('temperature'),
  humidity: figure('humidity'),
  wrong: z.array(z.enum(TICKS)),
  note: z.string().trim().max(MOST_NOTE),
});
type Looked = z.output<typeof looked>;

const isMeasured = ({ temperature, humidity }: Pick<Looked, 'temperature' | 'humidity'>): boolean =>
  temperature.trim() !== '' || humidity.trim() !== '';
const measured = looked.refine(isMeasured, { path: ['temperature'], message: 'environment.no_measure' });

/** 登记温湿度, 登记查看: the thermometer on the wall, and everything fine but what is picked. */
export function LookDialog({ look, room, name, onClose }: RoomDialog & { look: Look }) {
  const { t } = useTranslation();
  const notify = useNotify();
  const { environment } = useVaultClient();
  const today = useToday();
  const zone = useZone();
  // Day and time are of one moment.
  const [[day = '', time = '']] = useState(() => minuteIn(zone, Date.now()).split(' '));
  const blank = { day, time, temperature: '', humidity: '', wrong: [], note: '' };
  const form = useAppForm(look === 'reading' ? measured : looked, blank);
  // What was written before the rest was refused is not written twice.
  const written = useRef<string | null>(null);
  const save = useMutation({
    async mutationFn(given: Looked) {
      const hand = handOf(room, given);
      const isNew = written.current !== JSON.stringify(hand);
      const measures = look !== 'check' && isMeasured(given);
      if (measures && isNew) await environment.record.mutate(hand);
      written.current = JSON.stringify(hand);
      if (look !== 'reading') await environment.check.mutate(checkOf(room, given));
      return measures && look === 'both' ? 'both' : measures ? 'record' : 'check';
    },
    onSuccess: (what) => {
      notify.done(t(`environment:said.${what}`));
      onClose();
    },
  });
  const submit = form.handleSubmit((given) => save.mutate(given));
  return (
    <FormDialog
      saves
      title={t(`environment:title_of.${look}`, { room: name })}
      submitLabel={t('environment:do.save')}
      onSubmit={() => void submit()}
      onClose={onClose}
      pending={save.isPending}
      error={save.error}
    >
      <FieldGrid>
        <DateInput
          control={form.control}
          name="day"
          label={t('environment:column.day')}
          max={today}
          required
        />
        {look !== 'check' && (
          <>
            <TextInput
              control={form.control}
              name="time"
              label={t('environment:column.time')}
              figures
              required
            />
            <MeasureInput control={form.control} measure="temperature" autoFocus />
            <MeasureInput control={form.control} measure="humidity" />
          </>
        )}
      </FieldGrid>
      {look !== 'reading' && (
        <>
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
        </>
      )}
    </FormDialog>
  );
}

interface MeasureInputProps {
  readonly control: Control<z.input<typeof looked>, unknown, Looked>;
  readonly measure: Measure;
  readonly autoFocus?: boolean;
}

/** A figure of the thermometer, with what it should be; one that is not is entered as it was read. */
function MeasureInput({ control, measure, autoFocus = false }: MeasureInputProps) {
  const { t } = useTranslation();
  const vault = useVault();
  const limits = useQuery(vault.settings.get.queryOptions()).data?.environmentLimits[measure];
  const tenths = readTyped(useWatch({ control, name: measure }));
  const isOut = limits && tenths != null && (tenths < limits.low || tenths > limits.high);
  return (
    <TextInput
      control={control}
      name={measure}
      label={t(`environment:${measure}`)}
      help={
        limits &&
        t(isOut ? 'environment:is_out' : 'environment:should_be', {
          low: tenthsText(limits.low),
          high: tenthsText(limits.high),
        })
      }
      figures
      inputMode="numeric"
      autoFocus={autoFocus}
    />
  );
}

type Environment = Clients['vault']['environment'];
type Hand = Parameters<Environment['record']['mutate']>[0];
type Check = Parameters<Environment['check']['mutate']>[0];

const handOf = (room: string, { day, time, temperature, humidity }: Looked): Hand => ({
  room,
  day,
  seconds: readTime(time.trim()) ?? 0,
  temperature: readTyped(temperature) ?? null,
  humidity: readTyped(humidity) ?? null,
});

function checkOf(room: string, { day, wrong, note }: Looked): Check {
  const isFine = (tick: (typeof TICKS)[number]) => !wrong.includes(tick);
  const ticks: Ticks = {
    fire: isFine('fire'),
    light: isFine('light'),
    insects: isFine('insects'),
    mould: isFine('mould'),
    damp: isFine('damp'),
  };
  return { room, day, ticks, note: note || null };
}
