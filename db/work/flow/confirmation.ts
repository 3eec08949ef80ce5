import type { MutationContext } from '../context.ts';

/** For how long a password that was given again stands for the person, in milliseconds. */
const HOLDS_MS = 60_000;

/** That a person gave their password again just now: for one step. Made by `confirm` alone. */
export class Confirmation {
  readonly #accountId: number;
  readonly #until: number;
  #used = false;

  private constructor(accountId: number, until: number) {
    this.#accountId = accountId;
    this.#until = until;
  }

  /** True once, for the account that gave the password, while that is not long ago. */
  use({ actor, clock }: Pick<MutationContext, 'actor' | 'clock'>): boolean {
    const holds = !this.#used && actor.accountId === this.#accountId && clock.now() <= this.#until;
    this.#used = true;
    return holds;
  }

  /**
   * Has the password of whoever is signed in checked; null where none was given. Wrong ones slow the next try down.
   * Errors: `vault.sign_in_refused`, `vault.too_many_tries` {seconds}.
   */
  static async confirm(
    { actor, clock, confirmPassword }: Pick<MutationContext, 'actor' | 'clock' | 'confirmPassword'>,
    password: string | null | undefined,
  ): Promise<Confirmation | null> {
    if (!password) return null;
    await confirmPassword(password);
    return new Confirmation(actor.accountId, clock.now() + HOLDS_MS);
  }
}
