import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Random } from '../../db/features/seed/random.ts';
import { sameBytes } from '../../db/work/digest.ts';
import { readKeysSeq } from '../../db/vault/vault.ts';
import { AppError } from '../../db/domain/errors.ts';
import * as vault from '../../db/vault/index.ts';
import {
  addAccount,
  aClock,
  aFolder,
  CODE,
  committing,
  copyOf,
  KNOWN_VERSION,
  listLogins,
  listNotes,
  makeVault,
  PASSWORD,
  populate,
  refusalFrom,
  unlockAs,
  type MadeVault,
} from '../db/vault/support.ts';
import { drawn, shareOf } from '../support/share.ts';
import { twoAtATime } from '../support/two-at-a-time.ts';

const CHILD = join(import.meta.dirname, 'vault-child.ts');
const NEW_PASSWORD = 'another long password';
const cost = vault.FLOOR_COST;
let made: MadeVault;
const folder = aFolder();

beforeAll(async () => {
  made = await makeVault(folder.path);
});
afterAll(() => folder[Symbol.dispose]());

/** Runs a task; with a step, until it is killed there. */
function run(task: string, path: string, step = ''): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  execFile(process.execPath, [CHILD, task, path, step], (error, stdout, stderr) => {
    const fine = step === '' ? error === null : error?.signal === 'SIGKILL';
    if (fine) resolve(stdout.split('\n').filter(Boolean));
    else reject(new Error(`${task} at ${step}: ${error?.signal ?? error?.code ?? 'went on'} ${stderr}`));
  });
  return promise;
}

/** How a task ends that is killed at a step: `step: outcome`. */
type Ended = string;
const stepOf = (ended: Ended): string => ended.split(':')[0] ?? '';

/** Kills a task at each of its steps in a long run, else at two of them: how it ended there, and is to end. */
async function killAtSteps(
  task: string,
  expected: readonly Ended[],
  endOf: (step: string) => Promise<Ended>,
): Promise<{ ended: readonly Ended[]; wanted: readonly Ended[] }> {
  using place = aFolder();
  const path = task === 'create' ? join(place.path, 'customers.kda') : copyOf(made, place.path);
  expect([...new Set(await run(task, path))]).toEqual(expected.map(stepOf));
  const wanted = drawn(expected, 2);
  return { ended: await twoAtATime(wanted.map(stepOf), endOf), wanted };
}

/** Opens the vault, if the secret does, and sees that nothing is left of what was cut off. */
async function opens(
  login: string,
  password: string,
  path: string,
  look?: (unlocked: vault.Unlocked) => void,
): Promise<boolean> {
  let unlocked: vault.Unlocked;
  try {
    unlocked = await unlockAs(login, password, path);
  } catch (error) {
    if (error instanceof AppError && error.code === 'vault.sign_in_refused') return false;
    throw error;
  }
  const { vault: opened } = unlocked;
  expect(opened.keys.seq).toBe(readKeysSeq(opened.database));
  expect(opened.keys.slots.map((slot) => slot.login)).toEqual(listLogins(opened.database));
  expect(opened.database.pragma('integrity_check', { simple: true })).toBe('ok');
  look?.(unlocked);
  vault.closeVault(opened);
  const names = readdirSync(join(path, '..'));
  expect(names.filter((name) => !/\.kda(\.keys(\.bak)?|\.tries)?$/.test(name))).toEqual([]);
  return true;
}

describe('killed while a vault is made', () => {
  it('leaves no vault or a whole one, and making it again works', async () => {
    const ends = [
      'cleared: none',
      'keys-made: none',
      'database-made: none',
      'populated: none',
      'database-filled: none',
      'keys-written: none',
      'keys-placed: none',
      'database-placed: whole',
      'parts-removed: whole',
      'made: whole',
      'closed: whole',
    ];
    const { ended, wanted } = await killAtSteps('create', ends, async (step) => {
      using place = aFolder();
      const path = join(place.path, 'customers.kda');
      await run('create', path, step);
      const whole = existsSync(path);
      if (!whole) {
        await expectMissing(path);
        await makeAgain(path);
      }
      expect(await opens('admin', PASSWORD, path)).toBe(true);
      return `${step}: ${whole ? 'whole' : 'none'}`;
    });
    expect(ended).toEqual(wanted);
  }, 120_000);

  async function expectMissing(path: string): Promise<void> {
    expect((await refusalFrom(() => unlockAs('admin', PASSWORD, path))).code).toBe('vault.archive_missing');
  }

  async function makeAgain(path: string): Promise<void> {
    const { vault: opened } = await vault.createVault({
      path,
      prepared: made.prepared,
      accounts: [{ id: 1, login: 'admin', secret: PASSWORD, oneTime: false }],
      cost,
      clock: aClock(),
      populate,
    });
    vault.closeVault(opened);
  }
});

