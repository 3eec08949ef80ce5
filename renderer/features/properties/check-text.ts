import type { TFunction } from 'i18next';
import { formatCount } from '../../lib/format.ts';
import type { TestedCheck } from './property-types.ts';

/** What the look at everything finds has its words there. */
export function checkName(t: TFunction, name: string): string {
  return t([`properties:check.${name}`, `audit:check.${name}`]);
}

/** The sentence of a check; what is not right may have one for why. */
export function evidenceText(
  t: TFunction,
  { name, ok, note, detail }: Pick<TestedCheck, 'name' | 'ok' | 'note' | 'detail'>,
  language: string,
): string {
  const figures = Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      key,
      typeof value === 'number' ? formatCount(value, language) : value,
    ]),
  );
  const keys = [...(note === null ? [] : [note]), ok ? 'ok' : 'wrong'].flatMap((key) => [
    `properties:detail.${name}.${key}`,
    `audit:detail.${name}.${key}`,
  ]);
  return t(keys, figures);
}
