import type { TFunction } from 'i18next';
import { AppError } from '../../db/domain/errors.ts';
import { RemoteError } from './link.ts';

/** The refusal inside whatever was thrown; anything unexpected becomes `internal`. */
export function toAppError(thrown: unknown): AppError {
  for (let cause = thrown; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof AppError) return cause;
  }
  return new AppError('common.internal');
}

export function isRefusal(thrown: unknown, code: string): boolean {
  return toAppError(thrown).code === code;
}

/** What happened and what to do, in the reader's language; never a code alone. */
export function errorText(t: TFunction, thrown: unknown): string {
  const error = toAppError(thrown);
  return t(`errors:${error.code}`, { ...error.data, defaultValue: t('errors:common.internal') });
}

/** Field problems of a rejected input as `path → sentence`, the path joined with dots as forms name fields. */
export function fieldErrors(t: TFunction, thrown: unknown): ReadonlyMap<string, string> {
  const error = toAppError(thrown);
  const found = new Map<string, string>();
  if (!(error instanceof RemoteError)) return found;
  for (const issue of error.issues) {
    const text = t(`errors:${issue.code}`, { ...error.data, defaultValue: t('common:field.invalid') });
    found.set(issue.path.join('.'), text);
  }
  return found;
}