describe('killed while keys change', () => {
  const oldSteps = ['next-written', 'in-transaction'];
  const newSteps = ['committed', 'old-kept', 'replaced', 'spare-made', 'changed'];
  const ends = [...oldSteps.map((step) => `${step}: old`), ...newSteps.map((step) => `${step}: new`)];

  /** Kills the task and sees which states the vault is in afterwards. */
  function leavesOldOrNew(
    task: string,
    isOld: (path: string) => Promise<boolean>,
    isNew: (path: string) => Promise<boolean>,
  ): ReturnType<typeof killAtSteps> {
    return killAtSteps(task, ends, async (step) => {
      using place = aFolder();
      const path = copyOf(made, place.path);
      await run(task, path, step);
      const states = [(await isOld(path)) ? 'old' : '', (await isNew(path)) ? 'new' : ''].filter(Boolean);
      return `${step}: ${states.join(' and ') || 'neither'}`;
    });
  }

  it('leaves the old password or the new one', async () => {
    const isOld = (path: string) => opens('admin', PASSWORD, path);
    const isNew = (path: string) => opens('admin', NEW_PASSWORD, path);
    const { ended, wanted } = await leavesOldOrNew('change-password', isOld, isNew);
    expect(ended).toEqual(wanted);
  }, 120_000);

  it('leaves the one-time code or the password and its new pair', async () => {
    const isOld = (path: string) => opens('guest', CODE, path);
    const isNew = (path: string) => opens('guest', NEW_PASSWORD, path, expectKnownSigner);
    const { ended, wanted } = await leavesOldOrNew('replace-code', isOld, isNew);
    expect(ended).toEqual(wanted);
  }, 120_000);

  it('leaves the account in both the keys file and the database, or in neither', async () => {
    const isNew = (path: string) => opens('third', NEW_PASSWORD, path);
    const isOld = async (path: string) => {
      let logins: unknown[] = [];
      const look = ({ vault: opened }: vault.Unlocked) => void (logins = listLogins(opened.database));
      return (await opens('admin', PASSWORD, path, look)) && !logins.includes('third');
    };
    const { ended, wanted } = await leavesOldOrNew('add-account', isOld, isNew);
    expect(ended).toEqual(wanted);
  }, 120_000);

  it('leaves the old recovery sheets or the new ones', async () => {
    const original = made.prepared.recovery.publicKey;
    const isOpenBy = (isOld: boolean) => async (path: string) => {
      let isSame: boolean | undefined;
      const look = ({ vault: opened }: vault.Unlocked) => {
        isSame = sameBytes(opened.keys.recovery.publicKey, original);
      };
      return (await opens('admin', PASSWORD, path, look)) && isSame === isOld;
    };
    const { ended, wanted } = await leavesOldOrNew('renew-sheets', isOpenBy(true), isOpenBy(false));
    expect(ended).toEqual(wanted);
  }, 120_000);

  function expectKnownSigner({ vault: opened, person }: vault.Unlocked): void {
    const keys = opened.database.prepare('select sign_public from account_key where account_id = ?').pluck();
    expect(keys.all(person.accountId)).toContainEqual(Buffer.from(person.signer.publicKey));
  }

  it('opens for the next change too, without a start in between', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    await run('add-account', path, 'committed');
    const { vault: opened } = await unlockAs('admin', PASSWORD, path);
    using secret = await vault.deriveSecret({ login: 'fourth', secret: CODE, oneTime: true }, { cost });
    addAccount(opened, { id: 4, login: 'fourth', secret }, { commit: committing(opened.database) });
    vault.closeVault(opened);
    expect(await opens('third', NEW_PASSWORD, path)).toBe(true);
    expect(await opens('fourth', CODE, path)).toBe(true);
  });
});

