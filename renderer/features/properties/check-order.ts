import type { TestedCheck } from './property-types.ts';

/** What failed and waits for a word first, then what failed, then the rest; each as the test has them. */
export function waitingFirst<Check extends Pick<TestedCheck, 'ok' | 'handling'>>(
  checks: readonly Check[],
): Check[] {
  const rank = ({ ok, handling }: Check) => (ok ? 2 : handling === null ? 0 : 1);
  return checks.toSorted((one, other) => rank(one) - rank(other));
}
