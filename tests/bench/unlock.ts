import { appendFileSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnchors } from '../../db/features/audit/service.ts';
import { makeBackup } from '../../db/features/backup/service.ts';
import { choosePlace } from '../../db/features/witnesses/service.ts';
import { facetCounts, listPage } from '../../db/features/search/service.ts';
import { openAs } from './vault.ts';
import { median, timed, type Figure } from './figures.ts';

const ROUNDS = 5;

/**
 * Opening with four witnesses beside opening with none: the anchors beside the vault, the program's folder, a stick, and
 * a place with backups, each with years of anchors.
 */
export async function benchWitnesses(seeded: string, folder: string): Promise<Figure[]> {
  mkdirSync(folder);
  const path = join(folder, 'witnessed.kda');
  for (const end of ['', '.keys']) copyFileSync(seeded + end, path + end);
  const own = join(folder, 'program', 'witness');
  const [stick, backups] = [join(folder, 'stick'), join(folder, 'backups')];
  for (const place of [stick, backups]) mkdirSync(place, { recursive: true });
  const bare = await medianOfOpening(path);
  const admin = await openAs(path, 'system_admin', own);
  const { archiveId } = admin.ctx.facts;
  choosePlace(admin.ctx, stick);
  const at = admin.ctx.clock.now();
  await makeBackup(admin.ctx, admin.host.requireVault().vault, { place: backups, full: false });
  const kept = readAnchors(admin.ctx.reader, archiveId);
  admin.close();
  // What ten years leave, of which the newest lines are read.
  const [anchor] = kept;
  if (!anchor) throw new Error('no anchor');
  const years = Array.from({ length: 10_000 }, () => `${JSON.stringify({ ...anchor, at })}\n`).join('');
  for (const file of [`${path}.anchors`, join(own, archiveId, 'anchors')]) appendFileSync(file, years);
  mkdirSync(join(stick, 'kedang-witness', archiveId), { recursive: true });
  writeFileSync(join(stick, 'kedang-witness', archiveId, 'anchors'), years);
  const witnessed = await medianOfOpening(path, own);
  return [
    {
      name: `opening with four witnesses, more than the ${Math.round(bare)} ms without`,
      limit: 200,
      unit: 'ms',
      measured: witnessed - bare,
    },
  ];
}

async function medianOfOpening(path: string, own?: string): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const { close } = await openAs(path, 'archivist', own);
    took.push(performance.now() - began);
    close();
  }
  return median(took);
}

/** From the password to the first list with its counts; the window's painting is timed by the journeys. */
export async function benchUnlock(path: string, customers: number): Promise<Figure[]> {
  const opening: number[] = [];
  const listing: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const { ctx, close } = await openAs(path, 'archivist');
    opening.push(performance.now() - began);
    listing.push(
      timed(() => {
        listPage(ctx, { start: { offset: 0 }, limit: 50 });
        facetCounts(ctx, {});
      }),
    );
    close();
  }
  return [
    {
      name: `unlock at ${customers}, key derivation included`,
      limit: 1_000,
      unit: 'ms',
      measured: median(opening),
    },
    {
      name: `first list and counts after it`,
      limit: 1_000,
      unit: 'ms',
      measured: median(listing),
    },
  ];
}
