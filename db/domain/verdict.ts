/** What a look at everything comes to: the worst of its checks. */
export type Verdict = 'whole' | 'noted' | 'wrong';

interface Looked {
  readonly ok: boolean;
  /** It holds, but something is to be known as well. */
  readonly note?: string | undefined;
}

export function verdictOf(checks: readonly Looked[]): {
  readonly verdict: Verdict;
  readonly wrong: number;
  readonly noted: number;
} {
  const wrong = checks.filter(({ ok }) => !ok).length;
  const noted = checks.filter(({ ok, note }) => ok && note !== undefined).length;
  if (wrong > 0) return { verdict: 'wrong', wrong, noted };
  return { verdict: noted > 0 ? 'noted' : 'whole', wrong, noted };
}