describe('killed while the data key is renewed', () => {
  const oldSteps = ['copying-0', 'copying-1', 'copying-2', 'copying-3'];
  const newSteps = ['swapped', 'opened', 'old-kept', 'replaced', 'spare-made', 'renewed'];
  const ends = [
    ...[...oldSteps, 'in-transaction', 'copy-filled', 'next-written', 'closed'].map((step) => `${step}: 1`),
    ...newSteps.map((step) => `${step}: 2`),
  ];

  /** The generation that two sheets open, with what was acknowledged, at a copy of the folder. */
  async function recovered(path: string): Promise<number | undefined> {
    using other = aFolder();
    const copy = copyOf({ ...made, folder: join(path, '..') }, other.path);
    const [one = '', two = ''] = made.prepared.sheets.map((share) => vault.sheetText(share));
    const how = { path: copy, sheets: [one, two] as const, clock: aClock(), knownVersion: KNOWN_VERSION };
    const opened = await vault.unlockWithRecovery(how);
    expect(listNotes(opened.database)).toContain('acknowledged');
    vault.closeVault(opened);
    return opened.keys.generation;
  }

  it('leaves the generation before or the new one, for passwords and for sheets', async () => {
    const { ended, wanted } = await killAtSteps('new-generation', ends, async (step) => {
      using place = aFolder();
      const path = copyOf(made, place.path);
      await run('new-generation', path, step);
      const bySheets = await recovered(path);
      let generation: number | undefined;
      const look = ({ vault: opened }: vault.Unlocked) => {
        generation = opened.keys.generation;
        expect(listNotes(opened.database)).toEqual(['acknowledged']);
      };
      expect(await opens('admin', PASSWORD, path, look)).toBe(true);
      expect(await opens('guest', CODE, path)).toBe(true);
      return `${step}: ${generation === bySheets ? generation : 'torn'}`;
    });
    expect(ended).toEqual(wanted);
  }, 120_000);

  const KILLS = shareOf(60, 3);
  it(`loses nothing that was acknowledged in ${KILLS} kills at any moment`, async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const random = new Random(inject('seed'));
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = spawn(process.execPath, [CHILD, 'generations', path], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let said = '';
      const ended = once(child, 'close');
      child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
      await once(child.stdout, 'data');
      await setTimeout(random.below(120));
      child.kill('SIGKILL');
      await ended;
      acknowledged.push(...said.split('\n').slice(0, -1));
      let found: unknown[] = [];
      expect(
        await opens('admin', PASSWORD, path, ({ vault: { database } }) => void (found = listNotes(database))),
      ).toBe(true);
      expect(acknowledged.filter((text) => !found.includes(text))).toEqual([]);
    }
  }, 180_000);
});

it('a copy that the disk has no room for leaves the vault as it is, and nothing beside it', async () => {
  using place = aFolder();
  const path = copyOf(made, place.path);
  const { vault: opened } = await unlockAs('admin', PASSWORD, path);
  opened.database.prepare('insert into note(text) values (?)').run('x'.repeat(2_000_000));
  vault.closeVault(opened);
  // In units of 512 or 1024 bytes: less than the vault has either way.
  const limited = 'ulimit -f 1000; exec "$0" "$@"';
  const { promise, resolve } = Promise.withResolvers<string>();
  execFile(
    '/bin/sh',
    ['-c', limited, process.execPath, CHILD, 'new-generation', path],
    (_error, _stdout, stderr) => resolve(stderr),
  );
  expect(await promise).toMatch(/SQLITE_(?:FULL|IOERR)/);
  let found: unknown[] = [];
  expect(
    await opens('admin', PASSWORD, path, ({ vault: { database } }) => void (found = listNotes(database))),
  ).toBe(true);
  expect(found.at(-1)).toBe('acknowledged');
}, 60_000);

describe('two programs', () => {
  it('cannot open one vault, and the second is told who has it; a killed one holds nothing', async () => {
    using place = aFolder();
    const path = copyOf(made, place.path);
    const holder = spawn(process.execPath, [CHILD, 'hold', path], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await once(holder.stdout, 'data');
      const refusal = await refusalFrom(() => unlockAs('admin', PASSWORD, path));
      expect(refusal).toMatchObject({ code: 'vault.in_use', data: { pid: holder.pid } });
    } finally {
      holder.kill('SIGKILL');
      await once(holder, 'exit');
    }
    const { vault: opened } = await unlockAs('admin', PASSWORD, path);
    expect(opened.database.prepare('select text from note').pluck().all()).toEqual(['acknowledged']);
    vault.closeVault(opened);
  });
});
