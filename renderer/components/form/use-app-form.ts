import { zodResolver } from '@hookform/resolvers/zod';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { $ZodIssue, $ZodType } from 'zod/v4/core';
import { useUnkeptFields } from '../../lib/unkept.ts';

type Issue = Partial<$ZodIssue> & { readonly input?: unknown };

function limitOf(issue: Issue, side: 'minimum' | 'maximum'): number {
  return side in issue ? Number((issue as Record<string, unknown>)[side]) : 0;
}

/** What is wrong and what would be right, for the checks that zod words itself. */
function sentence(t: TFunction, issue: Issue): string {
  const empty = issue.input === undefined || issue.input === null || issue.input === '';
  if (empty || (Array.isArray(issue.input) && issue.input.length === 0)) return t('common:field.required');
  const isText = typeof issue.input === 'string';
  if (issue.code === 'too_small') {
    return t(isText ? 'common:field.too_short' : 'common:field.too_small', {
      min: limitOf(issue, 'minimum'),
    });
  }
  if (issue.code === 'too_big') {
    return t(isText ? 'common:field.too_long' : 'common:field.too_big', { max: limitOf(issue, 'maximum') });
  }
  return t('common:field.invalid');
}

/** A rule of our own carries its code as message (`common.not_a_day`); it is worded where the field shows it. */
export function fieldMessage(t: TFunction, message: string | undefined): string | undefined {
  if (!message || !/^[a-z]+(\.[a-z_]+)+$/.test(message)) return message;
  return t(`errors:${message}`, { defaultValue: t('common:field.invalid') });
}

/** A form checked by a zod schema: on leaving a field first, then while it is mended. */
export function useAppForm<Input extends FieldValues, Output extends FieldValues>(
  schema: $ZodType<Output, Input>,
  defaultValues: DefaultValues<Input>,
): UseFormReturn<Input, unknown, Output> {
  const { t } = useTranslation();
  const resolver = useMemo(
    () => zodResolver<Input, unknown, Output>(schema, { error: (issue) => sentence(t, issue) }),
    [schema, t],
  );
  const form = useForm<Input, unknown, Output>({ resolver, defaultValues, mode: 'onTouched' });
  useUnkeptFields(form);
  return form;
}
