import { useEffect, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import { z } from 'zod';
import type { StoredKind } from '../../../db/domain/stored-json.ts';
import { useDraft } from '../../lib/drafts.ts';
import { sayKept } from '../../lib/unkept.ts';

/** What of a form is kept while it is filled in: those of its fields that a person has changed. */
export interface FieldsDraft {
  readonly kind: StoredKind<Readonly<Record<string, unknown>>>;
  readonly fields: readonly string[];
}

/** Never with a password among the fields. What earlier versions kept is brought up to date by `upgraders`, the oldest first. */
export function fieldsDraft(
  name: string,
  fields: z.ZodRawShape,
  upgraders: ReadonlyArray<(value: unknown) => unknown> = [],
): FieldsDraft {
  const schema = z.strictObject(fields).partial();
  const byVersion = Object.fromEntries(upgraders.map((upgrade, index) => [index + 1, upgrade]));
  const kind = { name, version: upgraders.length + 1, schema, upgraders: byVersion };
  return { kind, fields: Object.keys(fields) };
}

/**
 * Keeps what is typed into a form of a few fields under `key`, and puts it back when the form opens again. What others
 * have changed meanwhile in the other fields stays theirs.
 */
export function useKeptForm<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
  key: string,
  { kind, fields }: FieldsDraft,
) {
  const { value: found, save, discard } = useDraft(key, kind);
  const { control, subscribe, reset, getValues } = form;
  const { defaultValues } = form.formState;
  /** What was kept when the form opened; null for nothing, and where a person has begun to type before it was read. */
  const [restored, setRestored] = useState<FieldValues | null>();
  if (restored === undefined && found !== undefined) {
    const hasBegun = Object.keys(changedOf(fields, getValues(), defaultValues)).length > 0;
    setRestored(hasBegun ? null : found);
  }
  useEffect(() => sayKept(control, fields), [control, fields]);
  useEffect(() => {
    let isKept = false;
    return subscribe({
      formState: { values: true },
      callback: ({ values, defaultValues: saved }) => {
        const changed = changedOf(fields, values, saved);
        const isChanged = Object.keys(changed).length > 0;
        if (isChanged) save(changed);
        else if (isKept) void discard();
        isKept = isChanged;
      },
    });
  }, [subscribe, save, discard, fields]);
  useEffect(() => {
    if (!restored) return;
    reset({ ...getValues(), ...restored }, { keepDefaultValues: true });
    save(restored);
  }, [restored, getValues, reset, save]);
  const forget = () => {
    setRestored(null);
    void discard();
  };
  return {
    /** What is shown was typed before and not saved. */
    isRestored: Boolean(restored),
    /** Saved, or given up: nothing of it comes back. */
    forget,
    /** Given up, and the form is as it is saved. */
    giveUp: () => {
      forget();
      reset();
    },
  };
}

/** The fields whose values differ from those that are saved. */
function changedOf(fields: readonly string[], values: FieldValues, saved: FieldValues = {}): FieldValues {
  const isChanged = (field: string) => JSON.stringify(values[field]) !== JSON.stringify(saved[field]);
  return Object.fromEntries(fields.filter(isChanged).map((field) => [field, values[field]]));
}
