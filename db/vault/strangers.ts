/** Wrong tries with logins that no account has, told apart in memory alone: what was typed may be a password. */
import { normaliseLogin } from './password.ts';
import { hash, sodium, toText, utf8 } from './sodium.ts';
import type { Waiting } from './tries.ts';

/** More than anybody types; then the oldest is forgotten. */
const MOST_LOGINS = 4096;

interface Known {
  /** What every login begins with: the longest wait that the file told of when the program first asked. */
  readonly start: Waiting;
  readonly logins: Map<string, Waiting>;
}

/** By vault. Logins are known by hashes under a key that ends with the process. */
export class Strangers {
  readonly #key = sodium.randombytes_buf(32);
  readonly #vaults = new Map<string, Known>();

  /** What a login waits for; `start` counts when nothing of the vault is known yet. */
  find(vault: string, login: string, start: Waiting): Waiting {
    let known = this.#vaults.get(vault);
    if (!known) {
      known = { start, logins: new Map() };
      this.#vaults.set(vault, known);
    }
    return known.logins.get(this.#nameOf(login)) ?? known.start;
  }

  keep(vault: string, login: string, waiting: Waiting): void {
    const logins = this.#vaults.get(vault)?.logins;
    if (!logins) return;
    const name = this.#nameOf(login);
    logins.delete(name);
    logins.set(name, waiting);
    for (const oldest of logins.keys()) {
      if (logins.size <= MOST_LOGINS) break;
      logins.delete(oldest);
    }
  }

  /** The clock was set back by so many milliseconds: what is left of each wait stays. */
  moveBack(vault: string, by: number): void {
    const known = this.#vaults.get(vault);
    if (!known || by <= 0) return;
    const move = ({ wrong, until }: Waiting) => ({ wrong, until: Math.max(0, until - by) });
    const logins = new Map([...known.logins].map(([name, waiting]) => [name, move(waiting)]));
    this.#vaults.set(vault, { start: move(known.start), logins });
  }

  #nameOf(login: string): string {
    return toText(hash(16, utf8(normaliseLogin(login)), this.#key));
  }
}
