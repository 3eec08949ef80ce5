import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '../../../db/domain/errors.ts';
import { Strangers } from '../../../db/vault/strangers.ts';
import { TryLog } from '../../../db/vault/tries.ts';
import * as vault from '../../../db/vault/index.ts';
import {
  aClock,
  aFolder,
  copyOf,
  makeVault,
  PASSWORD,
  refusalFrom,
  refusalOf,
  T0,
  unlockAs,
  type MadeVault,
} from './support.ts';

const VAULT_ID = new Uint8Array(16);
const MINUTE = 60_000;
const SLOTS = [{ account: 1, login: 'admin' }];

/** Seconds to wait after each of so many wrong tries, each made as soon as it may be. */
function waits(log: TryLog, count: number): number[] {
  const clock = aClock();
  return Array.from({ length: count }, () => {
    log.count('admin', clock.now());
    const seconds = waitOf(log, clock.now());
    clock.move(seconds * 1000);
    return seconds;
  });
}

function waitOf(log: TryLog, now: number): number {
  try {
    log.count('admin', now).withdraw();
    return 0;
  } catch {
    const { data } = refusalOf(() => log.count('admin', now));
    return 'seconds' in data ? Number(data.seconds) : Number.NaN;
  }
}

describe('wrong tries', () => {
  it('are free three times, then cost 1 s doubling up to 15 minutes', () => {
    using place = aFolder();
    const log = new TryLog(`${place.path}/a.kda`, VAULT_ID, SLOTS);
    expect(waits(log, 16)).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });

  it('are remembered by the next start, each login for itself', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    waits(new TryLog(path, VAULT_ID, SLOTS), 8);
    const now = T0 + 30_000;
    expect(refusalOf(() => new TryLog(path, VAULT_ID, SLOTS).count(' Ａdmin ', now)).code).toBe(
      'vault.too_many_tries',
    );
    new TryLog(path, VAULT_ID, SLOTS).count('other', now);
  });

  it('are not forgotten sooner by setting the clock back, nor much later', () => {
    using place = aFolder();
    const log = new TryLog(`${place.path}/a.kda`, VAULT_ID, SLOTS);
    const start = T0;
    for (let wrong = 0; wrong < 20; wrong++) {
      log.count('admin', start + wrong * 20 * MINUTE);
    }
    const last = start + 19 * 20 * MINUTE;
    expect(waitOf(log, last + MINUTE)).toBe(14 * 60);
    const yesterday = last - 24 * 60 * MINUTE;
    expect(waitOf(log, yesterday)).toBe(14 * 60);
    expect(waitOf(log, yesterday + 10 * MINUTE)).toBe(4 * 60);
    expect(waitOf(log, yesterday + 14 * MINUTE)).toBe(0);
  });

  it('are gone after a right one, but told to the audit log first', () => {
    using place = aFolder();
    const log = new TryLog(`${place.path}/a.kda`, VAULT_ID, SLOTS);
    log.count('admin', T0);
    log.count('admin', T0 + 5);
    log.count('stranger', T0 + 7);
    log.count('admin', T0 + 9).forgive();
    const told = [
      { account: 1, count: 2, first: T0, last: T0 + 5 },
      { account: null, count: 1, first: T0 + 7, last: T0 + 7 },
    ];
    expect(log.unreported()).toEqual(told);
    expect(log.unreported()).toEqual(told);
    log.reported();
    expect(log.unreported()).toEqual([]);
  });

  it('count as none when their file is nonsense', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    for (const nonsense of ['', '{', '[]', '{"version":9}', 'x'.repeat(3_000_000)]) {
      writeFileSync(`${path}.tries`, nonsense);
      expect(waitOf(new TryLog(path, VAULT_ID, SLOTS), T0)).toBe(0);
    }
  });

  it('are one entry where an earlier version named logins that no account has', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    const entry = { wrong: 1, unreported: 1, first: 1, last: 1, until: 0 };
    const logins = Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`login${at}`, entry]));
    writeFileSync(`${path}.tries`, JSON.stringify({ version: 1, clock: 0, logins }));
    const log = new TryLog(path, VAULT_ID, SLOTS);
    log.count('admin', T0);
    expect(log.unreported()).toEqual([
      { account: null, count: 5000, first: 1, last: 1 },
      { account: 1, count: 1, first: T0, last: T0 },
    ]);
    expect(readFileSync(`${path}.tries`, 'utf8')).not.toContain('login7');
  });
});

