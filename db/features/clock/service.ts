/** The doubt about the computer's date, and the words that end it: of two people, or of one with two recovery sheets. */
import type { ReadableDb } from '../../connection/handles.ts';
import { isDoubtful, type ClockDoubt } from '../../domain/clock-doubt.ts';
import type { Clock } from '../../domain/dates.ts';
import { AppError } from '../../domain/errors.ts';
import { certifyWithSheets } from '../../vault/index.ts';
import type { MutationContext, QueryContext } from '../../work/context.ts';
import type { OpenVault } from '../../work/host.ts';
import { CLOCK, findDoubt, readTrust } from '../../work/log/clock.ts';
import { nextRow, recordAudit, settleClock } from '../../work/log/recorder.ts';
import { clockMessage } from '../../work/log/recovery-certificate.ts';
import { listActsSince } from '../../work/log/store.ts';
import { requireAccount } from '../accounts/service.ts';

/** A doubt as it is shown: who has given their word that the date is right all the same. */
export interface ShownDoubt extends ClockDoubt {
  /** Names; one word is not enough. */
  readonly words: readonly string[];
  /** True when whoever asks has given theirs. */
  readonly isMine: boolean;
}

/**
 * What speaks against the computer's date, on which 档号 and every day in the vault depend; null for nothing. `computer`
 * is its own clock, not that of the vault.
 */
export function checkClock(ctx: QueryContext, computer: Clock): ShownDoubt | null {
  const doubt = findDoubt(ctx.reader, computer);
  if (!doubt) return null;
  const people = wordsNow(ctx.reader, ctx.clock.now());
  return {
    ...doubt,
    words: people.map(({ name }) => name),
    isMine: people.some(({ personId }) => personId === ctx.actor.personId),
  };
}

/** The people whose word is about the date of now. */
function wordsNow(db: ReadableDb, now: number) {
  const { since } = readTrust(db);
  if (since === null) return [];
  return listActsSince(db, CLOCK.vouch, since)
    .filter(({ at }) => !isDoubtful(now, at))
    .map(({ accountId }) => requireAccount(db, accountId));
}

/**
 * Somebody has looked at a calendar: the date is right, whatever the log says. The second person's word ends the doubt.
 * Without one nothing is said.
 */
export function vouchForClock(ctx: MutationContext): void {
  giveWord(ctx, null);
}

/** The same for one who is alone: two recovery sheets stand for another person. Errors: those of `certifyWithSheets`. */
export async function vouchWithSheets(
  ctx: MutationContext,
  { vault }: Pick<OpenVault, 'vault'>,
  sheets: readonly [string, string],
): Promise<void> {
  using certified = await certifyWithSheets(vault, sheets);
  giveWord(ctx, certified.certify);
}

function giveWord(ctx: MutationContext, certify: ((message: Uint8Array) => Uint8Array) | null): void {
  ctx.transaction((db) => {
    const doubt = findDoubt(db, ctx.clock);
    if (!doubt) return;
    const words = wordsNow(db, ctx.clock.now());
    const others = words.filter(({ personId }) => personId !== ctx.actor.personId);
    if (!certify && others.length === 0 && words.length > 0) throw new AppError('clock.word_of_another');
    nextRow(db, ctx, { action: CLOCK.vouch });
    const { since } = readTrust(db);
    const message = clockMessage(ctx.facts.archiveId, ctx.actor.accountId, since ?? 0);
    recordAudit(db, ctx, {
      action: CLOCK.vouch,
      object: 'archive',
      reason: certify && Buffer.from(certify(message)).toString('hex'),
    });
    if (certify || others.length > 0) settleClock(db, ctx);
    for (const kind of ['clock', 'customers', 'filings'] as const)
      ctx.emit(() => ({ type: 'changed', kind }));
  });
}
