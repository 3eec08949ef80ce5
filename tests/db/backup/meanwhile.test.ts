import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { filesOf, readManifest } from '../../../db/features/backup/manifest.ts';
import { placeBackup } from '../../../db/features/backup/places.ts';
import { codeOf } from '../../security/support.ts';
import { aCustomer } from '../../support/factories.ts';
import { aFolder, backUp, openTestVault, restore, type TestVault } from './support.ts';

let vault: TestVault;
const folder = aFolder();
let stick = '';
/** One that is there from the beginning. */
let first: Awaited<ReturnType<typeof backUp>>;

beforeAll(async () => {
  vault = await openTestVault({ apart: true });
  for (let filed = 0; filed < 800; filed += 1) await vault.as('archivist').customers.create(aCustomer());
  await vault.signIn('system_admin');
  stick = join(folder.path, 'stick');
  mkdirSync(stick);
  first = await backUp(vault, stick);
}, 120_000);
afterAll(async () => {
  await vault[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});
beforeEach(() => void vault.events.splice(0));

/** Resolves once a backup has told of bytes. */
const begun = () =>
  vi.waitFor(
    () => {
      const told = vault.events.some(
        (event) => event.type === 'progress' && event.job === 'backup.make' && event.done > 0,
      );
      if (!told) throw new Error('nothing told yet');
    },
    { timeout: 20_000, interval: 2 },
  );

const nothingLeft = () => {
  expect(readdirSync(vault.folder).filter((name) => name.includes('backup'))).toEqual([]);
  expect(readdirSync(stick).filter((name) => name.startsWith('.'))).toEqual([]);
};

test('others save while it is made; it holds one moment, and what came later is told when it is restored', async () => {
  const archivist = vault.as('archivist');
  const making = backUp(vault, stick);
  const over = new AbortController();
  void making.finally(() => over.abort());
  await begun();
  let saved = 0;
  while (!over.signal.aborted) {
    await archivist.customers.create(aCustomer());
    saved += 1;
    await new Promise(setImmediate);
  }
  const made = await making;
  expect(saved).toBeGreaterThan(3);
  expect(made.verified).toBe(true);
  const manifest = readManifest(made.folder);
  const { reader } = vault.contextOf('archivist');
  const hash = reader.value<Uint8Array>('select hash from audit where seq = ?', made.head.seq);
  expect(Buffer.from(hash ?? []).toString('hex')).toBe(made.head.hash);
  expect(manifest.rows).toBe(made.head.seq);
  expect(manifest.tables['customer']).toBeLessThan(
    reader.value<number>('select count(*) from customer') ?? 0,
  );
  const { restored } = await restore(vault, made.folder, join(folder.path, 'moment.kda'));
  expect(restored).toMatchObject({ head: made.head, archives: manifest.tables['customer'] });
  nothingLeft();
}, 60_000);

test('its progress is of bytes, goes on and ends; it looks at the log since the last one', async () => {
  expect(await backUp(vault, stick)).toMatchObject({ full: false, verified: true });
  const told = vault.events.flatMap((event) =>
    event.type === 'progress' && event.job === 'backup.make' ? [event] : [],
  );
  const total = told[0]?.total ?? 0;
  expect(total).toBeGreaterThan(2_000_000);
  expect(told.map(({ done }) => done)).toEqual(told.map(({ done }) => done).toSorted((a, b) => a - b));
  expect(told.at(-1)).toMatchObject({ done: total, total });
});

test('it is cancelled at once, and leaves nothing', async () => {
  const before = readdirSync(stick);
  const making = backUp(vault, stick);
  await begun();
  vault.cancelled.add(0);
  expect(await codeOf(making)).toBe('common.cancelled');
  vault.cancelled.clear();
  await vi.waitFor(nothingLeft, { timeout: 5_000 });
  expect(readdirSync(stick)).toEqual(before);
});

// On a machine with much to do a backup may be over before this thread hears that it has begun.
test('two at a time are not made', { retry: 2 }, async () => {
  const making = backUp(vault, stick);
  await begun();
  expect(await codeOf(backUp(vault, stick))).toBe('backup.under_way');
  expect((await making).verified).toBe(true);
  nothingLeft();
});

test('what a backup that was cut off left beside the vault goes with the next opening', async () => {
  await using other = await openTestVault();
  const part = `${other.path}.backup.part`;
  await other.host.shutDown();
  mkdirSync(part);
  writeFileSync(join(part, 'archive.kda'), 'half a copy');
  await other.signIn('archivist');
  expect(readdirSync(other.folder).filter((name) => name.includes('backup'))).toEqual([]);
});

test('one that is asked for looks at everything; whoever may know sees when the last good one was made', async () => {
  expect(await backUp(vault, stick, true)).toMatchObject({ full: true, verified: true });
  const { made, last, places } = await vault.as('supervisor').backup.list();
  expect(made[0]).toMatchObject({ full: true, verified: true, label: 'stick' });
  expect(last).toEqual(made[0]);
  expect(places).toMatchObject([{ label: 'stick', lastAt: last?.at, path: null }]);
});

test('a place with too little room keeps nothing of a backup', async () => {
  const { archive, files } = readManifest(first.folder);
  // A limit on the length of files is what a full disk is to the program that writes; of a process of its own.
  const script = `
    import { placeBackup } from ${JSON.stringify(join(import.meta.dirname, '../../../db/features/backup/places.ts'))};
    import { filesOf, readManifest } from ${JSON.stringify(join(import.meta.dirname, '../../../db/features/backup/manifest.ts'))};
    process.on('SIGXFSZ', () => {});
    const [from, to] = process.argv.slice(1);
    const { archive, files } = readManifest(from);
    try {
      placeBackup({ vaultPath: from, archiveId: archive, progress() {} }, { part: from, place: to, name: 'n', files, manifest: '' });
      console.log('written');
    } catch (error) {
      console.log(error.code);
    }`;
  const full = join(folder.path, 'full');
  mkdirSync(full);
  const { stdout } = spawnSync('bash', [
    '-c',
    `ulimit -f 1000; exec "$0" --input-type=module-typescript -e "$1" "$2" "$3"`,
    process.execPath,
    script,
    first.folder,
    full,
  ]);
  expect(stdout.toString().trim()).toBe('backup.place_full');
  expect(readdirSync(full)).toEqual([]);
  expect(files.archive.bytes).toBeGreaterThan(1_024_000);
  expect(archive).toHaveLength(32);
});

test('a place that gives back other bytes than were written is not relied on', async () => {
  const { archive, files } = readManifest(first.folder);
  const place = join(folder.path, 'bad-stick');
  mkdirSync(place);
  const step = (name: string) => {
    if (name !== 'archive-copied') return;
    const under = readdirSync(place)[0] ?? '';
    const written = filesOf(join(place, under)).archive;
    const bytes = readFileSync(written);
    bytes[9_000] = (bytes[9_000] ?? 0) ^ 1;
    writeFileSync(written, bytes);
  };
  const input = { part: first.folder, place, name: 'n', files, manifest: '' };
  const placing = async () =>
    placeBackup({ vaultPath: vault.path, archiveId: archive, progress: () => {}, step }, input);
  await expect(placing()).rejects.toMatchObject({ code: 'backup.place_unreliable' });
  expect(readdirSync(place)).toEqual([]);
});

test('no text of an archive, no login’s secret and no plain database lies in a backup', async () => {
  await using other = await openTestVault();
  const canaries = Array.from({ length: 50 }, (_, at) => `金丝雀${at}号不得外泄`);
  for (const note of canaries)
    await other.as('archivist').customers.create(aCustomer({ note, name: `客户${note}` }));
  const made = await backUp(other, join(folder.path, 'canaries'));
  for (const name of readdirSync(made.folder)) {
    const bytes = readFileSync(join(made.folder, name));
    expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3');
    expect(canaries.filter((canary) => bytes.includes(canary))).toEqual([]);
  }
});

test('an archive that does not verify is saved all the same, and does not count', async () => {
  await using other = await openTestVault();
  await backUp(other, join(folder.path, 'unverified'));
  // Somebody with the key takes a row of the log away behind the program.
  other.opened.vault.database.exec(
    `drop trigger audit_no_update; update audit set object = 'account:9' where seq = (select max(seq) - 1 from audit)`,
  );
  const made = await backUp(other, join(folder.path, 'unverified'));
  expect(made.verified).toBe(false);
  expect(made.failed).toContain('audit_chain');
  const { last } = await other.as('supervisor').backup.list();
  expect(last?.head).not.toEqual(made.head);
  const { inspected, restored } = await restore(other, made.folder, join(folder.path, 'unverified.kda'));
  expect([inspected.verified, restored.verified]).toEqual([false, false]);
});