describe('a login that no account has', () => {
  /** The file after these were typed as logins, by a program that has just started. */
  const fileAfter = (folder: string, ...typed: string[]) => {
    const log = new TryLog(folder, VAULT_ID, SLOTS, new Strangers());
    for (const login of typed) log.count(login, T0);
    return readFileSync(`${folder}.tries`, 'utf8');
  };

  it('was a password that could be guessed from the file', () => {
    using place = aFolder();
    const one = fileAfter(`${place.path}/a.kda`, 'foshan-jinyi-2019!');
    const other = fileAfter(`${place.path}/b.kda`, 'something else');
    expect(one).toBe(other);
  });

  /** What a person outside sees: each try's code and wait, some at once, some after the wait, over some restarts. */
  function seen(path: string, login: string) {
    const clock = aClock();
    const answers: unknown[] = [];
    for (let restart = 0; restart < 3; restart += 1) {
      const log = new TryLog(path, VAULT_ID, SLOTS, new Strangers());
      for (let turn = 0; turn < 8; turn += 1) {
        const refusal = refusalOf(() => {
          log.count(login, clock.now());
          throw new AppError('vault.sign_in_refused');
        });
        answers.push([refusal.code, refusal.data]);
        if ('seconds' in refusal.data && turn % 2 === 0) clock.move(Number(refusal.data.seconds) * 1000);
        if (turn === 5) clock.move(-3_600_000);
      }
    }
    return answers;
  }

  it('waits as one does that an account has, over restarts and clocks that are set back', () => {
    using place = aFolder();
    const known = seen(`${place.path}/a.kda`, 'admin');
    expect(seen(`${place.path}/b.kda`, 'nobody')).toEqual(known);
    expect(known.flat().filter((code) => code === 'vault.too_many_tries').length).toBeGreaterThan(8);
  });

  it('waits for itself, not for what else was typed', () => {
    using place = aFolder();
    const log = new TryLog(`${place.path}/a.kda`, VAULT_ID, SLOTS, new Strangers());
    for (let wrong = 0; wrong < 4; wrong += 1) log.count('nobody', T0);
    expect(refusalOf(() => log.count(' ＮＯbody', T0)).code).toBe('vault.too_many_tries');
    log.count('somebody', T0);
    log.count('admin', T0);
  });

  it('is forgotten by the next start after a day, but told to the audit log', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    const start = () => new TryLog(path, VAULT_ID, SLOTS, new Strangers());
    for (let wrong = 0; wrong < 4; wrong += 1) start().count('nobody', T0);
    expect(refusalOf(() => start().count('nobody', T0)).code).toBe('vault.too_many_tries');
    const log = start();
    for (let wrong = 0; wrong < 4; wrong += 1) log.count('nobody', T0 + 25 * 60 * MINUTE);
    expect(log.unreported()).toEqual([{ account: null, count: 8, first: T0, last: T0 + 25 * 60 * MINUTE }]);
  });
});

describe('a vault', () => {
  let made: MadeVault;
  const folder = aFolder();
  beforeAll(async () => {
    made = await makeVault(folder.path);
  });
  afterAll(() => folder[Symbol.dispose]());

  it('makes one wait after four wrong passwords, with the right one too', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const clock = aClock();
    const attempt = (password: string) => refusalFrom(() => unlockAs('admin', password, path, clock));
    for (let wrong = 0; wrong < 4; wrong++)
      expect((await attempt('wrong password')).code).toBe('vault.sign_in_refused');
    expect(await attempt(PASSWORD)).toEqual({ code: 'vault.too_many_tries', data: { seconds: 1 } });
    clock.move(1000);
    const { vault: opened, failedTries, triesReported } = await unlockAs('admin', PASSWORD, path, clock);
    expect(failedTries).toEqual([{ account: 1, count: 4, first: T0, last: T0 }]);
    triesReported();
    vault.closeVault(opened);
    const again = await unlockAs('admin', PASSWORD, path, clock);
    expect(again.failedTries).toEqual([]);
    vault.closeVault(again.vault);
  });

  it('slows down the second sign-in and the repeated password as well', async () => {
    using place = aFolder();
    const clock = aClock();
    const { vault: opened, person } = await unlockAs('admin', PASSWORD, copyOf(made, place.path), clock);
    const wrong = [
      () => vault.signIn(opened, 'admin', 'wrong password', { clock }),
      () => vault.verifyPassword(opened, person, 'wrong password', { clock }),
    ];
    for (const attempt of [...wrong, ...wrong])
      expect((await refusalFrom(attempt)).code).toBe('vault.sign_in_refused');
    for (const attempt of wrong) expect((await refusalFrom(attempt)).code).toBe('vault.too_many_tries');
    vault.closeVault(opened);
  });
});
