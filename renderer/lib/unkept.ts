import { useEffect } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';

/** What is half filled in on the screen and goes with a lock, which then must not say that all of it is kept. */
const unkept = new Set<object>();

/** The fields of a form that a draft keeps, by its `control`; of a form without a line here it keeps none. */
const keptFields = new WeakMap<object, 'all' | ReadonlySet<string>>();

export const isAnythingUnkept = (): boolean => unkept.size > 0;

/** Says that a draft keeps these fields of a form; the others (a password) go with a lock. */
export function sayKept(control: object, fields: 'all' | readonly string[]): void {
  keptFields.set(control, fields === 'all' ? fields : new Set(fields));
}

/** Something on the screen, other than a form, that no draft keeps. */
export function useUnkept(isUnkept: boolean): void {
  useEffect(() => {
    if (!isUnkept) return;
    const mark = {};
    unkept.add(mark);
    return () => void unkept.delete(mark);
  }, [isUnkept]);
}

/** Follows which fields of a form are changed and not kept. */
export function useUnkeptFields<Input extends FieldValues, Output>(
  form: UseFormReturn<Input, unknown, Output>,
): void {
  const { control, subscribe } = form;
  useEffect(() => {
    const stop = subscribe({
      formState: { values: true, dirtyFields: true },
      callback: ({ dirtyFields = {} }) => {
        const kept = keptFields.get(control);
        const goes = kept !== 'all' && Object.keys(dirtyFields).some((field) => !kept?.has(field));
        if (goes) unkept.add(control);
        else unkept.delete(control);
      },
    });
    return () => {
      stop();
      unkept.delete(control);
    };
  }, [control, subscribe]);
}
