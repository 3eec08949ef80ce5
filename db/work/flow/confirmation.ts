import type { MutationContext } from '../context.ts';

/** For how long a password that was given again stands for the person, in milliseconds. */
const HOLDS_MS = 60_000;

/** A step of one record at the version that was seen. */
export interface Act {
  readonly flow: string;
  readonly id: number;
  readonly version: number;
  readonly step: string;
}

/** That a person gave their password again just now: for one step, or for those of one act. Made by `confirm` alone. */
export class Confirmation {
  readonly #accountId: number;
  readonly #until: number;
  /** The steps that it still stands for; null: whichever is taken first. */
  readonly #acts: Set<string> | null;
  #used = false;

  private constructor(accountId: number, until: number, acts: readonly Act[] | null) {
    this.#accountId = accountId;
    this.#until = until;
    this.#acts = acts && new Set(acts.map(nameOf));
  }

  /** True once for each step, for the account that gave the password, while that is not long ago. */
  use({ actor, clock }: Pick<MutationContext, 'actor' | 'clock'>, act: Act): boolean {
    const isOpen = this.#acts ? this.#acts.delete(nameOf(act)) : !this.#used;
    this.#used = true;
    return isOpen && actor.accountId === this.#accountId && clock.now() <= this.#until;
  }

  /**
   * Has the password of whoever is signed in checked; null where none was given. Wrong ones slow the next try down.
   * `acts`: several steps that are taken in one act, for which it stands alone; absent: one step. Errors:
   * `vault.sign_in_refused`, `vault.too_many_tries` {seconds}.
   */
  static async confirm(
    { actor, clock, confirmPassword }: Pick<MutationContext, 'actor' | 'clock' | 'confirmPassword'>,
    password: string | null | undefined,
    acts: readonly Act[] | null = null,
  ): Promise<Confirmation | null> {
    if (!password) return null;
    await confirmPassword(password);
    return new Confirmation(actor.accountId, clock.now() + HOLDS_MS, acts);
  }
}

function nameOf({ flow, id, version, step }: Act): string {
  return `${flow}:${id}:${version}:${step}`;
}
