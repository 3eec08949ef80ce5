import { callerFor, type Caller } from '../../../../db/router/dispatch.ts';
import { readLongHere, readTableHere } from '../../../support/here.ts';
import { newHost } from '../../../../db/router/host.ts';
import type { VaultHost } from '../../../../db/work/host.ts';
import { TestClock } from '../../../support/clock.ts';

/** People at one archive file, each on a connection named like their login, and a clock that is moved by hand. */
export class Desk implements Disposable {
  readonly path: string;
  readonly clock: TestClock;
  readonly host: VaultHost;
  #granted = 0;

  /** `now`: milliseconds UTC. The file is opened, or made, by whoever comes first. */
  constructor(path: string, now: number) {
    this.path = path;
    this.clock = new TestClock(now);
    this.host = newHost({
      clock: this.clock,
      readTable: readTableHere,
      readLong: readLongHere,
      emit: () => {},
      isCancelled: () => false,
      reportDefect: (error) => {
        throw error;
      },
    });
  }

  /** Typed calls of a person; refused by the router until they are signed in. */
  as(login: string): Caller {
    return callerFor(this.host, { connection: login, seq: 0 });
  }

  /** Lets a person use a file, as a dialog would; returns the token. */
  grant(login: string, path: string, access: 'read' | 'write' = 'read'): string {
    this.#granted += 1;
    const token = `token-${this.#granted}`;
    this.host.grants.give(token, { connection: login, path, access });
    return token;
  }

  async signIn(login: string, password: string): Promise<Caller> {
    await this.as(login).vault.unlock({ token: this.grant(login, this.path), login, password });
    return this.as(login);
  }

  /** First sign-in with a one-time code, which is traded for a password. */
  async activate(login: string, code: string, password: string): Promise<Caller> {
    await this.as(login).vault.activate({ token: this.grant(login, this.path), login, code, password });
    return this.as(login);
  }

  /** Moves the clock to a time, be it back. */
  moveTo(time: number): void {
    this.clock.advance({ ms: time - this.clock.now() });
  }

  /** Everybody goes; the archive closes. */
  [Symbol.dispose](): void {
    this.host.signOutAll('closed');
  }
}
