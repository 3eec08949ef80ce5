import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
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

describe('the file of wrong tries', () => {
  const MEMBERS = { wrong: 1, unreported: 1, first: 1, last: 1, until: 0 };
  const DAY = 24 * 60 * MINUTE;
  /** Tries at a vault whose file was left so. */
  const logWith = (path: string, logins: object, clock: unknown = 0, more: object = {}) => {
    writeFileSync(`${path}.tries`, JSON.stringify({ version: 1, clock, logins, ...more }));
    return new TryLog(path, VAULT_ID, SLOTS, { strangers: new Strangers() });
  };
  const fileAt = (path: string) => JSON.parse(readFileSync(`${path}.tries`, 'utf8'));

  it('is as long as there is something to tell or to wait for, and is gone then', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    const log = new TryLog(path, VAULT_ID, SLOTS, { strangers: new Strangers() });
    const attempt = log.count('admin', T0);
    expect(existsSync(`${path}.tries`)).toBe(true);
    attempt.withdraw();
    expect(existsSync(`${path}.tries`)).toBe(false);
    log.count('nobody', T0).withdraw();
    log.count('admin', T0).forgive();
    expect(existsSync(`${path}.tries`)).toBe(false);
    log.count('admin', T0);
    log.count('admin', T0 + 1).forgive();
    expect(log.unreported()).toEqual([{ account: 1, count: 1, first: T0, last: T0 }]);
    log.reported();
    expect(existsSync(`${path}.tries`)).toBe(false);
    log.count('admin', T0);
    log.reported();
    expect(Object.values(fileAt(path).logins)).toEqual([
      { wrong: 1, unreported: 0, first: T0, last: T0, until: T0 },
    ]);
    log.count('admin', T0 + 5);
    expect(log.unreported()).toEqual([{ account: 1, count: 1, first: T0 + 5, last: T0 + 5 }]);
  });

  it('is for its owner alone', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    new TryLog(path, VAULT_ID, SLOTS).count('admin', T0);
    expect(statSync(`${path}.tries`).mode & 0o777).toBe(0o600);
  });

  it.each<[string, object, unknown, object, number]>([
    ['as it is written', {}, 0, {}, 1],
    ['with less than none wrong', { wrong: -1 }, 0, {}, 0],
    ['with less than none untold', { unreported: -1 }, 0, {}, 0],
    ['with half a try', { wrong: 0.5 }, 0, {}, 0],
    ['with a time before all times', { first: -1 }, 0, {}, 0],
    ['with a member more', { other: 1 }, 0, {}, 0],
    ['with a clock before all times', {}, -1, {}, 0],
    ['of another version', {}, 0, { version: 2 }, 0],
    ['with more beside it', {}, 0, { other: 1 }, 0],
  ])('counts as none unless it is as it was written: %s', (_what, change, clock, more, count) => {
    using place = aFolder();
    const log = logWith(`${place.path}/a.kda`, { somebody: { ...MEMBERS, ...change } }, clock, more);
    expect(log.unreported()).toHaveLength(count);
  });

  it('is read up to two megabytes and 64 characters of a name', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    expect(logWith(path, { ['x'.repeat(64)]: MEMBERS }).unreported()).toHaveLength(1);
    const text = readFileSync(`${path}.tries`, 'utf8');
    const log = (content: string) => {
      writeFileSync(`${path}.tries`, content);
      return new TryLog(path, VAULT_ID, SLOTS).unreported().length;
    };
    expect(log(text.padEnd(2 * 1024 * 1024))).toBe(1);
    expect(log(text.padEnd(2 * 1024 * 1024 + 1))).toBe(0);
    expect(logWith(path, { ['x'.repeat(65)]: MEMBERS }).unreported()).toHaveLength(0);
  });

  it('of strangers tells the longest wait, all that is untold, and the times of that', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    const log = logWith(path, {
      a: { wrong: 4, unreported: 0, first: 1, last: 2, until: T0 + 5_000 },
      b: { wrong: 2, unreported: 3, first: 7, last: T0, until: T0 + 9_000 },
      c: { wrong: 1, unreported: 2, first: 5, last: 6, until: 0 },
    });
    expect(log.unreported()).toEqual([{ account: null, count: 5, first: 5, last: T0 }]);
    expect(refusalOf(() => log.count('nobody', T0)).data).toEqual({ seconds: 9 });
    expect(refusalOf(() => log.count('nobody', T0 + 8_001)).data).toEqual({ seconds: 1 });
    log.count('nobody', T0 + 9_000);
    expect(refusalOf(() => log.count('nobody', T0 + 9_000)).data).toEqual({ seconds: 2 });
    const told = logWith(path, {
      a: { ...MEMBERS, unreported: 0, first: 3 },
      b: { ...MEMBERS, unreported: 0, first: 2 },
    });
    told.count('nobody', T0);
    expect(Object.keys(fileAt(path).logins)).toEqual(['unknown']);
    expect(told.unreported()).toEqual([{ account: null, count: 1, first: T0, last: T0 }]);
  });

  it('of strangers is remembered for a day', () => {
    using place = aFolder();
    const entry = { wrong: 9, unreported: 0, first: T0, last: T0, until: T0 + 2 * DAY };
    const tryAfter = (ms: number) =>
      logWith(`${place.path}/a.kda`, { unknown: entry }, T0).count('nobody', T0 + ms);
    expect(refusalOf(() => tryAfter(DAY)).code).toBe('vault.too_many_tries');
    expect(() => tryAfter(DAY + 1)).not.toThrow();
  });

  it('keeps the clock of the last writing, also of a try that was refused after the clock was set back', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    const log = new TryLog(path, VAULT_ID, SLOTS, { strangers: new Strangers() });
    for (let wrong = 0; wrong < 4; wrong += 1) log.count('admin', T0);
    expect(fileAt(path).clock).toBe(T0);
    expect(refusalOf(() => log.count('admin', T0 - 400)).data).toEqual({ seconds: 1 });
    expect(fileAt(path)).toMatchObject({ clock: T0 - 400 });
    expect(Object.values(fileAt(path).logins)).toMatchObject([{ until: T0 + 600 }]);
    expect(refusalOf(() => log.count('admin', T0 + 599)).code).toBe('vault.too_many_tries');
    log.count('admin', T0 + 600);
  });

  it('of a stranger whose try was no fault of theirs is as before, here and for themselves', () => {
    using place = aFolder();
    const log = new TryLog(`${place.path}/a.kda`, VAULT_ID, SLOTS, { strangers: new Strangers() });
    for (let wrong = 0; wrong < 3; wrong += 1) log.count('nobody', T0);
    log.count('nobody', T0).withdraw();
    log.count('nobody', T0).withdraw();
    expect(log.unreported()).toMatchObject([{ count: 3 }]);
    log.count('nobody', T0);
    expect(refusalOf(() => log.count('nobody', T0)).data).toEqual({ seconds: 1 });
  });

  it('tells of the earliest first, and of accounts that it knows by their number', () => {
    using place = aFolder();
    const two = [...SLOTS, { account: 2, login: 'guest' }];
    const log = new TryLog(`${place.path}/a.kda`, VAULT_ID, two, { strangers: new Strangers() });
    log.count('guest', T0 + 2);
    log.count('nobody', T0 + 1);
    log.count('admin', T0);
    expect(log.unreported().map(({ account }) => account)).toEqual([1, null, 2]);
  });
});

