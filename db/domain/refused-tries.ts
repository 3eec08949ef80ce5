/**
 * Wrong passwords as the log tells them. Whoever tries them is not signed in, so that their row is written when somebody
 * next is, whoever that may be: it is about the account in its object.
 */
export const SIGN_IN = 'vault.sign_in';

/** How often, and when first and last, in milliseconds UTC. */
export interface RefusedTries {
  readonly count: number;
  readonly first: number;
  readonly last: number;
}

export function triesReason({ count, first, last }: RefusedTries): string {
  return `${count}× ${new Date(first).toISOString()} – ${new Date(last).toISOString()}`;
}

/** What such a row gives as its reason. */
export const TRIES_REASON = /^(\d{1,9})× (\S{24}) – (\S{24})$/;

/** Undefined for what says no such thing. */
export function parseTries(reason: string | null): RefusedTries | undefined {
  const [found, count, first = '', last = ''] = TRIES_REASON.exec(reason ?? '') ?? [];
  const tries = { count: Number(count), first: Date.parse(first), last: Date.parse(last) };
  return found === undefined || Number.isNaN(tries.first + tries.last) ? undefined : tries;
}

export function isOfTries({ action, decision }: { action: string; decision: string }): boolean {
  return action === SIGN_IN && decision === 'deny';
}
