import { mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { systemClock } from '../../db/clock.ts';
import { openReadOnly } from '../../db/connection/open.ts';
import { checking, type Looked } from '../../db/features/backup/check.ts';
import { copying } from '../../db/features/backup/copy.ts';
import { filesOf } from '../../db/features/backup/manifest.ts';
import { headOf } from '../../db/features/audit/service.ts';
import { runLongRead } from '../../db/reads/run.ts';
import { copyUnderNewKey } from '../../db/work/key-renewal.ts';
import type { ReadRequest } from '../../db/wire.ts';
import { newHeaderSalt } from '../../db/vault/header-salt.ts';
import { bestTimes, timed, type Figure } from './figures.ts';
import { openAs } from './vault.ts';

/** A backup's copy and its look of every day, and a new data key, beside the plain way of doing the same. */
export async function benchBackups(path: string, folder: string): Promise<Figure[]> {
  const { ctx, host, close } = await openAs(path, 'archivist');
  const key = host.requireVault().vault.dataKey.use((bytes) => bytes.slice());
  const { facts } = ctx;
  const head = headOf(ctx.reader);
  close();
  const part = join(folder, 'part');
  const place = join(folder, 'place');
  mkdirSync(place);
  const copy = filesOf(part);
  const job = (name: string, input: unknown, more: Partial<ReadRequest> = {}) =>
    runLongRead(
      {
        job: name,
        path,
        facts,
        key: key.slice(),
        now: Date.now(),
        today: systemClock.today(),
        input,
        ...more,
      },
      () => {},
    );
  const emptied = () => {
    rmSync(part, { recursive: true, force: true });
    mkdirSync(part);
  };
  const withOpen = (file: string, work: (db: ReturnType<typeof openReadOnly>) => unknown) => {
    const database = openReadOnly(file, key);
    try {
      database.pragma('query_only = OFF');
      return work(database);
    } finally {
      database.close();
    }
  };
  const [plainCopy = 0, copied = 0] = bestTimes([
    () => {
      emptied();
      withOpen(path, (database) => database.prepare('vacuum into ?').run(copy.archive));
    },
    () => {
      emptied();
      job(copying.name, { part, place });
    },
  ]);
  const look = { path: copy.archive, facts: { ...facts, anchorFile: copy.anchors } };
  const [plainRead = 0, checked = 0] = bestTimes([
    // Each page is read, and opened by the cipher.
    () => withOpen(copy.archive, (database) => database.prepare('select sum(pgsize) from dbstat').get()),
    () => {
      const { failed } = job(checking.name, { full: false, since: head }, look) as Looked;
      if (failed.length > 0) throw new Error(failed.join());
    },
  ]);
  const renewed = timed(() =>
    job(
      copyUnderNewKey.name,
      { salt: newHeaderSalt() },
      { newKey: crypto.getRandomValues(new Uint8Array(32)) },
    ),
  );
  rmSync(`${path}.part`, { force: true });
  const gigabytes = (statSync(path).size / 1e9).toFixed(2);
  return [
    {
      name: `copy for a backup of ${gigabytes} GB`,
      limit: 1.3 * plainCopy,
      unit: 'ms',
      measured: copied,
      baseline: plainCopy,
      against: 'vacuum into',
    },
    {
      name: 'its look of every day',
      limit: 1.5 * plainRead,
      unit: 'ms',
      measured: checked,
      baseline: plainRead,
      against: 'every page read',
    },
    {
      name: `new data key of ${basename(path)}`,
      limit: 2 * (copied + checked),
      unit: 'ms',
      measured: renewed,
      baseline: copied + checked,
      against: 'copy and look',
    },
  ];
}