describe('a login that no account has', () => {
  /** The file after these were typed as logins, by a program that has just started. */
  const fileAfter = (folder: string, ...typed: string[]) => {
    const log = new TryLog(folder, VAULT_ID, SLOTS, { strangers: new Strangers() });
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
      const log = new TryLog(path, VAULT_ID, SLOTS, { strangers: new Strangers() });
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
    const log = new TryLog(`${place.path}/a.kda`, VAULT_ID, SLOTS, { strangers: new Strangers() });
    for (let wrong = 0; wrong < 4; wrong += 1) log.count('nobody', T0);
    expect(refusalOf(() => log.count(' ＮＯbody', T0)).code).toBe('vault.too_many_tries');
    log.count('somebody', T0);
    log.count('admin', T0);
  });

  it('is forgotten by the next start after a day, but told to the audit log', () => {
    using place = aFolder();
    const path = `${place.path}/a.kda`;
    const start = () => new TryLog(path, VAULT_ID, SLOTS, { strangers: new Strangers() });
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

describe('a second place for wrong tries', () => {
  const ID = '00'.repeat(16);
  const places = (folder: string) => ({
    path: `${folder}/a.kda`,
    beside: `${folder}/a.kda.tries`,
    own: `${folder}/program/${ID}/tries`,
  });
  const logIn = (folder: string) =>
    new TryLog(places(folder).path, VAULT_ID, SLOTS, {
      strangers: new Strangers(),
      folder: `${folder}/program`,
    });

  it.each(['beside', 'own'] as const)(
    'whoever deletes the one (%s) ends no wait and hides no try',
    (gone) => {
      using place = aFolder();
      const files = places(place.path);
      waits(logIn(place.path), 8);
      const now = readTime(files.beside);
      rmSync(files[gone]);
      expect(waitOf(logIn(place.path), now)).toBeGreaterThan(0);
      expect(logIn(place.path).unreported()).toMatchObject([{ account: 1, count: 8 }]);
      // A right sign-in is told in both.
      const later = now + 60 * MINUTE;
      logIn(place.path).count('admin', later).forgive();
      logIn(place.path).reported();
      expect([existsSync(files.beside), existsSync(files.own)]).toEqual([false, false]);
    },
  );

  it('one place that cannot be written to keeps nobody out; where none can, that is said', () => {
    using place = aFolder();
    const files = places(place.path);
    writeFileSync(`${place.path}/program`, 'in the way');
    logIn(place.path).count('admin', T0).forgive();
    logIn(place.path).count('admin', T0);
    mkdirSync(`${files.beside}.tmp`);
    expect(refusalOf(() => logIn(place.path).count('admin', T0)).code).toBe('vault.cannot_write');
  });

  const FOREVER = 8.64e15;
  it.each<[string, unknown]>([
    ['a wait for ever', { version: 1, clock: 0, logins: { ADMIN: { until: FOREVER } } }],
    ['a clock at the end of time', { version: 1, clock: FOREVER, logins: { ADMIN: { until: FOREVER } } }],
    [
      'tries without number',
      { version: 1, clock: 0, logins: { ADMIN: { wrong: 1_000_000, until: FOREVER } } },
    ],
    ['no file of ours', { __proto__: { logins: 1 }, logins: { ADMIN: null } }],
  ])(
    'whatever stands in either file (%s), somebody gets in within a quarter of an hour',
    (_what, content) => {
      for (const which of ['beside', 'own'] as const) {
        using place = aFolder();
        const files = places(place.path);
        mkdirSync(dirname(files.own), { recursive: true });
        const attempt = logIn(place.path).count('admin', T0);
        const [name = ''] = Object.keys(JSON.parse(readFileSync(files.beside, 'utf8')).logins);
        attempt.withdraw();
        const entry = { wrong: 5, unreported: 1_000_000, first: FOREVER, last: FOREVER, until: 0 };
        const hostile = JSON.stringify(content, (_key, value: unknown) =>
          typeof value === 'object' && value !== null && 'until' in value ? { ...entry, ...value } : value,
        ).replace('ADMIN', name);
        writeFileSync(files[which], hostile);
        const first = waitOf(logIn(place.path), T0);
        expect(first).toBeLessThanOrEqual(15 * 60);
        const later = T0 + 15 * MINUTE;
        expect(waitOf(logIn(place.path), later)).toBe(0);
        logIn(place.path).count('admin', later).forgive();
        // As the log is told of them.
        for (const { first: from, last: to } of logIn(place.path).unreported())
          expect([new Date(from).toISOString(), new Date(to).toISOString()]).toHaveLength(2);
      }
    },
  );

  it('a time that no date has is none of ours', () => {
    using place = aFolder();
    const files = places(place.path);
    const entry = { wrong: 1, unreported: 1, first: FOREVER + 1, last: 1, until: 0 };
    writeFileSync(files.beside, JSON.stringify({ version: 1, clock: 0, logins: { somebody: entry } }));
    expect(logIn(place.path).unreported()).toEqual([]);
  });
});

function readTime(path: string): number {
  return JSON.parse(readFileSync(path, 'utf8')).clock;
}
